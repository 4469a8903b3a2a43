import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Movements } from '../../domain/movements.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findEntries } from '../../store/ledger/entry-ranges.ts'
import { type Cursor, isLastPage, lastPageSize, pageAround } from '../page.ts'
import { readMovements, readSelection, type Selection, selectionIn, selectsRows } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import {
  balancesAt,
  type CurrentAccount,
  findCurrentAccount,
  findRowWindow,
  type RowWindow,
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
  /** What leads from the opening to the closing totals; null when a type or a declaration leaves rows out. */
  readonly movements: Movements | null
  /** All matching rows, on all pages. */
  readonly selected: Selection
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  /** In the order and at most of the size that were asked for. */
  readonly entries: readonly LedgerEntry[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

interface LedgerPageRequest {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly filter: StatementFilter
  /** PAGE_SIZE when absent. */
  readonly size?: number
  /** Newest first when absent. */
  readonly ascending?: boolean
  /** The first page of the order when absent. */
  readonly cursor?: Cursor | null
}

/** @returns null when no such taxpayer is registered */
export function readLedger(
  reader: ReadAccess,
  { voen, ledger, filter, size = PAGE_SIZE, ascending = false, cursor = null }: LedgerPageRequest,
): Promise<LedgerPage | null> {
  return reader.snapshot(voen, async tx => {
    const { type, declarations } = filter
    const findPage = ({ after, upTo }: RowWindow, size: number) =>
      pageAround<LedgerEntry>({
        size,
        cursor,
        ascending,
        keyOf: entry => entry.seq,
        find: (key, order, limit) => {
          const from = Math.max(after, key.after ?? 0)
          const to = Math.min(upTo, (key.before ?? Number.POSITIVE_INFINITY) - 1)
          return findEntries(tx, { voen, ledger, type, declarations, after: from, upTo: to }, order, limit)
        },
      })
    const rows = async () => {
      const found = await findRowWindow(tx, voen, filter)
      return { found, early: isLastPage(cursor, ascending) ? null : await findPage(found, size) }
    }
    // Both at once: a server answers the questions of an unfiltered page in one round trip.
    const [record, { found, early }] = await Promise.all([findCurrentAccount(tx, voen, filter), rows()])
    if (!record) return null
    const window = windowUpTo(record.account.entries, found)
    const summary = await readSummary(tx, record, { ledger, filter, window })
    const page = early ?? (await findPage(found, lastPageSize(summary.selected.count, size)))
    return {
      voen,
      name: record.name,
      bookings: record.bookings,
      ledger,
      ...summary,
      unknown: await findUnknownDeclarations(tx, voen, filter, summary.selected.count > 0),
      entries: page.rows,
      newer: page.newer,
      older: page.older,
    }
  })
}

interface SummaryRequest {
  readonly ledger: Ledger
  readonly filter: StatementFilter
  readonly window: RowWindow
}

async function readSummary(
  tx: Reader,
  record: CurrentAccount,
  { ledger, filter, window }: SummaryRequest,
): Promise<Pick<LedgerPage, 'opening' | 'closing' | 'movements' | 'selected'>> {
  const ledgers = [ledger]
  if (!selectsRows(filter)) {
    const turnover = (await readMovements(tx, record, { ledgers, window }))(ledger)
    const { opening, closing, movements } = turnover
    return { opening, closing, movements, selected: selectionIn(turnover) }
  }
  const [opening, closing, selected] = await Promise.all([
    balancesAt(tx, record, { ledgers, seq: window.after }),
    balancesAt(tx, record, { ledgers, seq: window.upTo }),
    readSelection(tx, record, { ledgers, filter, window }),
  ])
  return {
    opening: opening(ledger).totals,
    closing: closing(ledger).totals,
    movements: null,
    selected: selected(ledger),
  }
}
