import type { Kysely } from 'kysely'
import type { Wait } from '../../domain/decision.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'

/** How many there are, counted up to a limit, and the position of the earliest that was counted. */
export interface BoundedCount {
  readonly count: number
  readonly earliest: number | null
}

export type Counted = Wait['for'] | 'rejection'

const heldUpTo = (db: Kysely<Schema>, waitsFor: Wait['for'], limit: number) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('held_event')
        .select('arrival')
        .where('waits_for', '=', waitsFor)
        // In the order of an index, so that the limit bounds what is read.
        .orderBy('key')
        .orderBy('arrival')
        .limit(limit)
        .as('held'),
    )
    .select(eb => [
      eb.val<Counted>(waitsFor).as('counted'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.min<number | null>('arrival').as('earliest'),
    ])

const rejectionsUpTo = (db: Kysely<Schema>, limit: number) =>
  db
    .selectFrom(eb => eb.selectFrom('rejection').select('arrival').limit(limit).as('rejected'))
    .select(eb => [
      eb.val<Counted>('rejection').as('counted'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.min<number | null>('arrival').as('earliest'),
    ])

const select = prepare<{ limit: number }, { counted: Counted; count: number; earliest: number | null }>(
  (db, { limit }) =>
    heldUpTo(db, 'taxpayer', limit)
      .unionAll(heldUpTo(db, 'declaration', limit))
      .unionAll(heldUpTo(db, 'assignment', limit))
      .unionAll(rejectionsUpTo(db, limit)),
)

/** Counts held events by what they wait for, and rejections, in one query. */
export async function countUpTo(tx: Reader, limit: number): Promise<Readonly<Record<Counted, BoundedCount>>> {
  const rows = await select(tx, { limit })
  return Object.fromEntries(rows.map(({ counted, ...row }) => [counted, row])) as Record<Counted, BoundedCount>
}
