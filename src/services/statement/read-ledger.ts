import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between, type Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findEntries } from '../../store/ledger/entry-ranges.ts'
import { type Cursor, pageAround } from '../page.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { balancesAt, findRowWindow, readTurnovers } from './window.ts'

export const PAGE_SIZE = 25

export interface LedgerPage {
  readonly voen: Voen
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  readonly ledger: Ledger
  /** The totals before the first and after the last day of the range, whatever the other filters. */
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** Count and sum of all matching rows, on all pages. */
  readonly filtered: Turnover
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  /** Newest first, at most PAGE_SIZE. */
  readonly entries: readonly LedgerEntry[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

interface LedgerPageRequest {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly filter: StatementFilter
  /** The newest page when absent. */
  readonly cursor?: Cursor | null
}

/** @returns null when no such taxpayer is registered */
export function readLedger(
  reader: ReadAccess,
  { voen, ledger, filter, cursor = null }: LedgerPageRequest,
): Promise<LedgerPage | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { type, declarations } = filter
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const range = { voen, ledger, type, declarations, ...window }
    const opening = (await balancesAt(tx, record, { ledgers: [ledger], type: null, seq: window.after }))(ledger)
    const closing = (await balancesAt(tx, record, { ledgers: [ledger], type: null, seq: window.upTo }))(ledger)
    // Without type and declarations, every row of the window matches.
    const filtered =
      type || declarations.length > 0
        ? (await readTurnovers(tx, record, { ledgers: [ledger], filter, window }))(ledger)
        : between(opening.turnover, closing.turnover)
    const page = await pageAround<LedgerEntry>({
      size: PAGE_SIZE,
      cursor,
      keyOf: entry => entry.seq,
      find: ({ after = 0, before = Number.POSITIVE_INFINITY }, order, limit) =>
        findEntries(
          tx,
          { ...range, after: Math.max(range.after, after), upTo: Math.min(range.upTo, before - 1) },
          order,
          limit,
        ),
    })
    return {
      voen,
      name: record.name,
      bookings: record.bookings,
      ledger,
      opening: opening.totals,
      closing: closing.totals,
      filtered,
      unknown: await findUnknownDeclarations(tx, voen, filter, filtered.count > 0),
      entries: page.rows,
      newer: page.newer,
      older: page.older,
    }
  })
}
