import { Decimal } from 'decimal.js'
import { addDays, type PlainDate, parsePlainDate } from '../dates.ts'
import { MAX_QEPIK, parseAmount } from '../money.ts'
import { parseTypedAmount } from '../typed/amount.ts'
import { readTypedDate } from '../typed/date.ts'
import { foldText } from '../typed/fold.ts'
import { typedText } from '../typed/text.ts'

/** A cell of a table that a person uploads. */
export interface Cell {
  /** As it stands in the file; of a number its exact digits, of a date in a spreadsheet its day. */
  readonly text: string
  readonly kind: 'text' | 'number' | 'date'
  /** The text is what a spreadsheet had worked out when it was saved. */
  readonly isFormula?: boolean
}

export const NO_CELL: Cell = { text: '', kind: 'text' }

/** Spreadsheets count days from here; the second, of old ones, is a setting of the file. */
const DAY_ZERO = '1899-12-30' as PlainDate
const DAY_ZERO_1904 = '1904-01-01' as PlainDate
/** The first system has a 29 February 1900, which never was. */
const FIRST_RIGHT_DAY = 61
const MAX_DAY = 2_958_465

/** As spreadsheets write numbers. */
const NUMBER = /^-?\d+(\.\d+)?(E[+-]?\d{1,3})?$/i

/** @param serial days, with a fraction for the time @returns null when it is no day */
export function dayOfSerial(serial: string, is1904: boolean): PlainDate | null {
  if (!NUMBER.test(serial)) return null
  const days = new Decimal(serial).floor().toNumber()
  if (!(days >= 1 && days <= MAX_DAY) || (!is1904 && days === FIRST_RIGHT_DAY - 1)) return null
  if (is1904) return addDays(DAY_ZERO_1904, days)
  return addDays(DAY_ZERO, days < FIRST_RIGHT_DAY ? days + 1 : days)
}

/** A number without a date's format, in a column of dates: from 1954 to 2119. */
const PLAUSIBLE_SERIAL = /^([2-7]\d{4})(?:\.\d+)?$/
const TIME = /[T\s,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*Z?$/i
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/
const WORDS = /^(\d{1,2})[\s.-]+(\p{L}+)\.?[\s,.-]+(\d{4})(?:\s*(?:г|il|года))?\.?$/u

/** The first letters of the months, folded: Azerbaijani, Russian, English. */
const MONTHS: readonly (readonly string[])[] = [
  ['yan', 'янв', 'jan'],
  ['fev', 'фев', 'feb'],
  ['mar', 'мар'],
  ['apr', 'апр'],
  ['may', 'май', 'мая'],
  ['iyun', 'июн', 'jun'],
  ['iyul', 'июл', 'jul'],
  ['avq', 'авг', 'aug'],
  ['sen', 'сен', 'sep'],
  ['okt', 'окт', 'oct'],
  ['noy', 'ноя', 'nov'],
  ['dek', 'дек', 'dec'],
]

/** @returns null when the cell is no date */
export function dateOfCell({ text, kind }: Cell): PlainDate | null {
  if (kind === 'date') return parsePlainDate(text)
  const typed = typedText(text)
  if (kind === 'number') {
    return PLAUSIBLE_SERIAL.test(typed) ? dayOfSerial(typed, false) : dateInDigits(typed)
  }
  const day = typed.replace(TIME, '').trim()
  return dateInDigits(day) ?? dateInWords(day)
}

/** Eight digits begin with the day or with the year, whichever gives a year of books: `20111020` is no day of the year 1020. */
function dateInDigits(text: string): PlainDate | null {
  const { date } = readTypedDate(text)
  const [, year, month, day] = EIGHT_DIGITS.exec(text) ?? []
  if (year === undefined) return date
  return [date, parsePlainDate(`${year}-${month}-${day}`)].find(isOfBooks) ?? null
}

function isOfBooks(date: PlainDate | null): boolean {
  return date !== null && date >= '1990' && date < '2200'
}

function dateInWords(text: string): PlainDate | null {
  const [, day = '', word = '', year = ''] = WORDS.exec(text) ?? []
  const folded = foldText(word)
  const month = folded === '' ? -1 : MONTHS.findIndex(starts => starts.some(start => folded.startsWith(start)))
  return month < 0 ? null : parsePlainDate(`${year}-${`${month + 1}`.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** What spreadsheets show of a number; further digits are what is left of their binary arithmetic. */
const SHOWN_DIGITS = 15
const QEPIK_PER_MANAT = 100

const MINUS = /[\u2010-\u2015\u2212]/g
/** Accountants write it for nothing. */
const DASH_ALONE = /^[\u2010-\u2015\u2212-]$/
const CURRENCY = /AZN|\u20BC|man(at|\.)?|ман(ат\p{L}*|\.)?/giu

export type AmountProblem = 'amount-malformed' | 'amount-fraction' | 'amount-too-large'

/** @returns whole qəpik with their sign, 0 for an empty cell or a dash alone, or what is wrong */
export function amountOfCell({ text, kind }: Cell): number | AmountProblem {
  const typed = typedText(text)
  if (typed === '' || DASH_ALONE.test(typed)) return 0
  return kind === 'number' ? amountOfNumber(typed) : amountOfText(typed)
}

function amountOfNumber(digits: string): number | AmountProblem {
  if (!NUMBER.test(digits)) return 'amount-malformed'
  const amount = new Decimal(digits).toSignificantDigits(SHOWN_DIGITS).times(QEPIK_PER_MANAT)
  if (amount.abs().greaterThan(MAX_QEPIK)) return 'amount-too-large'
  return amount.isInteger() ? amount.toNumber() : 'amount-fraction'
}

function amountOfText(text: string): number | AmountProblem {
  const bare = text.replace(MINUS, '-').replace(CURRENCY, '').replace(/\s/g, '')
  const [, inBrackets] = /^\((.+)\)$/.exec(bare) ?? []
  const [, before, digits = '', after] = /^(-?)\+?(.*?)(-?)$/.exec(inBrackets ?? bare) ?? []
  const isNegative = inBrackets !== undefined || before === '-' || after === '-'
  const amount = parseTypedAmount(digits) ?? parseAmount(withoutZeros(digits))
  if (amount !== null) return isNegative ? -amount : amount
  if (/^\d{14,}([.,]\d{1,2})?$/.test(digits)) return 'amount-too-large'
  return /^\d+[.,]\d{3,}$/.test(digits) ? 'amount-fraction' : 'amount-malformed'
}

/** Programs write amounts with four places and more: `12.5000`. Three could be a group of digits. */
function withoutZeros(digits: string): string {
  return digits.replace(/^(\d+)[.,](\d{2})00+$/, '$1.$2')
}
