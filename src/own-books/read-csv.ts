import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { Cell } from '../domain/own-books/cell.ts'
import { decodeText } from './decode-text.ts'
import { MAX_CELL, MAX_COLUMNS, MAX_ROWS, RefusedFileError } from './refused.ts'

const CHUNK = 64 * 1024
const SAMPLE = 64 * 1024
const DELIMITERS = [';', '\t', ',', '|'] as const

const ROWS_TOGETHER = 500

/** Yields the rows of a CSV file, those without content too. */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<readonly (readonly Cell[])[]> {
  if (hasTooManyLines(bytes)) throw new RefusedFileError('too-many-rows')
  const text = decodeText(bytes)
  if (isBinary(text.slice(0, SAMPLE))) throw new RefusedFileError('not-a-table')
  const form = formOf(text.slice(0, SAMPLE))
  const parser = parse({
    delimiter: form.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_CELL * 8,
    from: 2,
  })
  const records = Readable.from(piecesOf(text, form)).pipe(parser)
  let rows: (readonly Cell[])[] = []
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (record.length > MAX_COLUMNS) throw new RefusedFileError('too-many-columns')
      if (record.some(cell => cell.length > MAX_CELL)) throw new RefusedFileError('cell-too-long')
      rows.push(record.map(cell => ({ text: cell, kind: 'text' })))
      if (rows.length < ROWS_TOGETHER) continue
      yield rows
      rows = []
    }
    if (rows.length > 0) yield rows
  } catch (error) {
    throw refusalOf(error)
  }
}

/** The parser makes an error of each row that is not as long as the first one, which may be a title: that takes seconds. */
function* piecesOf(text: string, { delimiter, delimiters }: TableForm): Generator<string> {
  yield `${delimiter.repeat(delimiters)}\n`
  for (let from = 0; from < text.length; from += CHUNK) yield text.slice(from, from + CHUNK)
}

function refusalOf(error: unknown): unknown {
  const code = (error as { code?: unknown }).code
  if (code === 'CSV_MAX_RECORD_SIZE') return new RefusedFileError('cell-too-long')
  return typeof code === 'string' && code.startsWith('CSV_') ? new RefusedFileError('damaged') : error
}

/** Cells may have lines of their own, but not so many: such a file is refused before anything of it is shown. */
const MAX_LINES = 4 * MAX_ROWS
const NEW_LINE = 0x0a

function hasTooManyLines(bytes: Uint8Array): boolean {
  let lines = 0
  for (let at = bytes.indexOf(NEW_LINE); at >= 0 && lines <= MAX_LINES; at = bytes.indexOf(NEW_LINE, at + 1)) lines += 1
  return lines > MAX_LINES
}

/** Text holds no control characters but tabs and line ends. */
function isBinary(sample: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return /[\x00-\x08\x0e-\x1f]/.test(sample)
}

interface TableForm {
  readonly delimiter: string
  /** How many of them most lines have. */
  readonly delimiters: number
}

/** The delimiter that most lines have equally often; the first line alone may be a title. */
function formOf(sample: string): TableForm {
  const lines = sample.split(/\r\n|\r|\n/).slice(0, 50)
  let [best, most]: [TableForm, number] = [{ delimiter: DELIMITERS[0], delimiters: 0 }, 0]
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const count = line.replace(/"[^"]*"/g, '').split(delimiter).length - 1
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
    }
    for (const [delimiters, agreeing] of counts) {
      if (agreeing > most) [best, most] = [{ delimiter, delimiters }, agreeing]
    }
  }
  return best
}
