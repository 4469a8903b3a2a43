/** What the comparison of a file says while it is made, wherever that is done. */
import type { ActLine } from '../act/lines.ts'
import type { Ledger } from '../fund.ts'
import type { Tally } from './bridge.ts'
import type { Compared } from './compare.ts'
import type { LeftOut, RowProblem } from './mapping.ts'

/** A file that has been read. */
export interface ReadEnd {
  /** The first of them; a file with problems is not compared. */
  readonly problems: readonly RowProblem[]
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** As `foldedHeadings` gives them, to know such a file again. */
  readonly headings: string
  /** Lines of the period. */
  readonly lines: number
  /** Lines of other days. */
  readonly outside: number
  /** Lines whose amount a formula had worked out. */
  readonly formulas: number
}

/** By how much own books differ from customs on a line of an act, in qəpik. */
export interface Correction<Amount = bigint> {
  readonly ledger: Ledger
  readonly line: ActLine
  readonly amount: Amount
}

/** All results together. */
export interface ResultsEnd {
  /** The results of a tally follow each other, after so many of others. */
  readonly tallies: readonly (Tally & { readonly after: number })[]
  readonly corrections: readonly Correction[]
  /** Lines that are only in own books and name no ledger. */
  readonly unplaced: { readonly lines: number; readonly amount: bigint }
}

export type ComparingAnswer =
  /** Rows of the file read so far. */
  | { readonly rows: number }
  | { readonly read: ReadEnd }
  /** How far the comparison is, of so many lines. */
  | { readonly compared: Compared; readonly of: number }
  /** Texts of `match-text.ts`, in their order. */
  | { readonly results: readonly string[]; readonly of: number }
  | { readonly end: ResultsEnd }
