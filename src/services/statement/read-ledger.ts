import type { LedgerTotals } from '../../domain/account.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between, type Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type EntryRange, findEntries } from '../../store/ledger/entry-ranges.ts'
import { balancesAt } from './balances-at.ts'
import { readTurnovers } from './read-turnovers.ts'
import { findRowWindow } from './row-window.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'

export const PAGE_SIZE = 25

/** Where a page starts: the rows older than a row's `seq`, or the newer ones next to it. */
export type Cursor = { readonly before: number } | { readonly after: number }

export interface LedgerPage {
  readonly voen: Voen
  readonly name: string
  /** How many events have been booked on the account: by it an open page knows whether it has moved. */
  readonly bookings: number
  readonly ledger: Ledger
  /** The ledger's totals before the first and after the last day of the range, whatever the other filters. */
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** Count and sum of all rows that pass the filter, not only of this page. */
  readonly filtered: Turnover
  /** Of the declarations of the filter those that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  /** Newest first, at most PAGE_SIZE. */
  readonly entries: readonly LedgerEntry[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

/** @returns null when no such taxpayer is registered */
export function readLedger(
  reader: ReadAccess,
  voen: Voen,
  ledger: Ledger,
  filter: StatementFilter,
  cursor: Cursor | null,
): Promise<LedgerPage | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { type, declarations } = filter
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const range = { voen, ledger, type, declarations, ...window }
    const opening = (await balancesAt(tx, record, [ledger], null, window.after))(ledger)
    const closing = (await balancesAt(tx, record, [ledger], null, window.upTo))(ledger)
    // Without these filters every row passes that stands between the two.
    const filtered =
      type || declarations.length > 0
        ? (await readTurnovers(tx, record, [ledger], filter, window))(ledger)
        : between(opening.turnover, closing.turnover)
    return {
      voen,
      name: record.name,
      bookings: record.bookings,
      ledger,
      opening: opening.totals,
      closing: closing.totals,
      filtered,
      unknown: await findUnknownDeclarations(tx, voen, filter, filtered.count > 0),
      ...(await readPage(tx, range, cursor)),
    }
  })
}

/** One row more than the page is asked for: it tells whether another page follows. */
async function readPage(
  reader: Reader,
  range: EntryRange,
  cursor: Cursor | null,
): Promise<Pick<LedgerPage, 'entries' | 'newer' | 'older'>> {
  if (cursor && 'after' in cursor) {
    const found = await findEntries(
      reader,
      { ...range, after: Math.max(range.after, cursor.after) },
      'asc',
      PAGE_SIZE + 1,
    )
    const entries = found.slice(0, PAGE_SIZE).reverse()
    const [older] = await findEntries(reader, { ...range, upTo: Math.min(range.upTo, cursor.after) }, 'desc', 1)
    return {
      entries,
      newer: found.length > PAGE_SIZE ? newerThan(entries) : null,
      older: older ? olderThan(entries) : null,
    }
  }
  const upTo = cursor ? Math.min(range.upTo, cursor.before - 1) : range.upTo
  const found = await findEntries(reader, { ...range, upTo }, 'desc', PAGE_SIZE + 1)
  const entries = found.slice(0, PAGE_SIZE)
  const [newer] = cursor ? await findEntries(reader, { ...range, after: Math.max(range.after, upTo) }, 'asc', 1) : []
  return {
    entries,
    newer: newer ? newerThan(entries) : null,
    older: found.length > PAGE_SIZE ? olderThan(entries) : null,
  }
}

function newerThan(entries: readonly LedgerEntry[]): Cursor | null {
  return entries[0] ? { after: entries[0].seq } : null
}

function olderThan(entries: readonly LedgerEntry[]): Cursor | null {
  const oldest = entries.at(-1)
  return oldest ? { before: oldest.seq } : null
}
