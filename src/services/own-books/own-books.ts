/** Uploads of own books: kept with their account, seen by those who made them, deleted when asked or when their time ends. */
import { createHash, randomBytes } from 'node:crypto'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import type { Cell } from '../../domain/own-books/cell.ts'
import type { Compared } from '../../domain/own-books/compare.ts'
import type { Mapping, RowProblem } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { Period } from '../../domain/period.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type PaperStore, type ReadAccess } from '../../store/engine/access.ts'
import {
  deleteOwnBooks,
  deleteParts,
  endOwnBooks,
  findEndedOwnBooks,
  findMapping,
  findOwnBooks,
  findOwnBooksOfMaker,
  findPiece,
  insertOwnBooks,
  insertPieces,
  type OwnBooksKey,
  type OwnBooksRow,
  saveMapping,
} from '../../store/papers/own-books.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import type { BooksResult } from './result.ts'

export type { OwnBooksKey }

/** Days for which an upload and its comparison are kept. The pages say so. */
export const KEPT_DAYS = 30
/** Comparisons on the list; more are not kept at a time. */
export const MAX_KEPT = 20

const PIECE_BYTES = 256 * 1024
/** Pieces of a file are counted from 0; before them lie its first rows. */
const FIRST_ROWS_PIECE = -1

export interface OwnBooks {
  readonly id: string
  readonly fileName: string
  readonly fileBytes: number
  readonly uploadedAt: Date
  readonly keptUntil: PlainDate
  readonly by: string
  readonly state: OwnBooksRow['state']
  /** How far its comparison is. */
  readonly progress: ComparisonProgress
  readonly touchedAt: Date
  readonly content: BooksContent
}

/** How far a comparison is. Everything is 0 at first. */
export interface ComparisonProgress extends Compared {
  /** Rows of the file, and whether these are all. */
  readonly rows: number
  readonly isRead: boolean
  /** Rows of the account, and whether these are all. */
  readonly entries: number
  readonly isAccountRead: boolean
  /** Lines that are compared. */
  readonly lines: number
  /** Results that are kept, of all. */
  readonly kept: number
  readonly results: number
}

export const NO_PROGRESS: ComparisonProgress = {
  rows: 0,
  isRead: false,
  entries: 0,
  isAccountRead: false,
  paired: 0,
  pass: 0,
  passes: 0,
  lines: 0,
  kept: 0,
  results: 0,
}

/** What the person asked for last. */
export interface Asked {
  readonly period: Period
  readonly scope: Scope
  /** Qəpik; null for the opening balance of customs. */
  readonly ownOpening: string | null
}

/** What is known of the comparison; everything is absent at first. */
export interface BooksContent {
  readonly mapping?: Mapping
  readonly asked?: Asked
  /** Why the last attempt ended without a result. */
  readonly refusal?: string
  readonly problems?: readonly RowProblem[]
  readonly result?: BooksResult
  /** While it is being compared. */
  readonly progress?: ComparisonProgress
}

export interface Upload {
  readonly id: string
  readonly voen: Voen
  readonly maker: Voen
  readonly person: { readonly subject: string; readonly name: string }
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly firstRows: FirstRows
}

/** The first rows of a file, which the page of its columns shows: kept once, so that a view need not read the file. */
export type FirstRows = readonly (readonly Cell[])[]

export function newUploadId(): string {
  return randomBytes(12).toString('base64url')
}

/** Keeps a file. @returns whether it is kept: so many may be kept already */
export async function keepUpload(
  papers: PaperStore,
  { id, voen, maker, person, fileName, bytes, firstRows }: Upload,
  now: Date,
  today: PlainDate,
): Promise<boolean> {
  const kept = await listOwnBooks(papers, { voen, maker }, today)
  if (kept.length >= MAX_KEPT) return false
  const row: OwnBooksRow = {
    voen,
    id,
    maker,
    subject: person.subject,
    name: person.name,
    file_name: fileName,
    file_bytes: bytes.length,
    uploaded_at: now.toISOString(),
    kept_until: addDays(today, KEPT_DAYS),
    state: 'uploaded',
    run: '',
    progress: 0,
    touched_at: now.toISOString(),
    content: '{}',
  }
  await papers.write(voen, async trx => {
    if (await findOwnBooks(trx, { voen, id, maker })) return
    await insertOwnBooks(trx, [row])
    const content = new Uint8Array(Buffer.from(JSON.stringify(firstRows)))
    await insertPieces(trx, [{ voen, id, piece: FIRST_ROWS_PIECE, content }])
    for (let piece = 0; piece * PIECE_BYTES < bytes.length; piece += 1) {
      await LOOP_TURNS.take(id)
      const content = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES)
      await insertPieces(trx, [{ voen, id, piece, content }])
    }
  })
  return true
}

