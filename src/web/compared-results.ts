import type { PlainDate } from '../domain/dates.ts'
import type { Period } from '../domain/period.ts'
import { listOwnBooks, type OwnBooks, type OwnBooksKey, readOwnBooks } from '../services/own-books/own-books.ts'
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

/** The comparisons with a period, newest first. */
export async function findComparisonsOf(
  { papers }: Dependencies,
  c: WebContext,
  period: Period,
  today: PlainDate,
): Promise<readonly (OwnBooks & { readonly result: BooksResult })[]> {
  const all = await listOwnBooks(papers, makerOf(c), today)
  return all.flatMap(books => {
    const { result } = books.content
    return result && isSame(actPeriodOf(result.period, today), period) ? [{ ...books, result }] : []
  })
}

/** An act does not reach into the future. */
export function actPeriodOf({ from, to }: Period, today: PlainDate): Period {
  return { from, to: to > today ? today : to }
}

function isSame(one: Period, other: Period): boolean {
  return one.from === other.from && one.to === other.to
}
