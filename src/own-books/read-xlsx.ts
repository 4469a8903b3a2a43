import { type Cell, dayOfSerial, NO_CELL } from '../domain/own-books/cell.ts'
import { openWorkbook } from './open-workbook.ts'
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, RefusedFileError } from './refused.ts'
import { readDateStyles, readSharedStrings, readWorkbookInfo, TextOfElement, unpackPart } from './workbook-parts.ts'
import { readXml } from './xml.ts'

/** Yields the rows of the first sheet, those without content too. Of formulas it takes what was worked out when saved. */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<readonly (readonly Cell[])[]> {
  const workbook = await openWorkbook(bytes)
  const { sheet, is1904 } = await readWorkbookInfo(workbook)
  const rows = new SheetRows(await readSharedStrings(workbook), await readDateStyles(workbook), is1904)
  for await (const _ of readXml(unpackPart(workbook, sheet), rows)) yield rows.take()
}

const CELL_NAME = /^([A-Z]{1,3})(\d{1,7})$/

/** Builds rows from the elements of a sheet. */
class SheetRows {
  readonly #strings: readonly string[]
  readonly #dateStyles: ReadonlySet<number>
  readonly #is1904: boolean
  #rows: (readonly Cell[])[] = []
  #count = 0
  #row: Cell[] = []
  #cell: { column: number; type: string; isDate: boolean; isFormula: boolean } | null = null
  #value = ''
  #isInValue = false
  readonly #inline = new TextOfElement()

  constructor(strings: readonly string[], dateStyles: ReadonlySet<number>, is1904: boolean) {
    this.#strings = strings
    this.#dateStyles = dateStyles
    this.#is1904 = is1904
  }

  take(): readonly (readonly Cell[])[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#beginRow(attributes.r)
    else if (name === 'c') this.#beginCell(attributes)
    else if (name === 'v') this.#isInValue = true
    else if (name === 'f' && this.#cell) this.#cell.isFormula = true
    else this.#inline.open(name)
  }

  text(piece: string): void {
    if (this.#isInValue) this.#value += piece
    else this.#inline.add(piece)
    if (this.#value.length > MAX_CELL) throw new RefusedFileError('cell-too-long')
  }

  close(name: string): void {
    if (name === 'v') this.#isInValue = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#endRow()
    else this.#inline.close(name)
  }

  #beginRow(number: string | undefined): void {
    this.#row = []
    const row = number === undefined ? this.#count + 1 : Number.parseInt(number, 10)
    if (!(row > this.#count)) throw new RefusedFileError('damaged')
    if (row > MAX_ROWS) throw new RefusedFileError('too-many-rows')
    // Rows without a cell are left out of the file, and counted by people.
    while (this.#count + 1 < row) this.#push([])
  }

  #endRow(): void {
    this.#push(this.#row)
  }

  #push(row: readonly Cell[]): void {
    this.#rows.push(row)
    this.#count += 1
  }

  #beginCell({ r, t = 'n', s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#row.length : columnOf(r)
    if (column >= MAX_COLUMNS) throw new RefusedFileError('too-many-columns')
    const isDate = s !== undefined && this.#dateStyles.has(Number.parseInt(s, 10))
    this.#cell = { column, type: t, isDate, isFormula: false }
    this.#value = ''
  }

  #endCell(): void {
    const cell = this.#cell
    if (!cell) return
    while (this.#row.length < cell.column) this.#row.push(NO_CELL)
    const { text, kind } = this.#contentOf(cell.type, cell.isDate)
    this.#row[cell.column] = cell.isFormula ? { text, kind, isFormula: true } : { text, kind }
    this.#cell = null
  }

  #contentOf(type: string, isDate: boolean): Cell {
    const value = this.#value
    const inline = this.#inline.take()
    if (type === 's') return { text: this.#strings[Number.parseInt(value, 10)] ?? '', kind: 'text' }
    if (type === 'inlineStr') return { text: inline, kind: 'text' }
    if (type === 'd') return { text: value.slice(0, '2026-01-01'.length), kind: 'date' }
    if (type !== 'n' || value === '') return { text: value, kind: 'text' }
    const day = isDate ? dayOfSerial(value, this.#is1904) : null
    return day === null ? { text: value, kind: 'number' } : { text: day, kind: 'date' }
  }
}

function columnOf(name: string): number {
  const [, letters = ''] = CELL_NAME.exec(name) ?? []
  if (letters === '') throw new RefusedFileError('damaged')
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
