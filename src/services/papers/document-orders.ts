/** Orders of long documents: what is asked for, how far it is, and the finished file, for a day. */
import { randomBytes } from 'node:crypto'
import { canonicalJson } from '../../domain/canonical-json.ts'
import type { IssuedDocument } from '../../domain/issued-document.ts'
import type { PaperNumber } from '../../domain/paper-number.ts'
import { EVERY_ACCOUNT, type PaperStore, type ReadAccess, type WriteTransaction } from '../../store/engine/access.ts'
import {
  type DocumentOrderKey,
  type DocumentOrderRow,
  deleteDocumentOrder,
  findDocumentOrder,
  findDocumentOrders,
  findOrderPiece,
  findOrdersBefore,
  insertDocumentOrder,
  insertOrderPieces,
  lockDocumentOrder,
  saveDocumentOrder,
} from '../../store/papers/document-orders.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import type { AskedSubject, IssueRequest } from './issue-document.ts'

export type { DocumentOrderKey }

/** What is to be made: a new document, or the file of one that was issued. */
export type Ordered =
  | { readonly number: PaperNumber }
  | (Pick<IssueRequest, 'language' | 'onlyFiledBy'> & { readonly asked: AskedSubject })

/** Where the person goes on without the document. */
export interface OrderWays {
  readonly page: string
  /** A file without a limit; null where there is none. */
  readonly file: string | null
}

/** How far the work is. `rows` have been read of `all`; null before they are known. */
export interface OrderProgress {
  readonly stage: 'waiting' | 'reading' | 'composing' | 'keeping'
  readonly since: string
  readonly rows?: number
  readonly all?: number
}

interface OrderContent {
  readonly ordered: Ordered
  readonly ways: OrderWays
  readonly progress: OrderProgress
  /** Why there is no document; absent while there may be one. */
  readonly refusal?: string
  /** Of the finished file, not compressed. */
  readonly bytes?: number
}

export interface DocumentOrder extends OrderContent {
  readonly id: string
  readonly state: DocumentOrderRow['state']
  readonly touchedAt: Date
  readonly number: PaperNumber | null
}

/** Orders of a person on an account that are worked on at a time. Of the others the newest is kept beside a new one. */
const MAX_WORKING = 3
/** Orders of all people on an account; more than these, and the oldest goes. */
const MAX_OF_ACCOUNT = 30
const KEPT_MS = 24 * 60 * 60 * 1000
/** Work that has not been heard of for so long has ended with its process. */
const SILENT_MS = 30_000
const PIECE_BYTES = 256 * 1024

/** The person has stopped the work, or started it anew. */
export class OrderStoppedError extends Error {
  override readonly name = 'OrderStoppedError'
}

export function isSilent({ state, touchedAt }: Pick<DocumentOrder, 'state' | 'touchedAt'>, now: Date): boolean {
  return state === 'working' && now.getTime() - touchedAt.getTime() > SILENT_MS
}

/**
 * Takes an order. The same order of the same person is taken once while it is worked on, so a form that is sent twice
 * makes one document.
 * @returns its id; null when so many of the person's are being made
 */
export function takeOrder(
  papers: PaperStore,
  { voen, subject }: Pick<DocumentOrderKey, 'voen' | 'subject'>,
  { ordered, ways }: Pick<OrderContent, 'ordered' | 'ways'>,
  now: Date,
): Promise<string | null> {
  const id = randomBytes(12).toString('base64url')
  const at = now.toISOString()
  const content: OrderContent = { ordered, ways, progress: { stage: 'waiting', since: at } }
  const row = { voen, id, subject, ordered_at: at, state: 'working', run: '', touched_at: at, number: null } as const
  return papers.write(voen, async trx => {
    const all = await findDocumentOrders(trx, voen, MAX_OF_ACCOUNT)
    const own = all.filter(order => order.subject === subject)
    const isWorking = (order: DocumentOrderRow) => order.state === 'working' && !isSilent(toOrder(order), now)
    const same = own.find(order => isWorking(order) && isSame(toOrder(order).ordered, ordered))
    if (same) return same.id
    if (own.filter(isWorking).length >= MAX_WORKING) return null
    const [, ...older] = own.filter(order => !isWorking(order))
    const oldest = all.length < MAX_OF_ACCOUNT ? undefined : all.findLast(order => !isWorking(order))
    for (const { id: old } of oldest ? [...older, oldest] : older) await deleteDocumentOrder(trx, { voen, id: old })
    await insertDocumentOrder(trx, [{ ...row, content: JSON.stringify(content) }])
    return id
  })
}

function isSame(one: Ordered, other: Ordered): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** @returns null when there is none of this person, or its day is over */
export async function readOrder(papers: PaperStore, key: DocumentOrderKey, now: Date): Promise<DocumentOrder | null> {
  const row = await papers.read(key.voen, tx => findDocumentOrder(tx, key))
  return row && Date.parse(row.ordered_at) > now.getTime() - KEPT_MS ? toOrder(row) : null
}

/**
 * Marks the work as begun.
 * @returns its run, or null when somebody works on it
 */
export function beginOrder(papers: PaperStore, { voen, id }: DocumentOrderKey, now: Date): Promise<string | null> {
  const run = randomBytes(9).toString('base64url')
  return papers.write(voen, async trx => {
    const row = await lockDocumentOrder(trx, { voen, id })
    if (!row || row.state === 'made') return null
    if (row.run === run) return run
    if (row.run !== '' && row.state === 'working' && !isSilent(toOrder(row), now)) return null
    const { ordered, ways } = JSON.parse(row.content) as OrderContent
    const content: OrderContent = { ordered, ways, progress: { stage: 'waiting', since: now.toISOString() } }
    await save(trx, row, { state: 'working', run, content }, now)
    return run
  })
}

