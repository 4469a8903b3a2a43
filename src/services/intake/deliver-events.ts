import { parseEvent } from '../../domain/event.ts'
import type { Problem } from '../../domain/problem.ts'
import type { WriteAccess, WriteTransaction } from '../../store/engine/access.ts'
import { type Dismissal, insertDismissals } from '../../store/intake/dismissals.ts'
import { findEventsById, type LoggedEvent, reserveArrivalsUpTo } from '../../store/intake/event-log.ts'
import type { FreshEvent } from './accepted-event.ts'
import { EventProcessor, type Outcome, type Received, type Release } from './event-processor.ts'

export interface DeliveryReport {
  /** One for each line, in order. */
  readonly outcomes: readonly Outcome[]
  readonly released: readonly Release[]
}

/** One delivered line: the JSON text of an event, or what is wrong with a line that is not even text. */
export type Line = string | { readonly content: string; readonly problem: Problem }

/** Delivers events in order, all in one transaction: either everything this group did is durable, or nothing happened. */
export async function deliverEvents(writer: WriteAccess, lines: readonly Line[], now: Date): Promise<DeliveryReport> {
  const parsed = lines.map(line => (typeof line === 'string' ? parseEvent(line, now) : line))
  const events = parsed.flatMap(delivery => ('event' in delivery ? [delivery.event] : []))
  const receivedAt = now.toISOString()
  let attempted: { report: DeliveryReport; accepted: FreshEvent } | undefined
  return writer.transaction(async (trx, exclusive) => {
    // The connection was lost over the commit. A transaction's number is no witness: after a crash another may bear it.
    if (attempted && (await isInLog(trx, attempted.accepted))) return attempted.report
    const processor = await EventProcessor.open(trx, exclusive, events)
    const received: Received[] = []
    for (const [index, delivery] of parsed.entries()) {
      if ('event' in delivery) received.push(await processor.receive(delivery, { arrival: 0, receivedAt }))
      else {
        const problems = 'problem' in delivery ? [delivery.problem] : delivery.problems
        const line = lines[index]!
        received.push(processor.reject(typeof line === 'string' ? line : line.content, problems, receivedAt))
      }
    }
    await processor.close()
    const report = { outcomes: received.map(toOutcome), released: processor.released }
    if (processor.firstAccepted) attempted = { report, accepted: processor.firstAccepted }
    return report
  })
}

async function isInLog(trx: WriteTransaction, { id, arrival }: FreshEvent): Promise<boolean> {
  const [known] = await findEventsById(trx, [id])
  return known?.arrival === arrival
}

function toOutcome(received: Received): Outcome {
  return received.became === 'held' ? { became: 'held', arrival: received.event.arrival } : received
}

/** What was dismissed of a store's held events, by their places in its log. */
export type Dismissals = ReadonlyMap<number, Dismissal>

/**
 * Books events of another store's log, each in the place and with the time that it has there. How far ahead of the
 * clock an event was is not judged again; an event that cannot be read, or is here already, is passed over. One that was
 * dismissed there is taken over with its dismissal: it was never booked, and is not held.
 */
export async function replayEvents(
  writer: WriteAccess,
  events: readonly LoggedEvent[],
  dismissals: Dismissals = new Map(),
): Promise<void> {
  const places = events.flatMap(({ content, arrival, receivedAt }) => {
    const delivery = parseEvent(content)
    return 'event' in delivery ? [{ delivery, place: { arrival, receivedAt } }] : []
  })
  await writer.transaction(async (trx, exclusive) => {
    const processor = await EventProcessor.open(
      trx,
      exclusive,
      places.map(({ delivery }) => delivery.event),
    )
    for (const { delivery, place: position } of places) {
      if (dismissals.has(position.arrival)) await processor.importDismissed(delivery, position)
      else await processor.receive(delivery, position)
    }
    await processor.close()
    await insertDismissals(
      trx,
      events.flatMap(({ voen, arrival }) => {
        const dismissal = dismissals.get(arrival)
        return dismissal?.voen === voen ? [dismissal] : []
      }),
    )
    await reserveArrivalsUpTo(trx, events.at(-1)!.arrival)
  })
}
