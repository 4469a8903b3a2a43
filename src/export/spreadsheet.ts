/** The CSV dialects for spreadsheets: each is read correctly where spreadsheets are set to languages that write so. */
import { stringify } from 'csv-stringify/sync'
import type { PlainDate } from '../domain/dates.ts'
import { manat } from '../domain/money.ts'
import { visibleText } from '../domain/visible-text.ts'
import type { Catalogue } from '../i18n/index.ts'
import { staysText } from './identifiers.ts'
import type { Column, Kind, Row, Table, Value } from './table.ts'

/** Languages with a decimal comma separate cells by semicolons. */
export const CSV_DIALECTS = ['semicolon', 'comma'] as const

export type CsvDialect = (typeof CSV_DIALECTS)[number]

/** The dialect of spreadsheets in a language. */
export function csvDialectOf({ format }: Pick<Catalogue, 'format'>): CsvDialect {
  return format.decimal === ',' ? 'semicolon' : 'comma'
}

/** Excel needs it to read ə. */
export const BYTE_ORDER_MARK = '\uFEFF'

type Line = readonly (string | null)[]

/** Yields a table: what it is about, an empty line, the headings, and the rows. */
export async function* tableCsv<Item>(table: Table<Item>, dialect: CsvDialect): AsyncGenerator<string> {
  const { facts, columns, batches } = table
  yield csvStart(facts, columns, dialect)
  for await (const items of batches) yield itemLines(columns, items, dialect)
}

export function csvStart(
  facts: readonly Row[],
  columns: readonly Pick<Column<never>, 'heading'>[],
  dialect: CsvDialect,
) {
  const headings = toLines([columns.map(({ heading }) => heading)], dialect)
  return `${BYTE_ORDER_MARK}${rowLines(facts, dialect)}\r\n${headings}`
}

export function itemLines<Item>(columns: readonly Column<Item>[], items: readonly Item[], dialect: CsvDialect): string {
  const lines = items.map(item => columns.map(({ kind, of }) => csvCell(kind, of(item), dialect)))
  return toLines(lines, dialect)
}

export function rowLines(rows: readonly Row[], dialect: CsvDialect): string {
  const lines = rows.map(row => row.map(cell => cell && csvCell(cell.kind, cell.value, dialect)))
  return toLines(lines, dialect)
}

function toLines(lines: readonly Line[], dialect: CsvDialect): string {
  if (lines.length === 0) return ''
  return stringify(lines as (string | null)[][], {
    delimiter: dialect === 'semicolon' ? ';' : ',',
    record_delimiter: '\r\n',
    quoted_match: /[\r\n]/,
  })
}

function csvCell(kind: Kind, value: Value, dialect: CsvDialect): string | null {
  if (value === null) return null
  switch (kind) {
    case 'text':
      return withoutFormula(value as string)
    case 'sender':
    case 'words':
      return guarded(value as string)
    case 'identifier':
      return identifierText(value as string)
    case 'date':
      return dateText(value as PlainDate, dialect)
    case 'amount':
      return csvAmount(BigInt(value), dialect)
    case 'rate':
      return decimalText(value as string, dialect)
    case 'count':
      return `${value}`
  }
}

/** @param amount in qəpik */
export function csvAmount(amount: bigint, dialect: CsvDialect): string {
  return decimalText(amount < 0n ? `-${manat(-amount)}` : manat(amount), dialect)
}

function decimalText(number: string, dialect: CsvDialect): string {
  return dialect === 'semicolon' ? number.replace('.', ',') : number
}

/** `01.03.2026`, with commas `2026-03-01`: English-speaking countries differ in the order of day and month. */
function dateText(date: PlainDate, dialect: CsvDialect): string {
  return dialect === 'semicolon' ? `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}` : date
}

/**
 * What names something. Where a spreadsheet would make a number or a date of it, an apostrophe before it keeps it a text,
 * in Excel and LibreOffice. A reader sees the apostrophe; a tab or `="…"` would be unseen, or a formula.
 */
function identifierText(identifier: string): string {
  const text = guarded(identifier)
  return text.startsWith("'") || staysText(text) ? text : `'${text}`
}

/** A spreadsheet takes text that begins so for a formula, some after blanks and zero-width characters. Amounts never do. */
const FORMULA = /^(?:[\t\r\n]|[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠])/u

/** The separator of another language, or a line break: a spreadsheet set to that language begins a cell behind it. */
const FORMULA_IN_ANOTHER_CELL = /(?<!^)([;,\t\r\n][\s\p{Cf}\p{Default_Ignorable_Code_Point}]*)(?=[=+\-@＝＋－＠])/gu

/** A sender's text as a cell, in which nothing is unseen and nothing runs, after the replacement either. */
function guarded(text: string): string {
  return withoutFormula(visibleText(text))
}

/**
 * Puts an apostrophe before what would be read as a formula. For a sentence of ours: its marks, which isolate the text
 * of a sender in it, stay.
 */
function withoutFormula(text: string): string {
  const apart = text.replace(FORMULA_IN_ANOTHER_CELL, "$1'")
  return FORMULA.test(apart) ? `'${apart}` : apart
}
