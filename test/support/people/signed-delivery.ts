/** Delivers a stream of events over several connections at once, in batches, as several systems would. */
import type { DeclarationNumber } from '../../../src/domain/declaration.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import type { SignedSender, Wire } from './signed-sender.ts'

export type Lane = readonly (readonly string[])[]

/** Distributes events over connections; the events of one taxpayer stay in order on one connection. */
export function lanesOf(lines: readonly string[], count: number, batchSize: number): Lane[] {
  const events = lines.map(line => JSON.parse(line) as { type: string; voen?: Voen; declaration?: DeclarationNumber })
  const owners = new Map(
    events.flatMap(({ type, voen, declaration }) => (type === 'declaration.assessed' ? [[declaration, voen]] : [])),
  )
  const lanes: string[][] = Array.from({ length: count }, () => [])
  for (const [index, { voen, declaration }] of events.entries()) {
    const taxpayer = Number(voen ?? owners.get(declaration) ?? 0)
    lanes[Math.floor(taxpayer / 10) % count]!.push(lines[index]!)
  }
  return lanes.map(lane =>
    Array.from({ length: Math.ceil(lane.length / batchSize) }, (_, batch) =>
      lane.slice(batch * batchSize, (batch + 1) * batchSize),
    ),
  )
}

export const overHttp =
  (url: () => string): Wire =>
  (path, sent) =>
    fetch(url() + path, sent)

/**
 * Delivers one batch.
 * @param onAcknowledged called with each line of the response as it arrives, even if the rest never does
 * @throws when the response is missing or incomplete
 */
export async function deliverBatch(
  sender: SignedSender,
  wire: Wire,
  batch: readonly string[],
  onAcknowledged: (answer: { id: string; became: string }) => void = () => {},
): Promise<void> {
  const response = await sender.deliver(wire, batch.join('\n'), { gzip: true })
  if (response.status !== 200) throw new Error(`Answered ${response.status}: ${await response.text()}`)
  let [text, count] = ['', 0]
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (text + piece).split('\n')
    text = lines.pop()!
    count += lines.length
    for (const line of lines) onAcknowledged(JSON.parse(line))
  }
  if (count !== batch.length) throw new Error(`Answered ${count} of ${batch.length}`)
}
