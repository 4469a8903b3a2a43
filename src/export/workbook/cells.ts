/** Cells of a sheet as XML. */
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { visibleText } from '../../domain/visible-text.ts'
import type { Kind, Row, Value } from '../table.ts'
import { STRONG, STYLES, type StyleName } from './styles.ts'

/** A sheet has no more rows. */
export const SHEET_ROWS = 1_048_576

/** A number has 15 significant digits in a spreadsheet, the last two of an amount are qəpik. */
const MAX_NUMBER = 10n ** 15n

/** Whether an amount would lose digits as a number, and is therefore written as text. */
export function isTooLong(amount: number | bigint): boolean {
  return amount >= MAX_NUMBER || amount <= -MAX_NUMBER
}

/** `A` is the first column. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest === 0 ? '' : columnName(rest - 1)) + String.fromCharCode(65 + (index % 26))
}

export function rowXml(row: Row, number: number): string {
  const cells = row.map((cell, index) => {
    if (cell === null) return ''
    const name = `${columnName(index)}${number}`
    if (cell.isHeading) return headingXml(name, cell.value as string)
    return cellXml(name, cell.kind, cell.value, cell.isStrong === true, cell.formula)
  })
  return `<row r="${number}"${heightOf(row)}>${cells.join('')}</row>`
}

/** Characters of a wrapped line, points of a line, and the most points of a row. */
const [LINE, LINE_HEIGHT, HIGHEST] = [40, 15, 405]

/** Not every program makes room for words that wrap when it opens a file. */
function heightOf(row: Row): string {
  const words = row.map(cell => (cell?.kind === 'words' && cell.value !== null ? String(cell.value).length : 0))
  const lines = Math.ceil(Math.max(0, ...words) / LINE)
  return lines > 1 ? ` ht="${Math.min(lines * LINE_HEIGHT, HIGHEST)}" customHeight="1"` : ''
}

/** @param formula what the value is the result of */
export function cellXml(name: string, kind: Kind, value: Value, isStrong = false, formula?: string): string {
  if (value === null) return ''
  const opened = (style: StyleName) => `<c r="${name}" s="${STYLES[style] + (isStrong ? STRONG : 0)}"`
  switch (kind) {
    case 'amount': {
      const amount = decimal(value as number | bigint)
      if (isTooLong(value as number | bigint)) return `${opened('longAmount')}${inline(amount)}`
      return `${opened('amount')}>${formula === undefined ? '' : `<f>${escapeXml(formula)}</f>`}<v>${amount}</v></c>`
    }
    case 'count':
    case 'rate':
      return `${opened(kind)}>${formula === undefined ? '' : `<f>${escapeXml(formula)}</f>`}<v>${value}</v></c>`
    case 'date': {
      const serial = serialOf(value as PlainDate)
      return serial === null ? `${opened('text')}${inline(value as string)}` : `${opened('date')}><v>${serial}</v></c>`
    }
    case 'text':
      return `${opened('text')}${inline(value as string)}`
    case 'words':
      return `${opened('words')}${inline(visibleText(value as string))}`
    default:
      return `${opened('text')}${inline(visibleText(value as string))}`
  }
}

export function headingXml(name: string, text: string): string {
  return `<c r="${name}" s="${STYLES.heading}"${inline(text)}`
}

function inline(text: string): string {
  return ` t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** 123450 → `1234.50`, also below zero. */
function decimal(amount: number | bigint): string {
  const text = amount.toString()
  const sign = text.startsWith('-') ? '-' : ''
  const digits = text.slice(sign.length).padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Spreadsheets count days from here. They take 1900 for a leap year, so that earlier days have two numbers. */
const [FIRST_DAY, DAY_ZERO] = ['1900-03-01', '1899-12-30' as PlainDate]

function serialOf(date: PlainDate): number | null {
  return date < FIRST_DAY ? null : daysBetween(DAY_ZERO, date)
}

/** What XML cannot hold or would read otherwise, and `_x0041_`, which a spreadsheet would read as a character's code. */
const SPECIAL = /[&<>"\r\uFFFE\uFFFF]|(?![\t\n])\p{Cc}|_(?=x[0-9A-Fa-f]{4}_)/gu

const WRITTEN: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser makes a line feed of it.
  '\r': '&#13;',
  _: '_x005F_',
}

/** Text as XML. Control characters and what XML does not have become U+FFFD. */
export function escapeXml(text: string): string {
  return text.toWellFormed().replace(SPECIAL, character => WRITTEN[character] ?? '\uFFFD')
}
