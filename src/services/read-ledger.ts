import type { LedgerTotals } from '../domain/account.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Reader } from '../store/database.ts'
import type { Turnover } from './read-statement.ts'

export const PAGE_SIZE = 25

/** Where a page starts: the rows older than a row's `seq`, or the newer ones next to it. */
export type Cursor = { readonly before: number } | { readonly after: number }

export interface LedgerPage {
  readonly voen: string
  readonly name: string
  readonly ledger: Ledger
  /** The ledger's totals before the first and after the last day of the range, whatever the other filters. */
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** Count and sum of all rows that pass the filter, not only of this page. */
  readonly filtered: Turnover
  /** Newest first, at most PAGE_SIZE. */
  readonly entries: readonly LedgerEntry[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/** @returns null when no such taxpayer is registered */
export async function readLedger(
  _reader: Reader,
  _voen: string,
  _ledger: Ledger,
  _filter: StatementFilter,
  _cursor: Cursor | null,
): Promise<LedgerPage | null> {
  return null
}
