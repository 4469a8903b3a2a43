import type { Cell } from '../domain/own-books/cell.ts'
import { isZip, refuseCompound } from './open-workbook.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { MAX_FILE_BYTES, MAX_ROWS, RefusedFileError } from './refused.ts'

/** Rows that were read together. */
export type Rows = readonly (readonly Cell[])[]

/**
 * Yields the rows of a file, whatever its name says it is.
 * @throws {RefusedFileError} for a file that is none, is hostile or has more than the bounds allow
 */
export async function* readTable(bytes: Buffer): AsyncGenerator<Rows> {
  if (bytes.length === 0) throw new RefusedFileError('empty')
  if (bytes.length > MAX_FILE_BYTES) throw new RefusedFileError('too-large')
  refuseCompound(bytes)
  let count = 0
  for await (const rows of isZip(bytes) ? readXlsx(bytes) : readCsv(bytes)) {
    count += rows.length
    if (count > MAX_ROWS) throw new RefusedFileError('too-many-rows')
    yield rows
  }
  if (count === 0) throw new RefusedFileError('empty')
}
