/** A sheet of a workbook, and its rows as XML. */
import type { Cell, Column, Row, Table } from '../table.ts'
import { cellXml, columnName, escapeXml, headingXml, isTooLong, rowXml, SHEET_ROWS } from './cells.ts'

/** The rows of a table on one sheet. A table of more rows than a sheet goes on, on the next. */
export interface TablePart {
  readonly sheet: string
  readonly first: number
  readonly last: number
}

export interface Sheet {
  /** Unique in its workbook. */
  readonly name: string
  /** Listed before those that are written before it. */
  readonly isFirst?: boolean
  readonly widths: readonly number[]
  readonly head: readonly Row[]
  readonly table: Pick<Table<never>, 'columns' | 'batches'> | null
  /**
   * Makes the rows below the table, when all of it is written.
   * @param row the number of the first of them
   */
  foot(table: WrittenTable, row: number): readonly Row[]
}

export interface WrittenTable {
  /** The sheet that ends with what is below the table. */
  readonly sheet: string
  /** Those with rows. */
  readonly parts: readonly TablePart[]
  /** The sums of its columns that have one, by their place. */
  readonly sums: ReadonlyMap<number, bigint>
  /** An amount has more digits than a number keeps, so that it is a text: a formula would leave it out. */
  readonly hasLongAmount: boolean
}

/** A sheet as it is listed in the workbook. */
export interface SheetEntry {
  readonly name: string
  readonly isFirst: boolean
  /** The number of the row with the headings, and the last row of the table; null without a table. */
  readonly table: { readonly headings: number; readonly last: number; readonly width: number } | null
}

/** XML of a sheet stays far below what a zip entry of unknown size may have. */
const SHEET_CHARACTERS = 1_000_000_000

/** Rows below a table: they stay with its last rows. */
const FOOT_ROWS = 100

/** Writes a sheet, or as many as its table needs. */
export class SheetWriter {
  readonly entries: SheetEntry[] = []
  readonly #sheet: Sheet
  readonly #turn: () => Promise<void>
  readonly #maxRows: number
  readonly #batches: AsyncIterator<readonly never[]> | null
  readonly #letters: readonly string[]
  readonly #summed: readonly number[]
  readonly #parts: TablePart[] = []
  readonly #sums = new Map<number, bigint>()
  #hasLongAmount = false
  /** Rows that are read and not written yet. */
  #rest: readonly never[] = []
  isDone = false

