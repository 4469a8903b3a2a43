/** The other end of `read-beside.ts`: reads one file, and compares it, in a process of its own, until it is killed or disconnected. */
import { buffer } from 'node:stream/consumers'
import { addDays } from '../domain/dates.ts'
import type { Cell } from '../domain/own-books/cell.ts'
import type { ReadEnd } from '../domain/own-books/comparing-answer.ts'
import type { OwnLine } from '../domain/own-books/line.ts'
import { lineOfRow, type RowProblem } from '../domain/own-books/mapping.ts'
import { encodeMatch } from '../domain/own-books/match-text.ts'
import { type ComparedEntry, toOperations } from '../domain/own-books/operations.ts'
import type { Match } from '../domain/own-books/outcome.ts'
import { GATE_DAYS } from '../domain/own-books/pair-up.ts'
import { foldText } from '../domain/typed/fold.ts'
import { cutText } from '../domain/typed/text.ts'
import { compareTable } from './compare-table.ts'
import { foldedHeadings } from './headings.ts'
import { readTable } from './read-table.ts'
import { RefusedFileError } from './refused.ts'
import type { TableAnswer, TableOrder } from './table-answers.ts'

const ROWS_PER_ANSWER = 5000
const RESULTS_PER_ANSWER = 500
/** While one piece is kept, the next is made. */
const PIECES_AHEAD = 2
/** So many are named; a person mends a file column by column, not row by row. */
const MAX_PROBLEMS = 20
const PREVIEW_ROWS = 40
/** A page shows less of each cell, and all rows together are kept beside the file. */
const PREVIEW_CELL = 200
const PREVIEW_CHARACTERS = 64 * 1024

type Compare = Extract<TableOrder, { readonly compare: unknown }>

function answer(message: TableAnswer): void {
  process.send!(message)
}

class Comparison {
  readonly #order: Compare
  readonly #entries: ComparedEntry[] = []
  readonly #filed = new Set<string>()
  readonly #accountRead = Promise.withResolvers<void>()
  /** Pieces of results that the server has not taken yet. */
  #ahead = 0
  #taken = Promise.withResolvers<void>()

  constructor(order: Compare) {
    this.#order = order
    process.on('message', (message: TableOrder) => this.#hear(message))
  }

  #hear(message: TableOrder): void {
    if (message === 'next') {
      this.#ahead -= 1
      this.#taken.resolve()
    } else if ('account' in message) this.#accountRead.resolve()
    else if ('entries' in message) {
      for (const entry of message.entries) this.#entries.push(entry)
      for (const number of message.filedByBrokers) this.#filed.add(number)
    }
  }

  async run(bytes: Buffer): Promise<TableAnswer> {
    const { lines, end } = await this.#readLines(bytes)
    answer({ read: end })
    await this.#accountRead.promise
    const { scope, period } = this.#order.compare
    const kept = { scope, period, isFiledByBroker: (number: string) => this.#filed.has(number) }
    const operations = toOperations(this.#entries.splice(0), kept)
    const { matches, end: results } = compareTable(lines, operations, scope, compared =>
      answer({ compared, of: lines.length }),
    )
    await this.#send(matches)
    return { end: results }
  }

  async #readLines(bytes: Buffer): Promise<{ lines: OwnLine[]; end: ReadEnd }> {
    const { compare, ledgers } = this.#order
    const { mapping, scope, period } = compare
    const [first, last] = [addDays(period.from, -GATE_DAYS), addDays(period.to, GATE_DAYS)]
    const ledgerNamed = (text: string) => ledgers.get(foldText(text)) ?? null
    const lines: OwnLine[] = []
    const problems: RowProblem[] = []
    const counts = { lines: 0, outside: 0, formulas: 0 }
    const leftOut = { 'no-date': 0, 'no-amount': 0, 'other-ledger': 0 }
    let row = 0
    let headings = ''
    for await (const rows of readTable(bytes)) {
      for (const cells of rows) {
        row += 1
        if (row % ROWS_PER_ANSWER === 0) answer({ rows: row })
        if (row === mapping.headingRow) headings = foldedHeadings(cells.map(({ text }) => text))
        if (row <= mapping.headingRow || problems.length >= MAX_PROBLEMS) continue
        const read = lineOfRow(row, cells, mapping, ledgerNamed)
        if (typeof read === 'string') leftOut[read] += 1
        else if ('code' in read) problems.push(read)
        else if (scope !== null && read.ledger !== null && read.ledger !== scope) leftOut['other-ledger'] += 1
        else {
          const { row: position, isFormula, ...line } = read
          const inPeriod = line.date >= period.from && line.date <= period.to
          counts[inPeriod ? 'lines' : 'outside'] += 1
          if (line.date < first || line.date > last) continue
          if (isFormula) counts.formulas += 1
          lines.push({ ...line, position, inPeriod })
        }
      }
      if (problems.length >= MAX_PROBLEMS) break
    }
    answer({ rows: row })
    return { lines, end: { problems, leftOut, headings, ...counts } }
  }

  async #send(matches: readonly Match[]): Promise<void> {
    for (let from = 0; from < matches.length; from += RESULTS_PER_ANSWER) {
      const results = matches.slice(from, from + RESULTS_PER_ANSWER).map(encodeMatch)
      while (this.#ahead >= PIECES_AHEAD) {
        this.#taken = Promise.withResolvers()
        await this.#taken.promise
      }
      this.#ahead += 1
      answer({ results, of: matches.length })
    }
  }
}

async function readFirstRows(bytes: Buffer): Promise<TableAnswer> {
  const kept: (readonly Cell[])[] = []
  let characters = 0
  for await (const rows of readTable(bytes)) {
    for (const cells of rows) {
      const shown = cells.map(({ text, kind }) => ({ text: cutText(text, PREVIEW_CELL), kind }))
      characters += shown.reduce((sum, { text }) => sum + text.length, 0)
      const isFull = kept.length >= PREVIEW_ROWS || (kept.length > 0 && characters > PREVIEW_CHARACTERS)
      if (isFull) return { preview: { rows: kept } }
      kept.push(shown)
    }
  }
  return { preview: { rows: kept } }
}

async function read(order: TableOrder): Promise<TableAnswer> {
  try {
    const comparison = typeof order === 'object' && 'compare' in order ? new Comparison(order) : null
    const bytes = await buffer(process.stdin)
    return await (comparison === null ? readFirstRows(bytes) : comparison.run(bytes))
  } catch (error) {
    // A class does not survive the way to the other process.
    if (error instanceof RefusedFileError) return { refused: error.code }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

process.once('message', async (order: TableOrder) => answer(await read(order)))
process.on('disconnect', () => process.exit())
// A terminal sends its signals to the whole group; the server decides when its children end.
process.on('SIGINT', () => {})
