import type { Act } from '../domain/act/act.ts'
import { haveSameRows } from '../domain/books-position.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Period } from '../domain/period.ts'
import { listOwnBooks, type OwnBooks, type OwnBooksKey, readOwnBooks } from '../services/own-books/own-books.ts'
import { readLastRow } from '../services/own-books/read-compared-books.ts'
import { type KeptMatch, readMatch } from '../services/own-books/read-matches.ts'
import type { BooksResult } from '../services/own-books/result.ts'
import type { Dependencies, WebContext } from './context.ts'
import { parseSeq } from './queries/cursor.ts'

/** Whose upload it is: the company's own people share theirs, as do those of a broker. */
export function makerOf(c: WebContext): Pick<OwnBooksKey, 'voen' | 'maker'> {
  const { voen, broker } = c.get('account')
  return { voen, maker: broker ?? voen }
}

/** @param id from an address */
export async function findBooks(
  { papers }: Dependencies,
  c: WebContext,
  id: string | undefined,
  today: PlainDate,
): Promise<OwnBooks | null> {
  return id !== undefined && /^[\w-]{16}$/.test(id) ? readOwnBooks(papers, { ...makerOf(c), id }, today) : null
}

export interface ComparedResult {
  readonly books: OwnBooks
  readonly result: BooksResult
  readonly match: KeptMatch
}

/** One result of a comparison. @param seq from an address */
export async function findResult(
  dependencies: Dependencies,
  c: WebContext,
  { id, seq: number }: { readonly id: string | undefined; readonly seq: string | undefined },
  today: PlainDate,
): Promise<ComparedResult | null> {
  const books = await findBooks(dependencies, c, id, today)
  const seq = parseSeq(number ?? '')
  const result = books?.content.result
  if (!books || !result || seq === null) return null
  const match = await readMatch(dependencies.papers, { ...makerOf(c), id: books.id }, seq)
  return match && { books, result, match }
}

/** The comparisons with the period and the rows of an act, newest first. */
export async function findComparisonsOf(
  { papers, reader }: Dependencies,
  c: WebContext,
  act: Act,
  today: PlainDate,
): Promise<readonly (OwnBooks & { readonly result: BooksResult })[]> {
  const all = await listOwnBooks(papers, makerOf(c), today)
  const last = await readLastRow(reader, act.voen, act.period.to)
  return all.flatMap(books => {
    const { result } = books.content
    return result && isOf(result, act, last, today) ? [{ ...books, result }] : []
  })
}

/** Whether a comparison was made with the period and the rows of an act. */
export async function isComparisonOf(
  { reader }: Dependencies,
  result: BooksResult,
  act: Act,
  today: PlainDate,
): Promise<boolean> {
  return isOf(result, act, await readLastRow(reader, act.voen, act.period.to), today)
}

function isOf(result: BooksResult, { period, books }: Act, last: number, today: PlainDate): boolean {
  return isSame(actPeriodOf(result.period, today), period) && haveSameRows(result.upTo, books.entries, last)
}

/** An act does not reach into the future. */
export function actPeriodOf({ from, to }: Period, today: PlainDate): Period {
  return { from, to: to > today ? today : to }
}

function isSame(one: Period, other: Period): boolean {
  return one.from === other.from && one.to === other.to
}
