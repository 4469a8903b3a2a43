/** What a comparison has come to, as it is kept: texts and numbers only. */
import { type Bridge, buildBridge } from '../../domain/own-books/bridge.ts'
import type { Correction } from '../../domain/own-books/comparing-answer.ts'
import type { LeftOut } from '../../domain/own-books/mapping.ts'
import type { Scope } from '../../domain/own-books/operations.ts'
import type { DifferenceName, Outcome } from '../../domain/own-books/outcome.ts'
import type { Period } from '../../domain/period.ts'

/** Sums are qəpik as text: several amounts together can exceed 2^53. */
export interface ResultTally {
  readonly outcome: Outcome
  readonly name: DifferenceName | null
  readonly matches: number
  readonly lines: string
  readonly operations: string
  /** The results are numbered so that those of a tally follow each other: after this number, `matches` of them. */
  readonly after: number
  /** How many a person has confirmed or refused. */
  readonly confirmed: number
  readonly refused: number
}

export interface BooksResult {
  readonly period: Period
  readonly scope: Scope
  /** The last row of the account when the comparison began. */
  readonly upTo: number
  /** Balances in qəpik; the first as the person gave it, null for that of customs. */
  readonly ownOpening: string | null
  readonly opening: string
  readonly closing: string
  readonly tallies: readonly ResultTally[]
  readonly corrections: readonly Correction<string>[]
  /** Lines that are only in own books and name no ledger: no correction has them. */
  readonly unplaced: { readonly lines: number; readonly amount: string }
  readonly lines: number
  readonly leftOut: Readonly<Record<LeftOut, number>>
  /** Lines of other days. */
  readonly outside: number
  /** Lines whose amount a formula had worked out. */
  readonly formulas: number
}

/** The bridge from one closing balance to the other. */
export function bridgeOf({ tallies, ownOpening, opening, closing }: BooksResult): Bridge {
  return buildBridge(
    tallies.map(({ lines, operations, ...tally }) => ({
      ...tally,
      lines: BigInt(lines),
      operations: BigInt(operations),
    })),
    { ownOpening: BigInt(ownOpening ?? opening), customsOpening: BigInt(opening), customsClosing: BigInt(closing) },
  )
}
