import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findEntries } from '../../store/ledger/entry-ranges.ts'
import { type Cursor, pageAround } from '../page.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import {
  balancesAt,
  findCurrentAccount,
  findRowWindow,
  type RowWindow,
  readTurnovers,
  rowsBetween,
  windowUpTo,
} from './window.ts'

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
    const { type, declarations } = filter
    const findPage = ({ after, upTo }: RowWindow) =>
      pageAround<LedgerEntry>({
        size: PAGE_SIZE,
        cursor,
        keyOf: entry => entry.seq,
        find: (key, order, limit) => {
          const from = Math.max(after, key.after ?? 0)
          const to = Math.min(upTo, (key.before ?? Number.POSITIVE_INFINITY) - 1)
          return findEntries(tx, { voen, ledger, type, declarations, after: from, upTo: to }, order, limit)
        },
      })
    const rows = async () => {
      const found = await findRowWindow(tx, voen, filter)
      return { found, page: await findPage(found) }
    }
    // Both at once: a server answers the questions of an unfiltered page in one round trip.
    const [record, { found, page }] = await Promise.all([findCurrentAccount(tx, voen, filter), rows()])
    if (!record) return null
    const window = windowUpTo(record.account.entries, found)
    const [openings, closings] = await Promise.all([
      balancesAt(tx, record, { ledgers: [ledger], seq: window.after }),
      balancesAt(tx, record, { ledgers: [ledger], seq: window.upTo }),
    ])
    const [opening, closing] = [openings(ledger), closings(ledger)]
    // Without type and declarations, every row of the window matches.
    const filtered =
      type || declarations.length > 0
        ? (await readTurnovers(tx, record, { ledgers: [ledger], filter, window }))(ledger)
        : rowsBetween(ledger, opening, closing)
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
