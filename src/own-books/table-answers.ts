/** What the server and the process that reads a table say to each other. */
import type { Ledger } from '../domain/fund.ts'
import type { Cell } from '../domain/own-books/cell.ts'
import type { LeftOut, Mapping, ReadLine, RowProblem } from '../domain/own-books/mapping.ts'
import type { FileRefusal } from './refused.ts'

/** The first rows of a file, as they stand in it. */
export interface Preview {
  readonly rows: readonly (readonly Cell[])[]
}

export interface ReadEnd {
  /** The first of them; a file with problems is not compared. */
  readonly problems: readonly RowProblem[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** As `foldedHeadings` gives them. */
  readonly headings: string
}

export interface ReadPiece {
  readonly lines: readonly ReadLine[]
  /** Rows of the file read so far. */
  readonly rows: number
}

/** Which lines are wanted; null for the first rows as they are. The bytes of the file come beside it. */
export interface ReadOrder {
  readonly mapping: Mapping | null
  /** Folded names: the process would take a second to load the catalogues. */
  readonly ledgers: ReadonlyMap<string, Ledger>
}

/** The process waits after each piece until it is asked for more; everything else is its last word. */
export type TableAnswer =
  | ReadPiece
  | { readonly end: ReadEnd }
  | { readonly preview: Preview }
  | { readonly refused: FileRefusal }
  | { readonly failed: string }
