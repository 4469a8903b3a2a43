import { parseEvent } from '../../domain/event.ts'
import type { Problem } from '../../domain/problem.ts'
import type { WriteAccess, WriteTransaction } from '../../store/engine/access.ts'
import { type Dismissal, insertDismissals } from '../../store/intake/dismissals.ts'
import { findEventsById, type LoggedEvent, reserveArrivalsUpTo } from '../../store/intake/event-log.ts'
import { Turns } from '../turns.ts'
import type { FreshEvent } from './accepted-event.ts'
import { EventProcessor, type Outcome, type Received, type Release } from './event-processor.ts'

export interface DeliveryReport {
  /** One per line, in order. */
  readonly outcomes: readonly Outcome[]
  readonly released: readonly Release[]
}

/** A delivered line: the JSON text of an event, or the problem of a line that could not be read as text. */
export type Line = string | { readonly content: string; readonly problem: Problem }

/** Longer than any valid event. A line may be ten times as long, and a sender may have thousands of them rejected. */
const KEPT_CHARACTERS = 8192

/**
 * Delivers events in order, in one transaction: all or nothing.
 * @param sender its registered name; '' for the command line
 * @throws {TooManyStepsError} when the events take more steps than allowed; nothing is kept
 */
export async function deliverEvents(
  writer: WriteAccess,
  lines: readonly Line[],
  now: Date,
  sender = '',
  maxSteps = Number.POSITIVE_INFINITY,
): Promise<DeliveryReport> {
  const parsed = await parseInTurns(lines, now)
  const events = parsed.flatMap(delivery => ('event' in delivery ? [delivery.event] : []))
  const receivedAt = now.toISOString()
  let attempted: { report: DeliveryReport; accepted: FreshEvent } | undefined
  return writer.transaction(async (trx, exclusive) => {
    // A retry after a lost commit. Do not rely on the transaction id: it can be reused after a crash.
    if (attempted && (await isInLog(trx, attempted.accepted))) return attempted.report
    const processor = await EventProcessor.open(trx, exclusive, events, { sender, maxSteps })
    const received: Received[] = []
    for (const [index, delivery] of parsed.entries()) {
      if ('event' in delivery) received.push(await processor.receive(delivery, { arrival: 0, receivedAt, sender }))
      else {
        const problems = 'problem' in delivery ? [delivery.problem] : delivery.problems
        const line = lines[index]!
        const content = typeof line === 'string' ? line : line.content
        received.push(processor.reject(content.slice(0, KEPT_CHARACTERS).toWellFormed(), problems, receivedAt))
      }
      await processor.pause()
    }
    await processor.close()
    const { released, rescheduled } = processor
    const report = { outcomes: received.map(outcome => toOutcome(outcome, rescheduled)), released }
    if (processor.firstAccepted) attempted = { report, accepted: processor.firstAccepted }
    return report
  })
}

type ParsedLine = ReturnType<typeof parseEvent> | Exclude<Line, string>

async function parseInTurns(lines: readonly Line[], now: Date): Promise<ParsedLine[]> {
  const turns = new Turns()
  const parsed: ParsedLine[] = []
  for (const line of lines) {
    parsed.push(typeof line === 'string' ? parseEvent(line, now) : line)
    await turns.spend(line)
  }
  return parsed
}

async function isInLog(trx: WriteTransaction, { id, arrival }: FreshEvent): Promise<boolean> {
  const [known] = await findEventsById(trx, [id])
  return known?.arrival === arrival
}

function toOutcome(received: Received, rescheduled: EventProcessor['rescheduled']): Outcome {
  if (received.became !== 'held') return received
  const { arrival } = received.event
  return { became: 'held', arrival, waitsFor: rescheduled.get(arrival) ?? received.waitsFor }
}

/** Dismissals by log position. */
export type Dismissals = ReadonlyMap<number, Dismissal>

/**
 * Books events of another store's log, each at its position and time there, from the same sender. Dates are not checked against the clock
 * again. Unreadable events and events that are here already are skipped. Dismissed events are copied with their
 * dismissal: they are neither booked nor held.
 */
export async function replayEvents(
  writer: WriteAccess,
  events: readonly LoggedEvent[],
  dismissals: Dismissals = new Map(),
): Promise<void> {
  const deliveries = events.flatMap(({ content, arrival, receivedAt, sender }) => {
    const delivery = parseEvent(content)
    return 'event' in delivery ? [{ delivery, position: { arrival, receivedAt, sender } }] : []
  })
  await writer.transaction(async (trx, exclusive) => {
    const processor = await EventProcessor.open(
      trx,
      exclusive,
      deliveries.map(({ delivery }) => delivery.event),
    )
    for (const { delivery, position } of deliveries) {
      if (dismissals.has(position.arrival)) await processor.importDismissed(delivery, position)
      else await processor.receive(delivery, position)
      await processor.pause()
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
