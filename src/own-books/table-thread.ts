/** The other end of `read-beside.ts`: reads a file in a thread of its own. It sends a piece and waits until it is asked for the next. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { Cell } from '../domain/own-books/cell.ts'
import { lineOfRow, type ReadLine, type RowProblem } from '../domain/own-books/mapping.ts'
import { ledgerNamed } from './ledger-names.ts'
import type { Preview, ReadOrder, ThreadAnswer } from './read-beside.ts'
import { readTable } from './read-table.ts'
import { RefusedFileError } from './refused.ts'

const LINES_PER_PIECE = 200
/** So many are named; a person mends a file column by column, not row by row. */
const MAX_PROBLEMS = 20
const PREVIEW_ROWS = 40

const order = workerData as ReadOrder
const bytes = Buffer.from(order.bytes)

async function answer(message: ThreadAnswer): Promise<void> {
  parentPort!.postMessage(message)
  if ('lines' in message) await once(parentPort!, 'message')
}

async function readLines({ mapping }: Extract<ReadOrder, { mapping: unknown }>): Promise<void> {
  let lines: ReadLine[] = []
  const problems: RowProblem[] = []
  const leftOut = { 'no-date': 0, 'no-amount': 0 }
  let row = 0
  for await (const cells of readTable(bytes)) {
    row += 1
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
  await answer({ end: { problems, leftOut } })
}

async function preview(): Promise<void> {
  const rows: (readonly Cell[])[] = []
  for await (const cells of readTable(bytes)) {
    rows.push(cells)
    if (rows.length >= PREVIEW_ROWS) break
  }
  await answer({ preview: { rows } satisfies Preview })
}

try {
  await ('mapping' in order ? readLines(order) : preview())
} catch (error) {
  // A class does not survive the way to the other thread.
  if (!(error instanceof RefusedFileError)) throw error
  await answer({ refused: error.code })
}
parentPort!.close()
