import { randomBytes } from 'node:crypto'
import { addDays, type PlainDate, todayInBaku } from '../../domain/dates.ts'
import { Tallies, tallyOf } from '../../domain/own-books/bridge.ts'
import { compareBooks } from '../../domain/own-books/compare.ts'
import type { OwnLine } from '../../domain/own-books/line.ts'
import type { LeftOut, Mapping, ReadLine, RowProblem } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import { type Match, OUTCOMES } from '../../domain/own-books/outcome.ts'
import { GATE_DAYS } from '../../domain/own-books/pair-up.ts'
import type { Period } from '../../domain/period.ts'
import type { PaperStore, ReadAccess } from '../../store/engine/access.ts'
import { insertMatches, lockOwnBooks, type OwnBooksRow, saveOwnBooks } from '../../store/papers/own-books.ts'
import { sortInTurns } from '../sort-in-turns.ts'
import { LOOP_TURNS } from '../turn-queue.ts'
import { TimedTurns } from '../turns.ts'
import { type BooksContent, type OwnBooksKey, rememberMapping, removeParts } from './own-books.ts'
import { readComparedBooks } from './read-compared-books.ts'
import { type BooksResult, encodeMatch, type ResultTally } from './result.ts'

export interface ComparisonOrder {
  readonly key: OwnBooksKey
  readonly mapping: Mapping
  readonly scope: Scope
  readonly period: Period
  /** Qəpik; null for the opening balance of customs. */
  readonly ownOpening: bigint | null
}

/** Pieces of a file as they are read, and its end. */
export type ReadingPiece = { readonly lines: readonly ReadLine[]; readonly rows: number } | { readonly end: ReadingEnd }

export interface ReadingEnd {
  readonly problems: readonly RowProblem[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** The headings, to know such a file again. */
  readonly headings: string
}

export interface ComparisonMeans {
  readonly papers: PaperStore
  readonly exporter: ReadAccess
  readonly clock: () => Date
}

/** A comparison that has not been heard of for so long has ended with its process. */
const SILENT_MS = 60_000

/** The person has stopped or deleted the comparison, or started it anew. */
export class ComparisonStoppedError extends Error {
  override readonly name = 'ComparisonStoppedError'
}

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
    const content: BooksContent = { mapping, asked }
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
  pieces: AsyncIterable<ReadingPiece>,
  today: PlainDate,
): Promise<void> {
  const { papers, exporter } = means
  const { key, scope, period } = order
  await removeParts(papers, key, 'match')
  const read = await readLines(means, order, run, pieces)
  await rememberMapping(papers, key, read.headings, order.mapping)
  if (read.problems.length > 0) return endComparison(means, key, { run, problems: read.problems })
  const books = await readComparedBooks(exporter, { voen: key.voen, scope, period }, today)
  await sayProgress(means, key, run, read.rows)
  const matches = await new TimedTurns().run(compareBooks(read.lines, books?.operations ?? []))
  const rank = new Map(LISTED.map((outcome, index) => [outcome, index]))
  const inOrder = await sortInTurns(
    matches,
    () => true,
    (one, other) =>
      rank.get(one.outcome)! - rank.get(other.outcome)! ||
      inTextOrder(one.names[0] ?? '', other.names[0] ?? '') ||
      inTextOrder(dateOf(one), dateOf(other)),
    run,
  )
  const tallies = await keepMatches(means, key, run, inOrder)
  const result: BooksResult = {
    period,
    scope,
    ownOpening: order.ownOpening === null ? null : `${order.ownOpening}`,
    opening: `${books?.opening ?? 0n}`,
    closing: `${books?.closing ?? 0n}`,
    tallies,
    lines: read.lines.filter(({ inPeriod }) => inPeriod).length,
    leftOut: read.leftOut,
    outside: read.outside,
    formulas: read.formulas,
  }
  await saveRun(means, key, run, row => ({
    ...row,
    state: 'compared',
    run: '',
    content: JSON.stringify({ ...(JSON.parse(row.content) as BooksContent), result } satisfies BooksContent),
  }))
}

