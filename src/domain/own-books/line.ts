import type { PlainDate } from '../dates.ts'
import type { Ledger } from '../fund.ts'
import type { Cause, OperationType } from '../operation-type.ts'
import { foldText } from '../typed/fold.ts'
import { cutText } from '../typed/text.ts'

/** What lines and operations have in common. */
export interface Comparable {
  /** The position in the file, or the number of the row on the account; distinct on each side. */
  readonly position: number
  readonly date: PlainDate
  /** Whole qəpik. Positive where it raises the trader's balance with customs, never 0. */
  readonly effect: number
  /** As `normalizedNumber` gives them; distinct, in the order of the file. */
  readonly numbers: readonly string[]
  /** Null where the books, or the operation as a whole, name none. */
  readonly ledger: Ledger | null
  readonly inPeriod: boolean
  readonly text: string
}

/** A line of a trader's own books. */
export type OwnLine = Comparable

/** What customs booked. */
export interface Operation extends Comparable {
  readonly type: OperationType
  readonly cause: Cause | null
  /** A broker filed the declaration that the operation names. */
  readonly byBroker: boolean
  /** The rows of a payment that several ledgers share, or the two sides of a reduction; absent where the operation is one row. */
  readonly parts?: readonly OperationPart[]
}

/** `reduction-paid`: what had been paid of a reduced charge, which became overpayment. */
export type PartType = OperationType | 'reduction-paid'

export interface OperationPart {
  readonly ledger: Ledger
  readonly type: PartType
  readonly effect: number
}

/**
 * A number for comparing: whole, without what people add to numbers or type in their place, and a declaration number in its
 * usual form. Empty where nothing is left.
 */
export function normalizedNumber(text: string): string {
  const number = foldText(text).replaceAll(' ', '').toUpperCase()
  const [, office, day, position] = NUMBER_AS_TYPED.exec(number) ?? []
  return office ? usualForm(office, day, position) : number
}

function usualForm(office = '', day = '', position = ''): string {
  return `${office.padStart(5, '0')}/${day}/${position}`
}

/** The usual form of a declaration number with hyphens, without a sign between its parts, or without leading zeros. */
const NUMBER_AS_TYPED = /^(\d{5}|\d{1,5}(?=[/-]))[/-]?(\d{6})[/-]?(\d{6,8})$/

/** A stroke or a dash of any kind. */
const SIGN = String.raw`[/\\\u2010-\u2015\u2212-]`
const BETWEEN = String.raw`\s*${SIGN}\s*`

/** No digit stands beside it, with a sign between or without, and no letter directly after it: it is no part of another number. */
const alone = (number: string) => new RegExp(String.raw`(?<!\d${SIGN}?)${number}(?!${SIGN}?\d|[\p{L}_])`, 'gu')

const NUMBER_IN_TEXT = alone(String.raw`(\d{1,5})${BETWEEN}(\d{6})${BETWEEN}(\d{6,8})`)
/** In a column of numbers also without signs between its parts. */
const NUMBER_IN_COLUMN = alone(String.raw`(\d{5}|\d{1,5}(?=${BETWEEN}))(?:${BETWEEN})?(\d{6})(?:${BETWEEN})?(\d{6,8})`)

/** A cell with more of them is no cell of books. */
const MAX_NUMBERS = 50
const MAX_NUMBER = 100

/** The declaration numbers that a text names, whatever stands beside them. */
export function numbersIn(text: string): string[] {
  return declarationsIn(text, NUMBER_IN_TEXT)
}

/** The declaration numbers that a cell of a column of numbers names, or else all that stands there as one number. */
export function numbersOfCell(text: string): string[] {
  const declarations = declarationsIn(text, NUMBER_IN_COLUMN)
  const numbers = declarations.length > 0 ? declarations : [normalizedNumber(cutText(text, MAX_NUMBER))]
  return numbers.filter(number => number !== '')
}

function declarationsIn(text: string, form: RegExp): string[] {
  const numbers = text.matchAll(form).map(([, office, day, position]) => usualForm(office, day, position))
  return [...new Set(numbers.take(MAX_NUMBERS))]
}

/** Both have numbers and share none. */
export function contradict(one: Comparable, other: Comparable): boolean {
  return one.numbers.length > 0 && other.numbers.length > 0 && !one.numbers.some(each => other.numbers.includes(each))
}

export function fits(line: Comparable, operation: Comparable): boolean {
  return line.ledger === null || operation.ledger === null || line.ledger === operation.ledger
}