/** A run of the work on an order: it says how far it is, and ends when the person has stopped it. */
export interface OrderRun extends DocumentOrderKey {
  readonly run: string
}

/** @throws {OrderStoppedError} */
export function sayProgress(papers: PaperStore, run: OrderRun, progress: OrderProgress, now: Date): Promise<void> {
  return changeRun(papers, run, (trx, row, content) => save(trx, row, { content: { ...content, progress } }, now))
}

/**
 * Keeps the file of an order, which is compressed.
 * @throws {OrderStoppedError}
 */
export async function finishOrder(
  papers: PaperStore,
  run: OrderRun,
  { number, bytes, gzip }: { readonly number: PaperNumber; readonly bytes: number; readonly gzip: Uint8Array },
  now: Date,
): Promise<void> {
  const { voen, id } = run
  for (let piece = 0; piece * PIECE_BYTES < gzip.length; piece += 1) {
    const content = gzip.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES)
    await changeRun(papers, run, trx => insertOrderPieces(trx, [{ voen, id, piece, content }]))
    await LOOP_TURNS.take(id)
  }
  await changeRun(papers, run, (trx, row, content) =>
    save(trx, row, { state: 'made', number, content: { ...content, bytes } }, now),
  )
}

/**
 * Ends the work without a document.
 * @param run null for whatever run works on it
 */
export async function endOrder(
  papers: PaperStore,
  { voen, id }: DocumentOrderKey,
  { run, refusal }: { readonly run: string | null; readonly refusal: string },
  now: Date,
): Promise<void> {
  await papers.write(voen, async trx => {
    const row = await lockDocumentOrder(trx, { voen, id })
    if (row?.state !== 'working' || (run !== null && row.run !== run)) return
    await save(trx, row, { state: 'failed', run: '', content: { ...contentOf(row), refusal } }, now)
  })
}

/** Deletes the orders of every account whose day is over, with their files. */
export async function removeOldOrders(
  { papers, reader }: { readonly papers: PaperStore; readonly reader: ReadAccess },
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS)
  for (;;) {
    const old = await reader.snapshot(EVERY_ACCOUNT, tx => findOrdersBefore(tx, before, MAX_OF_ACCOUNT))
    for (const { voen, id } of old) await papers.write(voen, trx => deleteDocumentOrder(trx, { voen, id }))
    if (old.length < MAX_OF_ACCOUNT) return
  }
}

/** The file of a document as an order has kept it, compressed; null when none has. */
export async function readKeptFile(
  papers: PaperStore,
  { voen, number }: Pick<IssuedDocument, 'voen' | 'number'>,
): Promise<{ readonly gzip: Uint8Array; readonly bytes: number } | null> {
  const orders = await papers.read(voen, tx => findDocumentOrders(tx, voen, MAX_OF_ACCOUNT))
  const made = orders.find(order => order.state === 'made' && order.number === number)
  if (!made) return null
  const pieces: Uint8Array[] = []
  for (;;) {
    const key = { voen, id: made.id, piece: pieces.length }
    const piece = await papers.read(voen, tx => findOrderPiece(tx, key))
    if (!piece) break
    pieces.push(piece)
    await LOOP_TURNS.take(made.id)
  }
  return pieces.length === 0 ? null : { gzip: new Uint8Array(Buffer.concat(pieces)), bytes: contentOf(made).bytes! }
}

/** True while an order has kept the file of a document. */
export async function hasKeptFile(
  papers: PaperStore,
  { voen, number }: Pick<IssuedDocument, 'voen' | 'number'>,
): Promise<boolean> {
  const orders = await papers.read(voen, tx => findDocumentOrders(tx, voen, MAX_OF_ACCOUNT))
  return orders.some(order => order.state === 'made' && order.number === number)
}

type Change = (trx: WriteTransaction, row: DocumentOrderRow, content: OrderContent) => Promise<void>

function changeRun(papers: PaperStore, { voen, id, run }: OrderRun, change: Change): Promise<void> {
  let isDone = false
  return papers.write(voen, async trx => {
    const row = await lockDocumentOrder(trx, { voen, id })
    // Its commit may have succeeded although its answer was lost.
    if (isDone && row?.state === 'made' && row.run === run) return
    if (row?.state !== 'working' || row.run !== run) throw new OrderStoppedError()
    await change(trx, row, contentOf(row))
    isDone = true
  })
}

type Saved = Partial<Pick<DocumentOrderRow, 'state' | 'run' | 'number'>> & { readonly content: OrderContent }

function save(trx: WriteTransaction, row: DocumentOrderRow, { content, ...change }: Saved, now: Date): Promise<void> {
  return saveDocumentOrder(trx, {
    ...row,
    ...change,
    touched_at: now.toISOString(),
    content: JSON.stringify(content),
  })
}

function contentOf({ content }: DocumentOrderRow): OrderContent {
  return JSON.parse(content) as OrderContent
}

function toOrder(row: DocumentOrderRow): DocumentOrder {
  return {
    ...contentOf(row),
    id: row.id,
    state: row.state,
    touchedAt: new Date(row.touched_at),
    number: row.number as PaperNumber | null,
  }
}
