/** What operators watch of the intake. Each question reads a bounded part of an index, however large the store is. */
import type { Wait } from '../../domain/decision.ts'
import type { Channel } from '../../domain/operation-type.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../../store/engine/access.ts'
import { findEvent } from '../../store/intake/event-log.ts'
import { countHeldUpTo, findEarliestHeld } from '../../store/intake/held-events.ts'
import { countRejectionsUpTo } from '../../store/intake/rejections.ts'
import { LastEvents } from './last-events.ts'

/** Beyond this, a count says only that there are at least so many. */
export const MAX_COUNTED = 1000

export const REASONS: readonly Wait['for'][] = ['taxpayer', 'declaration']

export interface HeldFigures {
  /** Up to `MAX_COUNTED`. */
  readonly count: number
  /** When the earliest of them was received; null when there is none. */
  readonly since: Date | null
}

export interface IntakeFigures {
  /** By what the events wait for. */
  readonly held: Readonly<Record<Wait['for'], HeldFigures>>
  /** Rejections that are kept, up to `MAX_COUNTED`. */
  readonly rejected: number
  /** When the last payment of each channel was received, as far as it is known. */
  readonly lastEvents: ReadonlyMap<Channel, Date>
}

/** @returns a function that reads all figures from one snapshot. It remembers how far it has read the log */
export function intakeFigures(reader: ReadAccess): () => Promise<IntakeFigures> {
  const lastEvents = new LastEvents()
  return async () => {
    const { news, ...figures } = await reader.snapshot(EVERY_ACCOUNT, async tx => ({
      held: await readHeld(tx),
      rejected: await countRejectionsUpTo(tx, MAX_COUNTED),
      news: await lastEvents.read(tx),
    }))
    lastEvents.learn(news)
    return { ...figures, lastEvents: lastEvents.received }
  }
}

async function readHeld(tx: Reader): Promise<IntakeFigures['held']> {
  const earliest = await findEarliestHeld(tx)
  const ofReason = async (reason: Wait['for']): Promise<HeldFigures> => {
    if (!earliest) return { count: 0, since: null }
    const { count, earliest: arrival } = await countHeldUpTo(tx, reason, MAX_COUNTED)
    // Where more events wait than are counted, the earliest of all is still exact.
    if (earliest.waitsFor === reason) return { count, since: earliest.since }
    return { count, since: arrival === null ? null : new Date((await findEvent(tx, arrival))!.receivedAt) }
  }
  return { taxpayer: await ofReason('taxpayer'), declaration: await ofReason('declaration') }
}
