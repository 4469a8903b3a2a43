/** Why a file is not read. The catalogues have the sentences. */
export const FILE_REFUSALS = [
  'empty',
  'too-large',
  'not-a-table',
  'old-excel',
  'encrypted',
  'macros',
  'doctype',
  'too-many-parts',
  'unpacks-too-large',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'damaged',
  'no-sheet',
  'too-long',
] as const

export type FileRefusal = (typeof FILE_REFUSALS)[number]

export class RefusedFileError extends Error {
  override readonly name = 'RefusedFileError'
  readonly code: FileRefusal

  constructor(code: FileRefusal) {
    super(code)
    this.code = code
  }
}

/** Bounds of a file, each far above the books of a year and far below what a process can bear. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024
export const MAX_ROWS = 200_000
export const MAX_COLUMNS = 200
/** What a cell of a spreadsheet can hold. */
export const MAX_CELL = 32_767
export const MAX_PARTS = 500
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024
/** Sheets of equal rows pack to a fiftieth; a hundred thousand zeros to a thousandth. */
export const MAX_RATIO = 250
