import type { PlainDate } from '../dates.ts'
import type { Ledger } from '../fund.ts'
import type { Cause, OperationType } from '../operation-type.ts'
import { foldText } from '../typed/fold.ts'

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
  return office ? `${office.padStart(5, '0')}/${day}/${position}` : number
}

/** The usual form of a declaration number with hyphens, without a sign between its parts, or without leading zeros. */
const NUMBER_AS_TYPED = /^(\d{5}|\d{1,5}(?=[/-]))[/-]?(\d{6})[/-]?(\d{6,8})$/

/** The usual form of a declaration number, or one with hyphens, as a word of a text. */
const NUMBER_IN_TEXT = /(?<![\w/-])\d{5}([/-])\d{6}\1\d{6,8}(?![\w/-])/g

/** The declaration numbers that a text names in their usual form. */
export function numbersIn(text: string): string[] {
  return [...new Set((text.match(NUMBER_IN_TEXT) ?? []).map(normalizedNumber))]
}

/** Both have numbers and share none. */
export function contradict(one: Comparable, other: Comparable): boolean {
  return one.numbers.length > 0 && other.numbers.length > 0 && !one.numbers.some(each => other.numbers.includes(each))
}

export function fits(line: Comparable, operation: Comparable): boolean {
  return line.ledger === null || operation.ledger === null || line.ledger === operation.ledger
}
