/** The dialect for people's spreadsheets: what Excel reads without asking, in Azerbaijani. */
import { stringify } from 'csv-stringify/sync'
import { manat, type Qepik } from '../domain/money.ts'

/** Without it Excel does not know ə. */
export const BYTE_ORDER_MARK = '\uFEFF'

export type Cell = string | null

export function toLines(records: readonly (readonly Cell[])[]): string {
  return stringify(records as Cell[][], {
    delimiter: ';',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  })
}

/** `1234,50`: digits and the comma that az and ru spreadsheets read as a number. */
export function amountText(amount: Qepik | bigint): string {
  return manat(amount).replace('.', ',')
}

/** What a spreadsheet would take for a formula; amounts never begin so. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** An apostrophe makes a text that a sender chose a text, whatever it begins with. */
export function guarded(text: Cell): Cell {
  return text !== null && FORMULA.test(text) ? `'${text}` : text
}