/** The comparisons of a maker on an account, newest first. */
export async function listOwnBooks(
  papers: PaperStore,
  { voen, maker }: Pick<OwnBooksKey, 'voen' | 'maker'>,
  today: PlainDate,
): Promise<OwnBooks[]> {
  const rows = await papers.read(voen, tx => findOwnBooksOfMaker(tx, { voen, maker, today, limit: MAX_KEPT }))
  return rows.map(toOwnBooks)
}

/** @returns null when there is none, or its time has ended */
export async function readOwnBooks(papers: PaperStore, key: OwnBooksKey, today: PlainDate): Promise<OwnBooks | null> {
  const row = await papers.read(key.voen, tx => findOwnBooks(tx, key))
  return row && row.kept_until >= today ? toOwnBooks(row) : null
}

export async function readFirstRows(papers: PaperStore, { voen, id }: OwnBooksKey): Promise<FirstRows> {
  const piece = await papers.read(voen, tx => findPiece(tx, { voen, id, piece: FIRST_ROWS_PIECE }))
  return piece ? (JSON.parse(Buffer.from(piece).toString()) as FirstRows) : []
}

/** The whole file, a piece at a time. */
export async function readUpload(papers: PaperStore, { voen, id }: OwnBooksKey): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for (;;) {
    const piece = await papers.read(voen, tx => findPiece(tx, { voen, id, piece: pieces.length }))
    if (!piece) return new Uint8Array(Buffer.concat(pieces))
    pieces.push(piece)
    await LOOP_TURNS.take(id)
  }
}

const DELETED_TOGETHER = 1000
const PIECES_TOGETHER = 8

/** Hides a comparison and stops its work at once, then deletes it piece by piece; after an interruption `removeEnded` goes on. */
export async function removeOwnBooks(
  papers: PaperStore,
  { voen, id }: Pick<OwnBooksKey, 'voen' | 'id'>,
): Promise<void> {
  await papers.write(voen, trx => endOwnBooks(trx, { voen, id }))
  await removeParts(papers, { voen, id }, 'piece', PIECES_TOGETHER)
  await removeParts(papers, { voen, id }, 'match', DELETED_TOGETHER)
  await papers.write(voen, trx => deleteOwnBooks(trx, { voen, id }))
}

export async function removeParts(
  papers: PaperStore,
  { voen, id }: Pick<OwnBooksKey, 'voen' | 'id'>,
  of: 'piece' | 'match',
  together = DELETED_TOGETHER,
): Promise<void> {
  // Results are counted from 1 and pieces from 0.
  for (let before = together; ; before += together) {
    const count = await papers.write(voen, trx => deleteParts(trx, of, { voen, id, before }))
    if (count === 0) return
    await LOOP_TURNS.take(id)
  }
}

const ENDED_TOGETHER = 20

/** Deletes the comparisons of every account whose time has ended, and what an interrupted deletion has left. */
export async function removeEnded(
  { papers, reader }: { readonly papers: PaperStore; readonly reader: ReadAccess },
  today: PlainDate,
): Promise<void> {
  for (;;) {
    const ended = await reader.snapshot(EVERY_ACCOUNT, tx => findEndedOwnBooks(tx, today, ENDED_TOGETHER))
    for (const key of ended) await removeOwnBooks(papers, key)
    if (ended.length < ENDED_TOGETHER) return
  }
}

/** @param headings as `foldedHeadings` gives them; only their digest is stored. Without any, no file is known again. */
export async function rememberMapping(
  papers: PaperStore,
  { voen, maker }: Pick<OwnBooksKey, 'voen' | 'maker'>,
  headings: string,
  mapping: Mapping,
): Promise<void> {
  if (headings === '') return
  const row = { voen, maker, headings: digestOf(headings), content: JSON.stringify(mapping) }
  await papers.write(voen, trx => saveMapping(trx, [row]))
}

/** Where the last file with such headings had what; null for new headings. */
export async function rememberedMapping(
  papers: PaperStore,
  { voen, maker }: Pick<OwnBooksKey, 'voen' | 'maker'>,
  headings: string,
): Promise<Mapping | null> {
  if (headings === '') return null
  const found = await papers.read(voen, tx => findMapping(tx, { voen, maker, headings: digestOf(headings) }))
  return found === undefined ? null : (JSON.parse(found) as Mapping)
}

function digestOf(headings: string): string {
  return createHash('sha256').update(headings).digest('hex')
}

export function toOwnBooks(row: OwnBooksRow): OwnBooks {
  const content = JSON.parse(row.content) as BooksContent
  return {
    id: row.id,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    uploadedAt: new Date(row.uploaded_at),
    keptUntil: row.kept_until as PlainDate,
    by: row.name,
    state: row.state,
    touchedAt: new Date(row.touched_at),
    progress: { ...NO_PROGRESS, ...content.progress, rows: row.progress },
    content,
  }
}
