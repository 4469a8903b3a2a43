/** The append-only log of accepted events, and the directory of their ids. */
import type { Voen } from '../../domain/voen.ts'
import { adapterOf, type Reader, type WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { EventTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export interface LoggedEvent {
  readonly arrival: number
  /** The account it names; '' when it named only a declaration that was not known yet. */
  readonly voen: Voen | ''
  /** The event as canonical JSON. */
  readonly content: string
  readonly receivedAt: string
}

export const appendEvents = prepareInsert('event', ['voen', 'arrival', 'content', 'received_at'])
export const insertEventIds = prepareInsert('event_id', ['id', 'voen', 'arrival'])

const selectLastArrival = prepare<object, { arrival: number }>(db =>
  db.selectFrom('event').select('arrival').orderBy('arrival', 'desc').limit(1),
)

/** The place of the latest event, 0 on an empty log. */
export async function lastArrival(db: Reader | WriteTransaction): Promise<number> {
  const [last] = await selectLastArrival(db, {})
  return last?.arrival ?? 0
}

/** Of the given ids those that were accepted before, with their events. The ids are found first: they are kept apart. */
export const findEventsById = prepareLookup((db, ids) =>
  db
    .with('known', known => known.selectFrom('event_id').select(['id', 'voen', 'arrival']).where('id', 'in', ids))
    .selectFrom('known')
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'known.voen').onRef('event.arrival', '=', 'known.arrival'),
    )
    .select(['known.id', 'known.arrival', 'event.content']),
)

const selectContent = prepare<{ voen: Voen | ''; arrival: number }, { content: string }>((db, { voen, arrival }) =>
  db.selectFrom('event').select('content').where('voen', '=', voen).where('arrival', '=', arrival),
)

/** @throws when the log has no such event */
export async function getContent(db: Reader | WriteTransaction, voen: Voen | '', arrival: number): Promise<string> {
  const [event] = await selectContent(db, { voen, arrival })
  if (!event) throw new Error(`The event log has no event ${arrival} of ${voen}`)
  return event.content
}

const selectByArrival = prepare<{ arrival: number }, EventTable>((db, { arrival }) =>
  db.selectFrom('event').selectAll().where('arrival', '=', arrival),
)

/** The event in a place of the log; undefined when that is empty. */
export async function findEvent(tx: Reader, arrival: number): Promise<LoggedEvent | undefined> {
  const [row] = await selectByArrival(tx, { arrival })
  return row && toLoggedEvent(row)
}

function toLoggedEvent({ received_at: receivedAt, ...row }: EventTable): LoggedEvent {
  return { ...row, receivedAt }
}

const selectAfter = prepare<{ arrival: number; limit: number }, EventTable>((db, { arrival, limit }) =>
  db.selectFrom('event').selectAll().where('arrival', '>', arrival).orderBy('arrival').limit(limit),
)

const REPLAYED_AT_ONCE = 2000

/** The log in order of arrival, from behind a place on, in batches. */
export function walkEvents(tx: Reader, behind = 0): AsyncGenerator<LoggedEvent[]> {
  return walk<LoggedEvent>(REPLAYED_AT_ONCE, async (last, limit) => {
    const rows = await selectAfter(tx, { arrival: last?.arrival ?? behind, limit })
    return rows.map(toLoggedEvent)
  })
}

/** Takes places in the log, behind everything that has arrived, for events whose accounts are locked. */
export function reserveArrivals(trx: WriteTransaction, count: number): Promise<readonly number[]> {
  return adapterOf(trx).reserveArrivals(trx, count)
}

/** Lets the next event take its place behind this one, which was not taken but given. */
export function reserveArrivalsUpTo(trx: WriteTransaction, arrival: number): Promise<void> {
  return adapterOf(trx).reserveArrivalsUpTo(trx, arrival)
}
