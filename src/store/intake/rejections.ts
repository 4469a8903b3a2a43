/** Rejected content with its problems, stored once. A sender has a bound; what is beyond it is only counted. */
import { hash } from 'node:crypto'
import { type PlainDate, todayInBaku } from '../../domain/dates.ts'
import type { NotKeptCount } from '../../domain/head.ts'
import type { Problem } from '../../domain/problem.ts'
import { MAX_REJECTIONS } from '../../domain/sender.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { RejectionNotKeptTable, RejectionTable } from '../engine/schema.ts'
import { toStoredJson } from '../engine/stored-json.ts'
import { walk } from '../engine/walk.ts'
import type { ClearedRange } from './clearings.ts'

export interface Rejection {
  /** Log position of a held event that was rejected on release; 0 when rejected on delivery. */
  readonly arrival: number
  /** The sender whose delivery it was; '' for the command line, and for an event that was rejected on release. */
  readonly sender: string
  readonly eventId: string | null
  /** The line as delivered, or the event as canonical JSON. */
  readonly content: string
  readonly problems: readonly Problem[]
  readonly rejectedAt: string
}

const insert = prepare<RejectionTable, Pick<RejectionTable, 'digest'>>((db, row) =>
  db
    .insertInto('rejection')
    .values({
      digest: row.digest,
      arrival: row.arrival,
      event_id: row.event_id,
      content: row.content,
      problems: row.problems,
      rejected_at: row.rejected_at,
      sender: row.sender,
    })
    .onConflict(conflict => conflict.columns(['digest', 'arrival']).doNothing())
    .returning('digest'),
)

/** Stores the same content once, whatever the bound. */
export async function insertRejections(trx: WriteTransaction, rejections: readonly Rejection[]): Promise<void> {
  for (const row of toRows(rejections)) await insert(trx, row)
}

/**
 * Stores the same content once. Of a sender with `MAX_REJECTIONS` rejections, new content is counted instead. Deliveries
 * at the same time may pass the bound by what each of them holds. Rejections of released events have no bound: their
 * content is in the log in any case.
 */
export async function keepRejections(trx: WriteTransaction, rejections: readonly Rejection[]): Promise<void> {
  const [released, delivered] = [rejections.filter(isReleased), rejections.filter(one => !isReleased(one))]
  await insertRejections(trx, released)
  for (const [sender, ofSender] of Map.groupBy(delivered, one => one.sender)) {
    let room = MAX_REJECTIONS - (await countOfSender(trx, { sender }))[0]!.count
    let notKept = 0
    for (const row of toRows(ofSender)) {
      if (room > 0) room -= (await insert(trx, row)).length
      else if ((await selectByKey(trx, row)).length === 0) notKept += 1
    }
    const day = todayInBaku(new Date(ofSender[0]!.rejectedAt))
    if (notKept > 0) await addNotKept(trx, [{ sender, day, count: notKept }])
  }
}

function isReleased({ arrival }: Rejection): boolean {
  return arrival > 0
}

/** Sorted, so that concurrent transactions cannot deadlock. */
function toRows(rejections: readonly Rejection[]): RejectionTable[] {
  const rows = rejections.map(rejection => ({
    digest: digestOf(rejection),
    arrival: rejection.arrival,
    event_id: rejection.eventId,
    content: rejection.content,
    problems: toStoredJson(rejection.problems),
    rejected_at: rejection.rejectedAt,
    sender: rejection.sender,
  }))
  return rows.sort((one, other) => (one.digest < other.digest ? -1 : 1))
}

const selectByKey = prepare<Pick<RejectionTable, 'digest' | 'arrival'>, Pick<RejectionTable, 'digest'>>(
  (db, { digest, arrival }) =>
    db.selectFrom('rejection').select('digest').where('digest', '=', digest).where('arrival', '=', arrival),
)

/** Counts up to the bound. */
const countOfSender = prepare<{ sender: string }, { count: number }>((db, { sender }) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('rejection')
        .select('arrival')
        .where('sender', '=', sender)
        .where('arrival', '=', 0)
        .limit(MAX_REJECTIONS)
        .as('kept'),
    )
    .select(eb => eb.fn.countAll<number>().as('count')),
)

const addNotKept = prepareInsert('rejection_not_kept', ['sender', 'day', 'count'], {
  key: ['sender', 'day'],
  add: ['count'],
})

function digestOf({ content }: Rejection): string {
  return hash('sha256', content)
}

type PageKey = Pick<RejectionTable, 'rejected_at' | 'digest' | 'arrival'> & { limit: number }

const EARLIEST = '0001-01-01T00:00:00.000Z'

const selectAfter = prepare<PageKey, RejectionTable>((db, last) =>
  db
    .selectFrom('rejection')
    .selectAll()
    .where(eb =>
      eb(eb.refTuple('rejected_at', 'digest', 'arrival'), '>', eb.tuple(last.rejected_at, last.digest, last.arrival)),
    )
    .orderBy('rejected_at')
    .orderBy('digest')
    .orderBy('arrival')
    .limit(last.limit),
)

