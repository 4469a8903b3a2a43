/** Held events: the gauge, retry and dismissal. */
import { type Actor, OPERATOR } from '../../domain/audit.ts'
import type { Wait } from '../../domain/decision.ts'
import type { Voen } from '../../domain/voen.ts'
import {
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  type ReadAccess,
  type Reader,
  type WriteAccess,
} from '../../store/engine/access.ts'
import { type Dismissal, insertDismissals, isDismissed, walkDismissals } from '../../store/intake/dismissals.ts'
import { getEvent } from '../../store/intake/event-log.ts'
import { countHeld, deleteHeldEvent, findEarliestHeld, findHeldEvent } from '../../store/intake/held-events.ts'
import { countRejections } from '../../store/intake/rejections.ts'
import { auditDelivery } from '../audited-change.ts'
import { EventProcessor, type Release } from './event-processor.ts'

/** The numbers an operator monitors. */
export interface HeldGauge {
  readonly count: number
  /** By what the events wait for. */
  readonly waitsFor: Readonly<Record<Wait['for'], number>>
  /** Age of the earliest held event; null when no event is held. */
  readonly oldestSeconds: number | null
  /** All rejections that were not cleared, those that were not kept among them. */
  readonly rejected: number
}

/** Reads all numbers from one snapshot. */
export function heldGauge(reader: ReadAccess, now: Date): Promise<HeldGauge> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => {
    const earliest = await findEarliestHeld(tx)
    const waitsFor = await countHeld(tx)
    return {
      count: sumOf(waitsFor),
      waitsFor,
      oldestSeconds: earliest ? ageOf(earliest.since, now) : null,
      rejected: await countRejections(tx),
    }
  })
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** In whole seconds. The clock may be set back. */
export function ageOf(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))
}

export interface RetryCounts {
  readonly applied: number
  readonly rejected: number
  /** Events that are still held. */
  readonly held: number
}

/**
 * Retries all held events, the earliest first. A consistent store applies none: each would have been applied when its
 * taxpayer or declaration arrived.
 */
export function retryHeldEvents(writer: WriteAccess, now: Date): Promise<RetryCounts> {
  let attempted: { readonly first: Release; readonly counts: RetryCounts } | undefined
  return writer.transaction(async (trx, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    // After a lost commit the transaction runs again, and may find its work already done.
    if (attempted && !(await findHeldEvent(trx, attempted.first.arrival))) return attempted.counts
    const processor = await EventProcessor.open(trx, exclusive, [])
    await processor.retryHeld(now.toISOString())
    await processor.close()
    const { released } = processor
    const applied = released.filter(({ outcome }) => outcome.became === 'applied').length
    const counts = { applied, rejected: released.length - applied, held: sumOf(await countHeld(trx)) }
    const [first] = released
    if (first) attempted = { first, counts }
    return counts
  })
}

/**
 * Dismisses a held event: it is never released. It stays in the log, so that the same content sent again is a
 * duplicate. The audit log gets a line. The exclusive lock keeps concurrent deliveries from releasing it meanwhile.
 * @param arrival its log position
 * @returns false when no event is held there
 */
export function dismissHeldEvent(
  writer: WriteAccess,
  arrival: number,
  reason: string,
  now: Date,
  actor: Actor = OPERATOR,
): Promise<boolean> {
  let attempted: Dismissal | undefined
  return writer.transaction(async (trx, exclusive) => {
    if (!exclusive) throw new ExclusiveLockRequiredError()
    // After a lost commit the transaction runs again, and may find its work already done.
    if (attempted && (await isDismissed(trx, attempted))) return true
    const held = await findHeldEvent(trx, arrival)
    if (!held) return false
    attempted = { voen: held.voen, arrival, reason: reason.toWellFormed(), dismissedAt: now.toISOString() }
    await deleteHeldEvent(trx, attempted)
    await insertDismissals(trx, [attempted])
    const detail = { arrival, reason: attempted.reason }
    await auditDelivery(trx, { at: now, action: 'event-dismissed', actor, voen: held.voen || null, detail })
    return true
  })
}

/** All dismissals by log position. Operators make each by hand, so they fit in memory. */
export async function findDismissals(tx: Reader): Promise<Map<number, Dismissal>> {
  const found = new Map<number, Dismissal>()
  for await (const dismissals of walkDismissals(read => read(tx))) {
    for (const dismissal of dismissals) found.set(dismissal.arrival, dismissal)
  }
  return found
}

/**
 * Dismissals with the content of their events, in batches.
 * @param voen only events that name this account; null: all
 */
export async function* walkDismissedEvents(
  access: ReadAccess,
  voen: Voen | null,
): AsyncGenerator<(Dismissal & { readonly content: string })[]> {
  const snapshot = <Result>(read: (tx: Reader) => Promise<Result>) => access.snapshot(EVERY_ACCOUNT, read)
  for await (const dismissals of walkDismissals(snapshot)) {
    const selected = dismissals.filter(dismissal => voen === null || dismissal.voen === voen)
    yield await snapshot(async tx => {
      const dismissed: (Dismissal & { content: string })[] = []
      for (const dismissal of selected) {
        const { content } = await getEvent(tx, dismissal.voen, dismissal.arrival)
        dismissed.push({ ...dismissal, content })
      }
      return dismissed
    })
  }
}

/** Applies the source's dismissals to the events that its copy still holds. */
export function copyDismissals(writer: WriteAccess, dismissals: readonly Dismissal[]): Promise<void> {
  return writer.transaction(async (trx, exclusive) => {
    if (dismissals.length === 0) return
    if (!exclusive) throw new ExclusiveLockRequiredError()
    for (const dismissal of dismissals) {
      const held = await findHeldEvent(trx, dismissal.arrival)
      if (held?.voen !== dismissal.voen) continue
      await deleteHeldEvent(trx, dismissal)
      await insertDismissals(trx, [dismissal])
    }
  })
}
