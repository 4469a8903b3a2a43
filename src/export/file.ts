/** One table as a file, in the format that a person chose. */
import type { Catalogue } from '../i18n/index.ts'
import { textFact } from './facts.ts'
import { CSV_DIALECTS, tableCsv } from './spreadsheet.ts'
import type { Cell, Row, Table } from './table.ts'
import { isTooLong } from './workbook/cells.ts'
import type { WorkbookProperties } from './workbook/package.ts'
import { type Sheet, sheetName, sumRow } from './workbook/sheet.ts'
import { workbook } from './workbook/workbook.ts'

/** The formats for people. */
export const FILE_FORMATS = ['xlsx', ...CSV_DIALECTS] as const

export type FileFormat = (typeof FILE_FORMATS)[number]

export interface FileContext {
  readonly t: Catalogue
  readonly now: Date
  /** Waits for a turn of the event loop. */
  readonly turn: () => Promise<void>
}

export type Pieces = AsyncGenerator<string | Uint8Array>

/** @param company whose table it is, for the properties of a workbook */
export function tableFile<Item>(table: Table<Item>, company: string, format: FileFormat, context: FileContext): Pieces {
  const { t } = context
  if (format !== 'xlsx') return tableCsv({ ...table, facts: csvFacts(table.facts, t) }, format)
  return workbook([tableSheet(table, t)], { properties: properties(table.title, company, context), turn: context.turn })
}

/** A CSV says what its apostrophes are for. */
export function csvFacts(facts: readonly Row[], t: Catalogue): Row[] {
  return [...facts, textFact(t.export.note, t.export.apostrophes)]
}

export function properties(title: string, company: string, { t, now }: FileContext): WorkbookProperties {
  const isIso = t.format.decimal === '.'
  return {
    title,
    company,
    language: t.lang,
    created: now,
    dateFormat: isIso ? 'yyyy\\-mm\\-dd' : 'dd\\.mm\\.yyyy',
  }
}

/** A table with its sums below it, those of the rows that a filter shows. */
function tableSheet<Item>({ title, facts, columns, batches }: Table<Item>, t: Catalogue): Sheet {
  const table = { columns, batches } as Sheet['table'] & {}
  return {
    name: sheetName(title),
    widths: columns.map(({ width }) => width),
    head: [...facts, []],
    table,
    foot: written => {
      const rows = written.sums.size > 0 ? [sumRow(table.columns, written, t.columns.total)] : []
      return [...rows, ...longAmountNote(written.hasLongAmount, rows, t)]
    },
  }
}

/**
 * A spreadsheet rounds numbers of more than 15 digits.
 * @param rows those that stand above the note: a sum can be long where none of its amounts is
 */
export function longAmountNote(hasLongAmount: boolean, rows: readonly Row[], t: Catalogue): Row[] {
  const isNoted = hasLongAmount || rows.some(row => row.some(cell => cell !== null && isLongAmount(cell)))
  return isNoted ? [[], [{ kind: 'text', value: t.export.longAmounts }]] : []
}

function isLongAmount({ kind, value }: Cell): boolean {
  return kind === 'amount' && value !== null && isTooLong(value as number | bigint)
}
