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
import { findEnds, LAST_ROW, numbersOf, type RowEnds, type RowWindow } from '../../store/ledger/row-ends.ts'
import { type Cursor, isLastPage, type KeyBounds, lastPageSize, pageAround } from '../page.ts'
import { readSelectionOnLedger, type Selection, selectionIn, turnoverBetween } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'

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
    const findPage = (period: RowEnds, size: number) =>
      pageAround<LedgerEntry>({
        size,
        cursor,
        ascending,
        keyOf: entry => entry.seq,
        find: async (key, order, limit) => {
          const ends = key.after || key.before ? within(await numbersOf(tx, period), key) : period
          return findEntries(tx, { voen, ledger, ...conditions, ...ends }, order, limit)
        },
      })
    // On a server each wait is a round trip: there is one, and a second for a later page of a period.
    const asking = findEnds(tx, voen, filter)
    const summing = asking.then(period => readSummary(tx, { voen, ledger, filter, period }))
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

/** The part of a window between two keys. */
function within({ after, upTo }: RowWindow, { after: key = 0, before = LAST_ROW }: KeyBounds): RowWindow {
  return { after: Math.max(after, key), upTo: Math.min(upTo, before - 1) }
}

interface SummaryRequest {
  readonly voen: Voen
  readonly ledger: Ledger
  readonly filter: StatementFilter
  readonly period: RowEnds
}

async function readSummary(
  tx: Reader,
  { voen, ledger, filter, period }: SummaryRequest,
): Promise<Pick<LedgerPage, 'opening' | 'closing' | 'movements' | 'selected'>> {
  const range = { voen, ledger, ...period }
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
