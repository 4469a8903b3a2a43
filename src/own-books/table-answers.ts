/** What the server and the process that reads and compares a table say to each other. */
import type { Ledger } from '../domain/fund.ts'
import type { Cell } from '../domain/own-books/cell.ts'
import type { Compared } from '../domain/own-books/compare.ts'
import type { LeftOut, Mapping, RowProblem } from '../domain/own-books/mapping.ts'
import type { ComparedEntry, Scope } from '../domain/own-books/operations.ts'
import type { Period } from '../domain/period.ts'
import type { ResultsEnd } from './compare-table.ts'
import type { FileRefusal } from './refused.ts'

/** The first rows of a file, as they stand in it. */
export interface Preview {
  readonly rows: readonly (readonly Cell[])[]
}

/** What is to be compared. */
export interface CompareOrder {
  readonly mapping: Mapping
  readonly scope: Scope
  readonly period: Period
}

/** What the account has, in any order. */
export interface AccountPiece {
  readonly entries: readonly ComparedEntry[]
  /** Declarations among them that a broker filed. */
  readonly filedByBrokers: readonly string[]
}

export interface ReadEnd {
  /** The first of them; a file with problems is not compared. */
  readonly problems: readonly RowProblem[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** As `foldedHeadings` gives them. */
  readonly headings: string
  /** Lines of the period. */
  readonly lines: number
  /** Lines of other days. */
  readonly outside: number
  /** Lines whose amount a formula had worked out. */
  readonly formulas: number
}

/** What the process gets. The bytes of the file come beside it. */
export type TableOrder =
  | { readonly preview: true }
  /** Names of ledgers are folded: the process would take a second to load the catalogues. */
  | { readonly compare: CompareOrder; readonly ledgers: ReadonlyMap<string, Ledger> }
  | AccountPiece
  | { readonly account: 'ended' }
  | 'next'

export type ComparingAnswer =
  /** Rows of the file read so far. */
  | { readonly rows: number }
  | { readonly read: ReadEnd }
  /** How far the comparison is, of so many lines. */
  | { readonly compared: Compared; readonly of: number }
  /** Texts of `match-text.ts`, in their order; the process waits when two of these are not taken. */
  | { readonly results: readonly string[]; readonly of: number }
  | { readonly end: ResultsEnd }

export type TableAnswer =
  | ComparingAnswer
  | { readonly preview: Preview }
  | { readonly refused: FileRefusal }
  | { readonly failed: string }
