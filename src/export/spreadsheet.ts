/** The CSV dialect for spreadsheets: Excel reads it correctly in the user's locale. */
import { stringify } from 'csv-stringify/sync'
import type { PlainDate } from '../domain/dates.ts'
import { visibleText } from '../domain/visible-text.ts'
import type { Format } from '../i18n/format.ts'

/** Excel needs it to read ə. */
export const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | null

export function toLines(records: readonly (readonly Cell[])[], { decimal }: Format): string {
  return stringify(records as Cell[][], {
    // Languages with a decimal comma separate cells by semicolons.
    delimiter: decimal === ',' ? ';' : ',',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  })
}

/** `01.03.2026`, in English `2026-03-01`: English-speaking countries differ in the order of day and month. */
export function dateText(date: PlainDate, format: Format): string {
  return format.decimal === ',' ? format.date(date) : date
}

/** A number that names something. Where a spreadsheet would drop a zero before it, an apostrophe keeps it a text. */
export function digitsText(digits: string): string {
  return digits.startsWith('0') ? `'${digits}` : digits
}

/** A spreadsheet takes text that begins so for a formula, some after blanks and zero-width characters. Amounts never do. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠])/u

/** The separator of another language, or a line break: a spreadsheet set to that language begins a cell behind it. */
const FORMULA_IN_ANOTHER_CELL = /(?<!^)([;,\t\r\n][\s\p{Cf}\p{Default_Ignorable_Code_Point}]*)(?=[=+\-@＝＋－＠])/gu

/** A sender's text as a cell, in which nothing is unseen and nothing runs, after the replacement either. */
export function guarded(text: Cell): Cell {
  return text === null ? null : withoutFormula(visibleText(text))
}

/**
 * Puts an apostrophe before what would be read as a formula. For a sentence of ours: its marks, which isolate the text
 * of a sender in it, stay.
 */
export function withoutFormula(text: string): string {
  const apart = text.replace(FORMULA_IN_ANOTHER_CELL, "$1'")
  return FORMULA.test(apart) ? `'${apart}` : apart
}
