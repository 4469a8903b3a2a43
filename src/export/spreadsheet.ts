/** The dialect for people's spreadsheets: what Excel reads without asking where the language is spoken. */
import { stringify } from 'csv-stringify/sync'
import type { PlainDate } from '../domain/dates.ts'
import type { Format } from '../i18n/format.ts'

/** Without it Excel does not know ə. */
export const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | null

export function toLines(records: readonly (readonly Cell[])[], { decimal }: Format): string {
  return stringify(records as Cell[][], {
    // Where the comma stands in numbers, it does not stand between them.
    delimiter: decimal === ',' ? ';' : ',',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  })
}

/** `01.03.2026`; in English `2026-03-01`, for what comes first, day or month, differs from country to country. */
export function dateText(date: PlainDate, format: Format): string {
  return format.decimal === ',' ? format.date(date) : date
}

/** What a spreadsheet would take for a formula; amounts never begin so. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** An apostrophe makes a text that a sender chose a text, whatever it begins with. */
export function guarded(text: Cell): Cell {
  return text !== null && FORMULA.test(text) ? `'${text}` : text
}
