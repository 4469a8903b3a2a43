/** Rejected content with its problems, stored once. */
import { hash } from 'node:crypto'
import type { Problem } from '../../domain/problem.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { RejectionTable } from '../engine/schema.ts'
import { toStoredJson } from '../engine/stored-json.ts'
import { walk } from '../engine/walk.ts'

export interface Rejection {
  /** Log position of a held event that was rejected on release; 0 when rejected on delivery. */
  readonly arrival: number
  readonly eventId: string | null
  /** The line as delivered, or the event as canonical JSON. */
  readonly content: string
  readonly problems: readonly Problem[]
  readonly rejectedAt: string
}

const insert = prepare<RejectionTable>((db, row) =>
  db
    .insertInto('rejection')
    .values({
      digest: row.digest,
      arrival: row.arrival,
      event_id: row.event_id,
      content: row.content,
      problems: row.problems,
      rejected_at: row.rejected_at,
    })
    .onConflict(conflict => conflict.columns(['digest', 'arrival']).doNothing()),
)

/** Stores the same content once. Sorted, so that concurrent transactions cannot deadlock. */
export async function insertRejections(trx: WriteTransaction, rejections: readonly Rejection[]): Promise<void> {
  const rows = rejections.map(rejection => ({
    digest: digestOf(rejection),
    arrival: rejection.arrival,
    event_id: rejection.eventId,
    content: rejection.content,
    problems: toStoredJson(rejection.problems),
    rejected_at: rejection.rejectedAt,
  }))
  for (const row of rows.sort((one, other) => (one.digest < other.digest ? -1 : 1))) await insert(trx, row)
}

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
export function walkRejections(
  snapshot: <Result>(read: (tx: Reader) => Promise<Result>) => Promise<Result>,
): AsyncGenerator<Rejection[]> {
  return walk<Rejection>(500, async (last, limit) => {
    const key = last
      ? { rejected_at: last.rejectedAt, digest: digestOf(last), arrival: last.arrival }
      : { rejected_at: EARLIEST, digest: '', arrival: 0 }
    const rows = await snapshot(tx => selectAfter(tx, { ...key, limit }))
    return rows.map(row => ({
      arrival: row.arrival,
      eventId: row.event_id,
      content: row.content,
      problems: JSON.parse(row.problems),
      rejectedAt: row.rejected_at,
    }))
  })
}

const count = prepare<object, { count: number }>(db =>
  db.selectFrom('rejection').select(eb => eb.fn.countAll<number>().as('count')),
)

export async function countRejections(tx: Reader): Promise<number> {
  return (await count(tx, {}))[0]!.count
}
