import type { PlainDate } from '../dates.ts'
import type { Ledger } from '../fund.ts'
import { cutText, typedText } from '../typed/text.ts'
import { type AmountProblem, amountOfCell, type Cell, dateOfCell, NO_CELL } from './cell.ts'
import { numbersIn, numbersOfCell } from './line.ts'

/** Where a table has what. Columns are counted from 0; null where there is none. */
export interface Mapping {
  /** The row with the headings, counted from 1. Lines come after it. */
  readonly headingRow: number
  readonly date: number
  /** Either two columns, or one amount with a sign. */
  readonly debit: number | null
  readonly credit: number | null
  readonly amount: number | null
  /** Whether a debit (a positive amount) raises the balance with customs, as a payment does. */
  readonly debitRaises: boolean
  readonly declaration: number | null
  readonly reference: number | null
  readonly ledger: number | null
  readonly text: number | null
}

/** What a row of a table says. */
export interface ReadLine {
  /** The row in the file, counted from 1. */
  readonly row: number
  readonly date: PlainDate
  /** Whole qəpik, not 0; positive where it raises the balance with customs. */
  readonly effect: number
  readonly numbers: readonly string[]
  readonly ledger: Ledger | null
  readonly text: string
  readonly isFormula: boolean
}

export interface RowProblem {
  readonly row: number
  readonly code: AmountProblem | 'date-malformed' | 'both-sides'
  readonly typed: string
}

/** A row that is no line: a title or another row without an amount; a total, or what has no day. */
type NoLine = 'no-date' | 'no-amount'

/** Why a row is not compared. Where one ledger is, lines that name another are not. */
export type LeftOut = NoLine | 'other-ledger'

const MAX_TEXT = 200
const MAX_TYPED = 100
/** Every form of a day begins with a digit; so does a mistyped one. */
const BEGINS_AS_DAY = /^[^\p{L}]*\d/u

/** @param ledgerOf the ledger that a text names, or null */
export function lineOfRow(
  row: number,
  cells: readonly Cell[],
  mapping: Mapping,
  ledgerOf: (text: string) => Ledger | null,
): ReadLine | RowProblem | NoLine {
  const at = (column: number | null) => (column === null ? NO_CELL : (cells[column] ?? NO_CELL))
  const dateCell = at(mapping.date)
  const date = dateOfCell(dateCell)
  const effect = effectOfRow(at, mapping)
  if (date === null) {
    // A title has no amount. A total has one, and a word in place of the day.
    if (typeof effect !== 'number' || effect === 0) return 'no-amount'
    if (!BEGINS_AS_DAY.test(dateCell.text)) return 'no-date'
    return { row, code: 'date-malformed', typed: cutText(dateCell.text, MAX_TYPED) }
  }
  if (typeof effect !== 'number') return { row, ...effect }
  if (effect === 0) return 'no-amount'
  const text = typedText(at(mapping.text).text)
  return {
    row,
    date,
    effect,
    numbers: numbersOf([at(mapping.declaration).text, at(mapping.reference).text], text),
    ledger: ledgerOf(at(mapping.ledger).text),
    text: cutText(text, MAX_TEXT),
    isFormula: [mapping.amount, mapping.debit, mapping.credit].some(column => at(column).isFormula === true),
  }
}

/** The declaration numbers that the columns of numbers name, or else what stands there; then those that the text names. */
function numbersOf(columns: readonly string[], text: string): readonly string[] {
  return [...new Set([...columns.flatMap(numbersOfCell), ...numbersIn(text)])]
}

function effectOfRow(
  at: (column: number | null) => Cell,
  { debit, credit, amount, debitRaises }: Mapping,
): number | Omit<RowProblem, 'row'> {
  const cells = amount === null ? [at(debit), at(credit)] : [at(amount)]
  const amounts: number[] = []
  for (const cell of cells) {
    const read = amountOfCell(cell)
    if (typeof read !== 'number') return { code: read, typed: cutText(cell.text, MAX_TYPED) }
    amounts.push(read)
  }
  const [first = 0, second = 0] = amounts
  if (first !== 0 && second !== 0)
    return { code: 'both-sides', typed: cells.map(({ text }) => cutText(text, MAX_TYPED)).join(' / ') }
  const onDebit = first - second
  // Not −0, which is another number in a comparison.
  return debitRaises || onDebit === 0 ? onDebit : -onDebit
}
