import { createReadStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readEventLines } from '../intake/event-lines.ts'
import { type ImportCounts, importEvents, type NumberedLine } from '../services/intake/import-events.ts'
import type { Database } from '../store/engine/access.ts'
import { grantDemonstrationMandates } from './demonstration-mandates.ts'
import { DEMONSTRATION_MOVES } from './demonstration-moves.ts'

export async function loadDemonstration(
  { writer, access }: Pick<Database, 'writer' | 'access'>,
  clock: () => Date,
): Promise<ImportCounts> {
  const counts = await importEvents(writer, demonstrationLines(), { clock })
  await grantDemonstrationMandates(access, clock())
  return counts
}

/** The traders' events and the invented ones, each at its moment: an account is booked in the order of arrival. */
export async function* demonstrationLines(): AsyncGenerator<NumberedLine> {
  const file = fileURLToPath(import.meta.resolve('#demo/traders.ndjson.gz'))
  const moves = DEMONSTRATION_MOVES.map(event => ({ moment: event.occurredAt, line: JSON.stringify(event) }))
  let number = 0
  const numbered = (line: NumberedLine['line']) => {
    number += 1
    return { number, line }
  }
  for await (const { line } of readEventLines(createReadStream(file))) {
    // All moments have the same form and offset, so they sort as text.
    const moment = momentOf(line)
    while (moves[0] && moves[0].moment < moment) yield numbered(moves.shift()!.line)
    yield numbered(line)
  }
  for (const { line } of moves) yield numbered(line)
}

function momentOf(line: NumberedLine['line']): string {
  return (JSON.parse(line as string) as { occurredAt: string }).occurredAt
}
