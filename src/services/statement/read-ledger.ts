import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Movements } from '../../domain/movements.ts'
import { conditionsOf, type StatementFilter, selectsRows } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { askTogether } from '../../store/engine/ask-together.ts'
import { findHolder } from '../../store/ledger/accounts.ts'
import { findBalancesAround } from '../../store/ledger/balances-at.ts'
import { findEntries } from '../../store/ledger/entry-ranges.ts'
import { type Cursor, isLastPage, lastPageSize, pageAround } from '../page.ts'
import { readSelectionOnLedger, type Selection, selectionIn, turnoverBetween } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { findRowWindow, type RowWindow } from './window.ts'

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
  /** What leads from the opening to the closing totals; null when conditions leave rows out. */
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
    const conditions = conditionsOf(filter)
    const findPage = ({ after, upTo }: RowWindow, size: number) =>
      pageAround<LedgerEntry>({
        size,
        cursor,
        ascending,
        keyOf: entry => entry.seq,
        find: (key, order, limit) => {
          const from = Math.max(after, key.after ?? 0)
          const to = Math.min(upTo, (key.before ?? Number.POSITIVE_INFINITY) - 1)
          return findEntries(tx, { voen, ledger, ...conditions, after: from, upTo: to }, order, limit)
        },
      })
    // On a server each wait is a round trip: there is one, and a second where dates must become rows first.
    const asking = findRowWindow(tx, voen, filter)
    const summing = asking.then(window => readSummary(tx, { voen, ledger, filter, window }))
    const isFound = async () => (await summing).selected.count > 0
    const findAskedPage = async () => {
      const ofPage = isLastPage(cursor, ascending) ? lastPageSize((await summing).selected.count, size) : size
      return findPage(await asking, ofPage)
    }
    const [holder, summary, page, unknown] = await askTogether([
      findHolder(tx, voen),
      summing,
      findAskedPage(),
      findUnknownDeclarations(tx, voen, filter, isFound),
    ])
    if (!holder) return null
    const { name, bookings } = holder
    const { rows: entries, newer, older } = page
    return { voen, name, bookings, ledger, ...summary, unknown, entries, newer, older }
  })
}

interface SummaryRequest {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly filter: StatementFilter
  readonly window: RowWindow
}

async function readSummary(
  tx: Reader,
  { voen, ledger, filter, window }: SummaryRequest,
): Promise<Pick<LedgerPage, 'opening' | 'closing' | 'movements' | 'selected'>> {
  const range = { voen, ledger, ...window }
  const [[opening, closing], selected] = await askTogether([
    findBalancesAround(tx, range),
    selectsRows(filter) ? readSelectionOnLedger(tx, range, filter) : null,
  ])
  const turnover = turnoverBetween(
    () => opening,
    () => closing,
  )(ledger)
  return {
    opening: opening.totals,
    closing: closing.totals,
    movements: selected ? null : turnover.movements,
    selected: selected ?? selectionIn(turnover),
  }
}
