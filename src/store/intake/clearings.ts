/** Records of cleared rejections. Only rejections that such a record covers can be deleted. */
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { RejectionClearingTable } from '../engine/schema.ts'

/** Which rejections are cleared. The rejections of released events are never among them. */
export interface ClearedRange {
  /** '' for the command line; null for every sender. */
  readonly sender: string | null
  /** Exclusive. */
  readonly rejectedBefore: string
}

export interface Clearing extends ClearedRange {
  readonly id: string
  readonly reason: string
  readonly rejections: number
  /** Rejections that were counted only. */
  readonly notKept: number
  readonly clearedAt: string
}

const append = prepareInsert('rejection_clearing', [
  'id',
  'sender',
  'rejected_before',
  'reason',
  'rejections',
  'not_kept',
  'cleared_at',
])

export async function insertClearing(trx: WriteTransaction, clearing: Clearing): Promise<void> {
  const { rejectedBefore: rejected_before, notKept: not_kept, clearedAt: cleared_at, ...rest } = clearing
  await append(trx, [{ ...rest, rejected_before, not_kept, cleared_at }])
}

const selectById = prepare<{ id: string }, RejectionClearingTable>((db, { id }) =>
  db.selectFrom('rejection_clearing').selectAll().where('id', '=', id),
)

export async function findClearing(tx: Reader | WriteTransaction, id: string): Promise<Clearing | undefined> {
  const [row] = await selectById(tx, { id })
  return row && toClearing(row)
}

const selectAll = prepare<object, RejectionClearingTable>(db =>
  db.selectFrom('rejection_clearing').selectAll().orderBy('id'),
)

/** All clearings. Operators make each by hand, so they fit in memory. */
export async function findClearings(tx: Reader): Promise<Clearing[]> {
  return (await selectAll(tx, {})).map(toClearing)
}

function toClearing(row: RejectionClearingTable): Clearing {
  const { rejected_before: rejectedBefore, not_kept: notKept, cleared_at: clearedAt, ...rest } = row
  return { ...rest, rejectedBefore, notKept, clearedAt }
}
