/** The append-only log of accepted events, and the directory of their ids. */
import type { Reader, WriteTransaction } from './database.ts'
import { prepare, prepareInsert, prepareLookup } from './prepared.ts'
import type { EventTable } from './schema.ts'

export interface LoggedEvent {
  readonly arrival: number
  /** The account it names; '' when it named only a declaration that was not known yet. */
  readonly voen: string
  /** The event as canonical JSON. */
  readonly content: string
  readonly receivedAt: string
}

export const appendEvents = prepareInsert('event', ['voen', 'arrival', 'content', 'received_at'])
export const takeEventIds = prepareInsert('event_id', ['id', 'voen', 'arrival'])

const selectLastArrival = prepare<object, { arrival: number }>(db =>
  db.selectFrom('event').select('arrival').orderBy('arrival', 'desc').limit(1),
)

/** The place of the latest event, 0 on an empty log. */
export async function lastArrival(db: Reader | WriteTransaction): Promise<number> {
  const [last] = await selectLastArrival(db, {})
  return last?.arrival ?? 0
}

/** Of the given ids those that were accepted before, with their events. */
export const findEventsById = prepareLookup((db, ids) =>
  db
    .selectFrom('event_id')
    .innerJoin('event', join =>
      join.onRef('event.voen', '=', 'event_id.voen').onRef('event.arrival', '=', 'event_id.arrival'),
    )
    .select(['event_id.id', 'event_id.arrival', 'event.content'])
    .where('event_id.id', 'in', ids),
)

const selectContent = prepare<{ voen: string; arrival: number }, { content: string }>((db, { voen, arrival }) =>
  db.selectFrom('event').select('content').where('voen', '=', voen).where('arrival', '=', arrival),
)

/** @throws when the log has no such event */
export async function getContent(db: Reader | WriteTransaction, voen: string, arrival: number): Promise<string> {
  const [event] = await selectContent(db, { voen, arrival })
  if (!event) throw new Error(`The event log has no event ${arrival} of ${voen}`)
  return event.content
}

const selectAfter = prepare<{ arrival: number }, EventTable>((db, { arrival }) =>
  db.selectFrom('event').selectAll().where('arrival', '>', arrival).orderBy('arrival').limit(2000),
)

/** The whole log in order of arrival, in batches. */
export async function* walkEvents(db: Reader): AsyncGenerator<LoggedEvent[]> {
  let arrival = 0
  for (;;) {
    const rows = await selectAfter(db, { arrival })
    if (rows.length === 0) return
    arrival = rows.at(-1)!.arrival
    yield rows.map(({ received_at: receivedAt, ...row }) => ({
      ...row,
      receivedAt,
    }))
  }
}
