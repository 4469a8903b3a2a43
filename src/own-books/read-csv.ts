import { setImmediate } from 'node:timers/promises'
import type { Cell } from '../domain/own-books/cell.ts'
import { countDelimiters, linesOf, type TableForm, walkCsvRows } from './csv-rows.ts'
import { decodeText } from './decode-text.ts'
import { MAX_ROWS, RefusedFileError } from './refused.ts'

const SAMPLE = 64 * 1024
const DELIMITERS = [';', '\t', ',', '|'] as const

const ROWS_TOGETHER = 500

/** Yields the rows of a CSV file, those without content too. */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<readonly (readonly Cell[])[]> {
  if (hasTooManyLines(bytes)) throw new RefusedFileError('too-many-rows')
  const text = decodeText(bytes)
  if (isBinary(text.slice(0, SAMPLE))) throw new RefusedFileError('not-a-table')
  let rows: (readonly Cell[])[] = []
  for (const row of walkCsvRows(text, formOf(text.slice(0, SAMPLE)))) {
    rows.push(row.map(cell => ({ text: cell, kind: 'text' })))
    if (rows.length < ROWS_TOGETHER) continue
    yield rows
    rows = []
    // The process hears the server, or that it is gone, between rows.
    await setImmediate()
  }
  if (rows.length > 0) yield rows
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

/** The delimiter that most lines have equally often; the first line alone may be a title. */
function formOf(sample: string): TableForm {
  const lines = linesOf(sample).slice(0, 50)
  let [best, most]: [TableForm, number] = [{ delimiter: DELIMITERS[0], delimiters: 0 }, 0]
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const count = countDelimiters(line, delimiter)
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
    }
    for (const [delimiters, agreeing] of counts) {
      if (agreeing > most) [best, most] = [{ delimiter, delimiters }, agreeing]
    }
  }
  return best
}
