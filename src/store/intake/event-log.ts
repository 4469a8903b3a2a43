/** The append-only log of accepted events, and the directory of their ids. */
import { sql } from 'kysely'
import type { Voen } from '../../domain/voen.ts'
import { adapterOf, type Reader, type Snapshot, type WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { EventTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export interface LoggedEvent {
  readonly arrival: number
  /** The account it names; '' when it named only a declaration that was unknown then. */
  readonly voen: Voen | ''
  /** The event as canonical JSON. */
  readonly content: string
  readonly receivedAt: string
  /** The registered name of who delivered it; '' for the command line. Null where the log did not keep it yet. */
  readonly sender: string | null
}

const append = prepareInsert('event', ['voen', 'arrival', 'content', 'received_at', 'sender'])

export async function appendEvents(trx: WriteTransaction, events: readonly LoggedEvent[]): Promise<void> {
  await append(
    trx,
    events.map(({ voen, arrival, content, receivedAt, sender }) => ({
      voen,
      arrival,
      content,
      received_at: receivedAt,
      sender,
    })),
  )
}

export const insertEventIds = prepareInsert('event_id', ['id', 'voen', 'arrival'])

const selectLastArrival = prepare<object, { arrival: number }>(db =>
  db.selectFrom('event').select('arrival').orderBy('arrival', 'desc').limit(1),
)

/** The position of the latest event; 0 for an empty log. */
export async function lastArrival(db: Reader | WriteTransaction): Promise<number> {
  const [last] = await selectLastArrival(db, {})
  return last?.arrival ?? 0
}

/** Finds accepted events by id. Looks the ids up first: a distributed store keeps them in a table of their own. */
export const findEventsById = prepareLookup((db, ids) =>
  db
    .with('known', known => known.selectFrom('event_id').select(['id', 'voen', 'arrival']).where('id', 'in', ids))
    .selectFrom('known')
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'known.voen').onRef('event.arrival', '=', 'known.arrival'),
    )
    .select(['known.id', 'known.arrival', 'event.content', 'event.sender']),
)

const selectById = prepare<{ id: string }, EventTable>((db, { id }) =>
  db
    .with('known', known => known.selectFrom('event_id').select(['voen', 'arrival']).where('id', '=', id))
    .selectFrom('known')
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'known.voen').onRef('event.arrival', '=', 'known.arrival'),
    )
    .selectAll('event'),
)

/** @returns undefined when no event was accepted under this id */
export async function findEventById(tx: Reader, id: string): Promise<LoggedEvent | undefined> {
  const [row] = await selectById(tx, { id })
  return row && toLoggedEvent(row)
}

const selectAt = prepare<{ voen: Voen | ''; arrival: number }, EventTable>((db, { voen, arrival }) =>
  db.selectFrom('event').selectAll().where('voen', '=', voen).where('arrival', '=', arrival),
)

/** @throws when the log has no such event */
export async function getEvent(db: Reader | WriteTransaction, voen: Voen | '', arrival: number): Promise<LoggedEvent> {
  const [row] = await selectAt(db, { voen, arrival })
  if (!row) throw new Error(`The event log has no event ${arrival} of ${voen}`)
  return toLoggedEvent(row)
}

const selectByArrival = prepare<{ arrival: number }, EventTable>((db, { arrival }) =>
  db.selectFrom('event').selectAll().where('arrival', '=', arrival),
)

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

/** Of a stretch of the log, the events with the same channel, or without one. */
export interface ChannelEvents {
  readonly channel: string | null
  readonly count: number
  readonly first: number
  readonly last: number
  readonly receivedAt: string
}

const selectChannels = prepare<{ after: number; before: number; limit: number }, ChannelEvents>(
  (db, { after, before, limit }) =>
    db
      .selectFrom(eb =>
        eb
          .selectFrom('event')
          .select(['arrival', 'received_at', sql<string | null>`content ->> 'channel'`.as('channel')])
          .where('arrival', '>', after)
          .where('arrival', '<', before)
          .orderBy('arrival', 'desc')
          .limit(limit)
          .as('latest'),
      )
      .select(eb => [
        'channel',
        eb.fn.countAll<number>().as('count'),
        eb.fn.min('arrival').as('first'),
        eb.fn.max('arrival').as('last'),
        eb.fn.max('received_at').as('receivedAt'),
      ])
      .groupBy('channel'),
)

/** When the latest events between two positions of the log were received, by channel. */
export function findChannels(
  tx: Reader,
  range: { readonly after: number; readonly before: number; readonly limit: number },
): Promise<readonly ChannelEvents[]> {
  return selectChannels(tx, range)
}

const BATCH_SIZE = 2000

/** The log in order of arrival, in batches, starting after a position. */
export function walkEvents(snapshot: Snapshot, after = 0): AsyncGenerator<LoggedEvent[]> {
  return walk<LoggedEvent>(BATCH_SIZE, async (last, limit) => {
    const rows = await snapshot(tx => selectAfter(tx, { arrival: last?.arrival ?? after, limit }))
    return rows.map(toLoggedEvent)
  })
}

/** Reserves the next log positions. The events' accounts must be locked before. */
export function reserveArrivals(trx: WriteTransaction, count: number): Promise<readonly number[]> {
  return adapterOf(trx).reserveArrivals(trx, count)
}

/** Moves the next log position past one that came from another store's log. */
export function reserveArrivalsUpTo(trx: WriteTransaction, arrival: number): Promise<void> {
  return adapterOf(trx).reserveArrivalsUpTo(trx, arrival)
}
