/** What operators watch of the intake. Each question reads a bounded part of an index, however large the store is. */
import { WAITS, type Wait } from '../../domain/decision.ts'
import type { Channel } from '../../domain/operation-type.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../../store/engine/access.ts'
import { type BoundedCount, countUpTo } from '../../store/intake/bounded-counts.ts'
import { findEvent } from '../../store/intake/event-log.ts'
import { findEarliestHeld } from '../../store/intake/held-events.ts'
import { LastEvents } from './last-events.ts'

/** Beyond this, a count says only that there are at least so many. */
export const MAX_COUNTED = 1000

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
    const { news, ...figures } = await reader.snapshot(EVERY_ACCOUNT, async tx => {
      const { rejection, ...held } = await countUpTo(tx, MAX_COUNTED)
      return { held: await datesOf(tx, held), rejected: rejection.count, news: await lastEvents.read(tx) }
    })
    lastEvents.learn(news)
    return { ...figures, lastEvents: lastEvents.received }
  }
}

async function datesOf(tx: Reader, held: Record<Wait['for'], BoundedCount>): Promise<IntakeFigures['held']> {
  const isEmpty = WAITS.every(reason => held[reason].count === 0)
  const earliest = isEmpty ? undefined : await findEarliestHeld(tx)
  const dateOf = async (reason: Wait['for']): Promise<HeldFigures> => {
    const { count, earliest: arrival } = held[reason]
    // Where more events wait than are counted, the earliest of all is still exact.
    if (earliest?.waitsFor === reason) return { count, since: earliest.since }
    return { count, since: arrival === null ? null : new Date((await findEvent(tx, arrival))!.receivedAt) }
  }
  const [taxpayer, declaration, assignment] = [
    await dateOf('taxpayer'),
    await dateOf('declaration'),
    await dateOf('assignment'),
  ]
  return { taxpayer, declaration, assignment }
}