/** All rejections, oldest first, in batches. */
export async function* walkRejections(
  snapshot: <Result>(read: (tx: Reader) => Promise<Result>) => Promise<Result>,
): AsyncGenerator<Rejection[]> {
  const start = { rejected_at: EARLIEST, digest: '', arrival: 0 }
  const batches = walk<RejectionTable>(500, (last, limit) => {
    const { rejected_at, digest, arrival } = last ?? start
    return snapshot(tx => selectAfter(tx, { rejected_at, digest, arrival, limit }))
  })
  for await (const rows of batches) yield rows.map(toRejection)
}

function toRejection(row: RejectionTable): Rejection {
  return {
    arrival: row.arrival,
    sender: row.sender,
    eventId: row.event_id,
    content: row.content,
    problems: JSON.parse(row.problems),
    rejectedAt: row.rejected_at,
  }
}

const count = prepare<object, { count: number }>(db =>
  db.selectFrom('rejection').select(eb => eb.fn.countAll<number>().as('count')),
)

const sumNotKept = prepare<object, { count: number | null }>(db =>
  db.selectFrom('rejection_not_kept').select(eb => eb.fn.sum<number | null>('count').as('count')),
)

/** Counts what is kept and what was not kept since it was last cleared. */
export async function countRejections(tx: Reader): Promise<number> {
  return (await count(tx, {}))[0]!.count + Number((await sumNotKept(tx, {}))[0]!.count ?? 0)
}

/** Rejections of a sender that were not kept. */
export interface NotKept {
  readonly sender: string
  readonly count: number
  /** The first and the last day in Baku. */
  readonly from: PlainDate
  readonly to: PlainDate
}

const selectNotKept = prepare<object, RejectionNotKeptTable>(db =>
  db.selectFrom('rejection_not_kept').selectAll().orderBy('sender').orderBy('day'),
)

export async function findNotKept(tx: Reader): Promise<NotKept[]> {
  const bySender = Map.groupBy(await selectNotKept(tx, {}), ({ sender }) => sender)
  return [...bySender].map(([sender, days]) => ({
    sender,
    count: days.reduce((sum, { count }) => sum + count, 0),
    from: days[0]!.day as PlainDate,
    to: days.at(-1)!.day as PlainDate,
  }))
}

const sumNotKeptBefore = prepare<{ day: PlainDate }, { sender: string; count: number }>((db, { day }) =>
  db
    .selectFrom('rejection_not_kept')
    .select(eb => ['sender', eb.fn.sum<number>('count').as('count')])
    .where('day', '<', day)
    .groupBy('sender')
    .orderBy('sender'),
)

/** How many rejections of each sender were not kept on days before this one. */
export async function findNotKeptBefore(tx: Reader, day: PlainDate): Promise<NotKeptCount[]> {
  return (await sumNotKeptBefore(tx, { day })).map(({ sender, count }) => ({ sender, count: Number(count) }))
}

/** The senders of whom rejections were not kept though fewer than the bound are there: some were cleared since. */
export async function findSendersWithRoom(tx: Reader): Promise<string[]> {
  const senders: string[] = []
  for (const { sender } of await findNotKept(tx)) {
    if ((await countOfSender(tx, { sender }))[0]!.count < MAX_REJECTIONS) senders.push(sender)
  }
  return senders
}

/** Makes the counts of a copy equal to those of its source. */
export async function copyNotKept(source: Reader, target: WriteTransaction): Promise<void> {
  await target.deleteFrom('rejection_not_kept').execute()
  await addNotKept(target, await selectNotKept(source, {}))
}

export async function countClearable(tx: WriteTransaction, { sender, rejectedBefore }: ClearedRange): Promise<number> {
  let rows = tx.selectFrom('rejection').where('arrival', '=', 0).where('rejected_at', '<', rejectedBefore)
  if (sender !== null) rows = rows.where('sender', '=', sender)
  const { count } = await rows.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return count
}

/** A clearing that covers the range must be in the store. */
export async function deleteRejections(trx: WriteTransaction, { sender, rejectedBefore }: ClearedRange): Promise<void> {
  const rows = trx.deleteFrom('rejection').where('arrival', '=', 0).where('rejected_at', '<', rejectedBefore)
  await (sender === null ? rows : rows.where('sender', '=', sender)).execute()
}

/** @param day exclusive */
export async function countNotKeptBefore(tx: WriteTransaction, sender: string | null, day: PlainDate): Promise<number> {
  let rows = tx.selectFrom('rejection_not_kept').where('day', '<', day)
  if (sender !== null) rows = rows.where('sender', '=', sender)
  const { count } = await rows.select(eb => eb.fn.sum<number | null>('count').as('count')).executeTakeFirstOrThrow()
  return Number(count ?? 0)
}

/** @param day exclusive */
export async function deleteNotKeptBefore(trx: WriteTransaction, sender: string | null, day: PlainDate): Promise<void> {
  const rows = trx.deleteFrom('rejection_not_kept').where('day', '<', day)
  await (sender === null ? rows : rows.where('sender', '=', sender)).execute()
}