  /** @param turn waits for a turn of the event loop */
  constructor(sheet: Sheet, turn: () => Promise<void>, maxRows = SHEET_ROWS) {
    this.#sheet = sheet
    this.#turn = turn
    this.#maxRows = maxRows
    this.#batches = sheet.table === null ? null : sheet.table.batches[Symbol.asyncIterator]()
    const columns = sheet.table?.columns ?? []
    this.#letters = columns.map((_, index) => columnName(index))
    this.#summed = columns.flatMap(({ isSummed }, index) => (isSummed ? [index] : []))
    for (const index of this.#summed) this.#sums.set(index, 0n)
  }

  /** Yields one sheet in pieces. */
  async *part(): AsyncGenerator<string> {
    const { head, table, foot, isFirst = false } = this.#sheet
    const name = partName(this.#sheet.name, this.entries.length)
    let row = head.length + 1
    const start =
      sheetStart(this.#sheet, table === null ? 0 : row) + head.map((cells, index) => rowXml(cells, index + 1)).join('')
    if (table === null) {
      this.isDone = true
      yield start + this.#footXml(foot(this.#written(name), row), row) + sheetEnd(null)
      this.entries.push({ name, isFirst, table: null })
      return
    }
    yield start + headingsXml(table.columns, row)
    row += 1
    const first = row
    for await (const xml of this.#rowsXml(table.columns, row)) {
      yield xml.text
      row = xml.next
    }
    const placed = { headings: first - 1, last: row - 1, width: table.columns.length }
    if (row > first) this.#parts.push({ sheet: name, first, last: placed.last })
    yield (this.isDone ? this.#footXml(foot(this.#written(name), row + 1), row + 1) : '') + sheetEnd(placed)
    this.entries.push({ name, isFirst, table: placed })
  }

  /** Ends the source of the rows. */
  async end(): Promise<void> {
    await this.#batches?.return?.()
  }

  #written(sheet: string): WrittenTable {
    return { sheet, parts: this.#parts, sums: this.#sums, hasLongAmount: this.#hasLongAmount }
  }

  #footXml(rows: readonly Row[], from: number): string {
    return rows.map((cells, index) => rowXml(cells, from + index)).join('')
  }

  /** Yields the rows of this sheet, a batch at a time. */
  async *#rowsXml(columns: readonly Column<never>[], from: number): AsyncGenerator<{ text: string; next: number }> {
    const last = this.#maxRows - FOOT_ROWS
    let [row, characters] = [from, 0]
    while (await this.#hasRows()) {
      if (row > last || characters >= SHEET_CHARACTERS) return
      await this.#turn()
      const here = this.#rest.slice(0, last - row + 1)
      this.#rest = this.#rest.slice(here.length)
      const text = here.map((item, index) => this.#itemXml(columns, item, row + index)).join('')
      row += here.length
      characters += text.length
      yield { text, next: row }
    }
  }

  /** Reads the next rows, where all that were read are written. Without any, the table is at its end. */
  async #hasRows(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#batches!.next()
      if (done) {
        this.isDone = true
        return false
      }
      this.#rest = value
    }
    return true
  }

  #itemXml(columns: readonly Column<never>[], item: never, row: number): string {
    let xml = `<row r="${row}">`
    for (let index = 0; index < columns.length; index += 1) {
      const { kind, of, isSummed } = columns[index]!
      const value = of(item)
      if (kind === 'amount' && value !== null) {
        if (isTooLong(value as number | bigint)) this.#hasLongAmount = true
        if (isSummed) this.#sums.set(index, this.#sums.get(index)! + BigInt(value))
      }
      xml += cellXml(this.#letters[index]! + row, kind, value)
    }
    return `${xml}</row>`
  }
}

function partName(name: string, index: number): string {
  return index === 0 ? name : `${name.slice(0, MAX_NAME - 6)} (${index + 1})`
}

const MAX_NAME = 31

/** A text as the name of a sheet, which has at most 31 characters and not all of them. */
export function sheetName(text: string): string {
  return text
    .replace(/[[\]:*?/\\']/g, ' ')
    .slice(0, MAX_NAME)
    .trim()
}

/** The cells of a column on each sheet of a table, for a formula. */
export function rangesOf(parts: readonly TablePart[], column: number): string {
  const letter = columnName(column)
  return parts.map(({ sheet, first, last }) => `${quoted(sheet)}!${letter}${first}:${letter}${last}`).join(',')
}

export function cellOf(sheet: string, column: number, row: number): string {
  return `${quoted(sheet)}!${columnName(column)}${row}`
}

export function quoted(sheet: string): string {
  return `'${sheet}'`
}

/** The sums of a table as a row that counts only what a filter shows. */
export function sumRow(columns: readonly Column<never>[], table: WrittenTable, name: string): Row {
  return columns.map((_, index): Cell | null => {
    const sum = table.sums.get(index)
    if (sum === undefined) return index === 0 ? { kind: 'text', value: name, isStrong: true } : null
    const formula = `SUBTOTAL(109,${rangesOf(table.parts, index)})`
    const isComputed = table.parts.length > 0 && !table.hasLongAmount
    return { kind: 'amount', value: sum, isStrong: true, ...(isComputed && { formula }) }
  })
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** @param frozen how many rows stay in sight */
function sheetStart({ widths, isFirst }: Sheet, frozen: number): string {
  const pane =
    frozen === 0 ? '' : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  return (
    `${DECLARATION}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols><sheetData>`
  )
}

function headingsXml(columns: readonly Column<never>[], row: number): string {
  const cells = columns.map(({ heading }, index) => headingXml(`${columnName(index)}${row}`, heading))
  return `<row r="${row}">${cells.join('')}</row>`
}

/** Numbers kept as text are meant: no sheet marks them as errors. */
function sheetEnd(table: SheetEntry['table']): string {
  const filter = table === null ? '' : `<autoFilter ref="${filterRange(table)}"/>`
  return (
    `</sheetData>${filter}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>' +
    `<ignoredErrors><ignoredError sqref="A1:XFD${SHEET_ROWS}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  )
}

function filterRange({ headings, last, width }: NonNullable<SheetEntry['table']>): string {
  return `A${headings}:${columnName(width - 1)}${last}`
}

/** The names that make the headings repeat on paper and the filter work, as XML. */
export function namesXml(entries: readonly SheetEntry[]): string {
  const names = entries.flatMap(({ name, table }, index) => {
    if (table === null) return []
    const range = filterRange(table).replace(/[A-Z]+|\d+/g, '$$$&')
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeXml(quoted(name))}!${range}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(quoted(name))}!$${table.headings}:$${table.headings}</definedName>`,
    ]
  })
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`
}
