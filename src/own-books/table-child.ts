/** The other end of `read-beside.ts`: reads one file in a process of its own, until it is killed or disconnected. */
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import type { Cell } from '../domain/own-books/cell.ts'
import { lineOfRow, type Mapping, type ReadLine, type RowProblem } from '../domain/own-books/mapping.ts'
import { foldText } from '../domain/typed/fold.ts'
import { cutText } from '../domain/typed/text.ts'
import { foldedHeadings } from './headings.ts'
import { readTable } from './read-table.ts'
import { RefusedFileError } from './refused.ts'
import type { ReadOrder, TableAnswer } from './table-answers.ts'

const LINES_PER_PIECE = 500
/** So many are named; a person mends a file column by column, not row by row. */
const MAX_PROBLEMS = 20
const PREVIEW_ROWS = 40
/** A page shows less of each cell, and all rows together are kept beside the file. */
const PREVIEW_CELL = 200
const PREVIEW_CHARACTERS = 64 * 1024

async function answer(message: TableAnswer): Promise<void> {
  process.send!(message)
  if ('lines' in message) await once(process, 'message')
}

async function readLines(bytes: Buffer, mapping: Mapping, ledgers: ReadOrder['ledgers']): Promise<TableAnswer> {
  let lines: ReadLine[] = []
  const problems: RowProblem[] = []
  const ledgerNamed = (text: string) => ledgers.get(foldText(text)) ?? null
  const leftOut = { 'no-date': 0, 'no-amount': 0 }
  let row = 0
  let headings = ''
  for await (const cells of readTable(bytes)) {
    row += 1
    if (row === mapping.headingRow) headings = foldedHeadings(cells.map(({ text }) => text))
    if (row <= mapping.headingRow) continue
    const read = lineOfRow(row, cells, mapping, ledgerNamed)
    if (typeof read === 'string') leftOut[read] += 1
    else if ('code' in read) problems.push(read)
    else lines.push(read)
    if (problems.length >= MAX_PROBLEMS) break
    if (lines.length < LINES_PER_PIECE) continue
    await answer({ lines, rows: row })
    lines = []
  }
  await answer({ lines, rows: row })
  return { end: { problems, leftOut, headings } }
}

async function readFirstRows(bytes: Buffer): Promise<TableAnswer> {
  const rows: (readonly Cell[])[] = []
  let characters = 0
  for await (const cells of readTable(bytes)) {
    const shown = cells.map(({ text, kind }) => ({ text: cutText(text, PREVIEW_CELL), kind }))
    characters += shown.reduce((sum, { text }) => sum + text.length, 0)
    if (characters > PREVIEW_CHARACTERS && rows.length > 0) break
    rows.push(shown)
    if (rows.length >= PREVIEW_ROWS) break
  }
  return { preview: { rows } }
}

async function read({ mapping, ledgers }: ReadOrder): Promise<TableAnswer> {
  try {
    const bytes = await buffer(process.stdin)
    return await (mapping === null ? readFirstRows(bytes) : readLines(bytes, mapping, ledgers))
  } catch (error) {
    // A class does not survive the way to the other process.
    if (error instanceof RefusedFileError) return { refused: error.code }
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

process.once('message', async (order: ReadOrder) => answer(await read(order)))
process.on('disconnect', () => process.exit())
// A terminal sends its signals to the whole group; the server decides when its children end.
process.on('SIGINT', () => {})
