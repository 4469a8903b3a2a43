/** What was refused, kept once with its reasons. */
import { hash } from 'node:crypto'
import type { Problem } from '../domain/problem.ts'
import type { Reader, WriteTransaction } from './database.ts'
import { prepare } from './prepared.ts'
import type { RejectionTable } from './schema.ts'

export interface Rejection {
  /** The held event's place in the log when it was rejected on its release; 0 when it was rejected at the door. */
  readonly arrival: number
  readonly eventId: string | null
  /** The line as it came, or the event as canonical JSON. */
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

/** Keeps a rejection; the same content rejected at the door again is not kept twice. */
export async function keepRejection(trx: WriteTransaction, rejection: Rejection): Promise<void> {
  await insert(trx, {
    digest: hash('sha256', rejection.content),
    arrival: rejection.arrival,
    event_id: rejection.eventId,
    content: rejection.content,
    problems: JSON.stringify(rejection.problems),
    rejected_at: rejection.rejectedAt,
  })
}

type Place = Pick<RejectionTable, 'rejected_at' | 'digest' | 'arrival'>

const selectAfter = prepare<Place, RejectionTable>((db, place) =>
  db
    .selectFrom('rejection')
    .selectAll()
    .where(eb =>
      eb(
        eb.refTuple('rejected_at', 'digest', 'arrival'),
        '>',
        eb.tuple(place.rejected_at, place.digest, place.arrival),
      ),
    )
    .orderBy('rejected_at')
    .orderBy('digest')
    .orderBy('arrival')
    .limit(500),
)

/** All rejections, oldest first, in batches. */
export async function* walkRejections(db: Reader): AsyncGenerator<Rejection[]> {
  let place: Place = { rejected_at: '', digest: '', arrival: 0 }
  for (;;) {
    const rows = await selectAfter(db, place)
    if (rows.length === 0) return
    place = rows.at(-1)!
    yield rows.map(row => ({
      arrival: row.arrival,
      eventId: row.event_id,
      content: row.content,
      problems: JSON.parse(row.problems),
      rejectedAt: row.rejected_at,
    }))
  }
}