interface LinesRead extends ReadingEnd {
  readonly lines: readonly OwnLine[]
  readonly rows: number
  readonly outside: number
  readonly formulas: number
}

/** What needs a person stands before what does not. */
const LISTED = [...OUTCOMES.filter(outcome => outcome !== 'agreed'), 'agreed'] as const

const PROGRESS_ROWS = 10_000

async function readLines(
  means: ComparisonMeans,
  { key, period }: ComparisonOrder,
  run: string,
  pieces: AsyncIterable<ReadingPiece>,
): Promise<LinesRead> {
  const [first, last] = [addDays(period.from, -GATE_DAYS), addDays(period.to, GATE_DAYS)]
  const lines: OwnLine[] = []
  let [rows, said, outside, formulas] = [0, 0, 0, 0]
  let end: ReadingEnd = { problems: [], leftOut: { 'no-date': 0, 'no-amount': 0 }, headings: '' }
  for await (const piece of pieces) {
    if ('end' in piece) {
      end = piece.end
      continue
    }
    for (const { row, isFormula, ...line } of piece.lines) {
      const inPeriod = line.date >= period.from && line.date <= period.to
      if (!inPeriod) outside += 1
      if (line.date < first || line.date > last) continue
      if (isFormula) formulas += 1
      lines.push({ ...line, position: row, inPeriod })
    }
    rows = piece.rows
    if (rows - said >= PROGRESS_ROWS) {
      await sayProgress(means, key, run, rows)
      said = rows
    }
    await LOOP_TURNS.take(run)
  }
  return { lines, rows, outside, formulas, ...end }
}

const KEPT_TOGETHER = 500

async function keepMatches(
  means: ComparisonMeans,
  key: OwnBooksKey,
  run: string,
  matches: readonly Match[],
): Promise<ResultTally[]> {
  const { voen, id } = key
  const tallies = new Tallies()
  const begins = new Map<string, number>()
  for (let from = 0; from < matches.length; from += KEPT_TOGETHER) {
    const rows = matches.slice(from, from + KEPT_TOGETHER).map((match, index) => {
      tallies.add(match)
      const { outcome, name } = tallyOf(match)
      const tally = `${outcome} ${name}`
      if (!begins.has(tally)) begins.set(tally, from + index)
      return { voen, id, seq: from + index + 1, decision: null, content: encodeMatch(match) }
    })
    await saveRun(means, key, run, async (row, trx) => {
      await insertMatches(trx, rows)
      return row
    })
    await LOOP_TURNS.take(run)
  }
  return tallies.list().map(({ outcome, name, matches, lines, operations }) => ({
    outcome,
    name,
    matches,
    lines: `${lines}`,
    operations: `${operations}`,
    after: begins.get(`${outcome} ${name}`)!,
    confirmed: 0,
    refused: 0,
  }))
}

function sayProgress(means: ComparisonMeans, key: OwnBooksKey, run: string, rows: number): Promise<void> {
  return saveRun(means, key, run, row => ({ ...row, progress: rows }))
}

type Change = (row: OwnBooksRow, trx: Parameters<typeof saveOwnBooks>[0]) => OwnBooksRow | Promise<OwnBooksRow>

/** Saves something of a run, if it is still the one that works. */
function saveRun({ papers, clock }: ComparisonMeans, key: OwnBooksKey, run: string, change: Change): Promise<void> {
  let isDone = false
  return papers.write(key.voen, async trx => {
    const row = await lockOwnBooks(trx, key)
    // Its commit may have succeeded although its answer was lost.
    if (isDone && row?.run === '') return
    if (row?.state !== 'working' || row.run !== run) throw new ComparisonStoppedError()
    const touched_at = clock().toISOString()
    await saveOwnBooks(trx, { ...(await change(row, trx)), touched_at })
    isDone = true
  })
}

function dateOf({ lines, operations }: Match): string {
  return (lines[0] ?? operations[0])!.date
}

function inTextOrder(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
