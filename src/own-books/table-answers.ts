/** What the server and the process that reads and compares a table say to each other. */
import type { Ledger } from '../domain/fund.ts'
import type { Cell } from '../domain/own-books/cell.ts'
import type { ComparingAnswer } from '../domain/own-books/comparing-answer.ts'
import type { Mapping } from '../domain/own-books/mapping.ts'
import type { ComparedEntry, Scope } from '../domain/own-books/operations.ts'
import type { Period } from '../domain/period.ts'
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

/** What the process gets. The bytes of the file come beside it. */
export type TableOrder =
  | { readonly preview: true }
  /** Names of ledgers are folded: the process would take a second to load the catalogues. */
  | { readonly compare: CompareOrder; readonly ledgers: ReadonlyMap<string, Ledger> }
  | AccountPiece
  | { readonly account: 'ended' }
  | 'next'

/** The process waits when two answers with results are not taken. */
export type TableAnswer =
  | ComparingAnswer
  | { readonly preview: Preview }
  | { readonly refused: FileRefusal }
  | { readonly failed: string }
