import { randomBytes } from 'node:crypto'
import { type PlainDate, todayInBaku } from '../../domain/dates.ts'
import type { ComparingAnswer, ReadEnd, ResultsEnd } from '../../domain/own-books/comparing-answer.ts'
import type { Mapping } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { Period } from '../../domain/period.ts'
import { insertMatches, lockOwnBooks, saveOwnBooks } from '../../store/papers/own-books.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { type BooksContent, NO_PROGRESS, type OwnBooksKey, rememberMapping, removeParts } from './own-books.ts'
import { type BooksPiece, ComparedBooks, TooManyEntriesError } from './read-compared-books.ts'
import type { BooksResult } from './result.ts'
import { type ComparisonMeans, RunKeeper } from './run-keeper.ts'

export interface ComparisonOrder {
  readonly key: OwnBooksKey
  readonly mapping: Mapping
  readonly scope: Scope
  readonly period: Period
  /** Qəpik; null for the opening balance of customs. */
  readonly ownOpening: bigint | null
}

/**
 * Reads a file and compares it, away from the thread that serves pages.
 * @param account rows of the account, which are read as they are taken
 */
export type CompareFile = (comparing: {
  readonly order: Pick<ComparisonOrder, 'mapping' | 'scope' | 'period'>
  readonly account: AsyncIterable<BooksPiece>
  readonly signal: AbortSignal
}) => AsyncIterable<ComparingAnswer>

/** A comparison that has not been heard of for so long has ended with its process. */
const SILENT_MS = 20_000

export function isSilent(touchedAt: Date, now: Date): boolean {
  return now.getTime() - touchedAt.getTime() > SILENT_MS
}

/**
 * Marks a comparison as begun.
 * @returns its run, or null when it is being made already: a form that is sent twice starts it once
 */
export function beginComparison(
  { papers, clock }: ComparisonMeans,
  { key, mapping, period, scope, ownOpening }: ComparisonOrder,
): Promise<string | null> {
  const run = randomBytes(9).toString('base64url')
  return papers.write(key.voen, async trx => {
    const row = await lockOwnBooks(trx, key)
    if (!row || row.kept_until < todayInBaku(clock())) return null
    if (row.run === run) return run
    if (row.state === 'working' && !isSilent(new Date(row.touched_at), clock())) return null
    const asked = { period, scope, ownOpening: ownOpening === null ? null : `${ownOpening}` }
    const content: BooksContent = { mapping, asked, progress: NO_PROGRESS }
    await saveOwnBooks(trx, {
      ...row,
      state: 'working',
      run,
      progress: 0,
      touched_at: clock().toISOString(),
      content: JSON.stringify(content),
    })
    return run
  })
}

/** Ends a comparison without a result; the file stays. */
export function endComparison(
  { papers, clock }: ComparisonMeans,
  key: OwnBooksKey,
  { run, ...why }: { readonly run: string | null } & Pick<BooksContent, 'refusal' | 'problems'>,
): Promise<void> {
  return papers.write(key.voen, async trx => {
    const row = await lockOwnBooks(trx, key)
    if (row?.state !== 'working' || (run !== null && row.run !== run)) return
    const { mapping, asked } = JSON.parse(row.content) as BooksContent
    const content: BooksContent = { ...(mapping && { mapping }), ...(asked && { asked }), ...why }
    await saveOwnBooks(trx, {
      ...row,
      state: 'uploaded',
      run: '',
      touched_at: clock().toISOString(),
      content: JSON.stringify(content),
    })
  })
}

/**
 * Compares a file with the account and keeps the results. It says how far it is, and stops when the person has stopped it.
 * @throws {ComparisonStoppedError}
 */
export async function compareUpload(
  means: ComparisonMeans,
  order: ComparisonOrder,
  run: string,
  compareFile: CompareFile,
  today: PlainDate,
): Promise<void> {
  const { key, mapping, scope, period } = order
  using keeper = new RunKeeper(means, key, run)
  await removeParts(means.papers, key, 'match')
  const books = await ComparedBooks.open(means.exporter, { voen: key.voen, scope, period }, today)
  const account = walkSaying(books, keeper)
  try {
    const answers = compareFile({ order: { mapping, scope, period }, account, signal: keeper.signal })
    await keepAnswers({ means, order, run, books, keeper }, answers)
  } catch (error) {
    if (!(error instanceof TooManyEntriesError)) throw error
    await endComparison(means, key, { run, refusal: 'too-many-operations' })
  }
}

async function* walkSaying(books: ComparedBooks, keeper: RunKeeper): AsyncGenerator<BooksPiece> {
  for await (const piece of books.walk()) {
    keeper.say({ entries: books.entries })
    yield piece
  }
  keeper.say({ isAccountRead: true })
}

interface Running {
  readonly means: ComparisonMeans
  readonly order: ComparisonOrder
  readonly run: string
  readonly books: ComparedBooks
  readonly keeper: RunKeeper
}

async function keepAnswers(running: Running, answers: AsyncIterable<ComparingAnswer>): Promise<void> {
  const { means, order, run, keeper } = running
  let read: ReadEnd | undefined
  let kept = 0
  for await (const answer of answers) {
    if ('rows' in answer) keeper.say({ rows: answer.rows })
    else if ('compared' in answer) keeper.say({ ...answer.compared, lines: answer.of })
    else if ('read' in answer) {
      read = answer.read
      keeper.say({ isRead: true })
      await rememberMapping(means.papers, order.key, read.headings, order.mapping)
      if (read.problems.length > 0) return endComparison(means, order.key, { run, problems: read.problems })
    } else if ('results' in answer) {
      keeper.say({ kept: kept + answer.results.length, results: answer.of })
      await keepResults(running, answer.results, kept)
      kept += answer.results.length
    } else await keepEnd(running, read!, answer.end)
  }
}

async function keepResults({ order, keeper }: Running, results: readonly string[], before: number): Promise<void> {
  const { voen, id } = order.key
  const rows = results.map((content, index) => ({ voen, id, seq: before + index + 1, decision: null, content }))
  await keeper.save(async (row, trx) => {
    await insertMatches(trx, rows)
    return row
  })
  await LOOP_TURNS.take(keeper)
}

function keepEnd({ order, books, keeper }: Running, read: ReadEnd, end: ResultsEnd): Promise<void> {
  const { period, scope, ownOpening, mapping } = order
  const result: BooksResult = {
    period,
    scope,
    upTo: books.upTo,
    ownOpening: ownOpening === null ? null : `${ownOpening}`,
    opening: `${books.opening}`,
    closing: `${books.closing}`,
    tallies: end.tallies.map(({ lines, operations, ...tally }) => ({
      ...tally,
      lines: `${lines}`,
      operations: `${operations}`,
      confirmed: 0,
      refused: 0,
    })),
    corrections: end.corrections.map(({ amount, ...of }) => ({ ...of, amount: `${amount}` })),
    unplaced: { lines: end.unplaced.lines, amount: `${end.unplaced.amount}` },
    lines: read.lines,
    leftOut: read.leftOut,
    outside: read.outside,
    formulas: read.formulas,
  }
  return keeper.save(row => {
    const { asked } = JSON.parse(row.content) as BooksContent
    const content: BooksContent = { mapping, ...(asked && { asked }), result }
    return { ...row, state: 'compared', run: '', content: JSON.stringify(content) }
  })
}
