/** Long documents that are being made, and their files for a day. */
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { DocumentOrderPieceTable, DocumentOrderTable } from '../engine/schema.ts'

export type DocumentOrderRow = DocumentOrderTable

/** Of one person: others do not see it. */
export interface DocumentOrderKey {
  readonly voen: Voen
  readonly id: string
  readonly subject: string
}

type Id = Pick<DocumentOrderKey, 'voen' | 'id'>

export const insertDocumentOrder = prepareInsert('document_order', [
  'voen',
  'id',
  'subject',
  'ordered_at',
  'state',
  'run',
  'touched_at',
  'number',
  'content',
])

/** Those that are there stay: a commit may have succeeded although its answer was lost. */
export const insertOrderPieces = prepareInsert('document_order_piece', ['voen', 'id', 'piece', 'content'], {
  key: ['voen', 'id', 'piece'],
})

const selectOne = prepare<DocumentOrderKey, DocumentOrderRow>((db, { voen, id, subject }) =>
  db
    .selectFrom('document_order')
    .selectAll()
    .where('voen', '=', voen)
    .where('id', '=', id)
    .where('subject', '=', subject),
)

export async function findDocumentOrder(tx: Reader, key: DocumentOrderKey): Promise<DocumentOrderRow | undefined> {
  const [row] = await selectOne(tx, key)
  return row
}

const lockOne = prepare<Id, DocumentOrderRow>((db, { voen, id }) =>
  db.selectFrom('document_order').selectAll().where('voen', '=', voen).where('id', '=', id).forUpdate(),
)

/** Finds an order and locks it until the transaction ends. */
export async function lockDocumentOrder(trx: WriteTransaction, key: Id): Promise<DocumentOrderRow | undefined> {
  const [row] = await lockOne(trx, key)
  return row
}

const selectOfAccount = prepare<{ voen: Voen; limit: number }, DocumentOrderRow>((db, { voen, limit }) =>
  db
    .selectFrom('document_order')
    .selectAll()
    .where('voen', '=', voen)
    .orderBy('ordered_at', 'desc')
    .orderBy('id')
    .limit(limit),
)

/** The orders of an account, newest first. */
export function findDocumentOrders(
  tx: Reader | WriteTransaction,
  voen: Voen,
  limit: number,
): Promise<DocumentOrderRow[]> {
  return selectOfAccount(tx, { voen, limit })
}

const update = prepare<Id & Pick<DocumentOrderRow, 'state' | 'run' | 'touched_at' | 'number' | 'content'>>(
  (db, { voen, id, state, run, touched_at, number, content }) =>
    db
      .updateTable('document_order')
      .set({ state, run, touched_at, number, content })
      .where('voen', '=', voen)
      .where('id', '=', id),
)

export async function saveDocumentOrder(trx: WriteTransaction, row: DocumentOrderRow): Promise<void> {
  await update(trx, row)
}

const selectPiece = prepare<Id & { piece: number }, DocumentOrderPieceTable>((db, { voen, id, piece }) =>
  db
    .selectFrom('document_order_piece')
    .selectAll()
    .where('voen', '=', voen)
    .where('id', '=', id)
    .where('piece', '=', piece),
)

export async function findOrderPiece(
  tx: Reader,
  key: Id & { readonly piece: number },
): Promise<Uint8Array | undefined> {
  const [row] = await selectPiece(tx, key)
  return row?.content
}

const selectBefore = prepare<{ before: string; limit: number }, Id>((db, { before, limit }) =>
  db
    .selectFrom('document_order')
    .select(['voen', 'id'])
    .where('ordered_at', '<', before)
    .orderBy('ordered_at')
    .limit(limit),
)

/** Orders of every account that were made before a time. */
export function findOrdersBefore(tx: Reader, before: Date, limit: number): Promise<Id[]> {
  return selectBefore(tx, { before: before.toISOString(), limit })
}

const deletePieces = prepare<Id, { piece: number }>((db, { voen, id }) =>
  db.deleteFrom('document_order_piece').where('voen', '=', voen).where('id', '=', id).returning('piece'),
)

const deleteOrder = prepare<Id, { id: string }>((db, { voen, id }) =>
  db.deleteFrom('document_order').where('voen', '=', voen).where('id', '=', id).returning('id'),
)

/** Deletes an order with its file, which has a dozen pieces. */
export async function deleteDocumentOrder(trx: WriteTransaction, key: Id): Promise<void> {
  await deletePieces(trx, key)
  await deleteOrder(trx, key)
}
