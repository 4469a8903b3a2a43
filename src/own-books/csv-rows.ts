import { MAX_CELL, MAX_COLUMNS, RefusedFileError } from './refused.ts'

export interface TableForm {
  readonly delimiter: string
  /** How many of them most lines have. */
  readonly delimiters: number
}

interface CsvCell {
  readonly text: string
  /** Where its separator or line end stands. */
  readonly end: number
}

/** Positions in the text. */
interface Enclosed {
  readonly rowStart: number
  readonly start: number
  readonly closing: number
}

const LINE_END = /\r\n|\r|\n/
const LINE = /^[^\r\n]*/

export function linesOf(text: string): string[] {
  return text.split(LINE_END)
}

/** Separators of a line that no pair of quotes encloses. */
export function countDelimiters(line: string, delimiter: string): number {
  return line.replace(/"[^"]*"/g, '').split(delimiter).length - 1
}

/**
 * Yields the rows of a text file.
 *
 * A quote at the beginning of a cell encloses the cell only where the quote that closes it stands before a separator or
 * a line end, and the lines that it encloses are not each as long as a row. Every other quote is a character like any
 * other: a company's name may begin with a quote that nobody closes, and no row may vanish in such a cell.
 */
export function* walkCsvRows(text: string, form: TableForm): Generator<readonly string[]> {
  const plain = new RegExp(`[^${form.delimiter}\\r\\n]*`, 'y')
  let row: string[] = []
  let [rowStart, at] = [0, 0]
  // A separator at the very end has one more cell after it.
  while (at < text.length || row.length > 0) {
    const cell = enclosedCell(text, rowStart, at, form) ?? plainCell(text, at, plain)
    if (cell.text.length > MAX_CELL) throw new RefusedFileError('cell-too-long')
    row.push(cell.text)
    if (row.length > MAX_COLUMNS) throw new RefusedFileError('too-many-columns')
    at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1)
    if (text[cell.end] === form.delimiter) continue
    yield row
    row = []
    rowStart = at
  }
}

function plainCell(text: string, start: number, plain: RegExp): CsvCell {
  plain.lastIndex = start
  const [cell] = plain.exec(text)!
  return { text: cell, end: start + cell.length }
}

/** @returns null where no quote encloses the cell */
function enclosedCell(text: string, rowStart: number, start: number, form: TableForm): CsvCell | null {
  if (text[start] !== '"') return null
  const closing = closingQuote(text, start + 1)
  const end = closing + 1
  const isClosed = closing >= 0 && (end === text.length || `${form.delimiter}\r\n`.includes(text[end]!))
  if (!isClosed || enclosesRows(text, { rowStart, start, closing }, form)) return null
  return { text: text.slice(start + 1, closing).replaceAll('""', '"'), end }
}

/** Two quotes stand for one within the cell. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/**
 * Each line that the cell touches has as many separators as most rows: two cells with one quote each, and rows between
 * them, not one cell of several lines.
 */
function enclosesRows(
  text: string,
  { rowStart, start, closing }: Enclosed,
  { delimiter, delimiters }: TableForm,
): boolean {
  const [first = '', ...others] = linesOf(text.slice(start + 1, closing))
  const last = others.pop()
  if (last === undefined || delimiters === 0) return false
  const count = (part: string) => countDelimiters(part, delimiter)
  const before = linesOf(text.slice(rowStart, start)).at(-1)!
  const [after] = LINE.exec(text.slice(closing + 1))!
  const counts = [count(before) + count(first), ...others.map(count), count(last) + count(after)]
  return counts.every(each => each === delimiters)
}
