import type { LedgerTotals } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Period } from '../../domain/period.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type EntryRange, findEntries } from '../../store/ledger/entry-ranges.ts'
import { balancesAt, findRowWindow, findStatementPeriod, readTurnovers } from './window.ts'

export const WALK_SIZE = 200

/**
 * All rows of a range of a ledger, oldest first, in batches. Rows are never changed, so a range that ends at a row gives
 * one consistent chart, though each batch is read at a moment of its own.
 */
export function walkLedger(reader: ReadAccess, range: EntryRange): AsyncGenerator<LedgerEntry[]> {
  return walk<LedgerEntry>(WALK_SIZE, (last, size) =>
    reader.snapshot(range.voen, tx => findEntries(tx, { ...range, after: last?.seq ?? range.after }, 'asc', size)),
  )
}

/** What a download is made from: everything is as of its start, however long it then takes. */
export interface StatementWalk extends Period {
  readonly voen: Voen
  readonly ledgers: readonly LedgerWalk[]
}

export interface LedgerWalk {
  readonly ledger: Ledger
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** The filtered rows, oldest first, in batches. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

/** @returns null when no such taxpayer is registered */
export async function openStatementWalk(
  reader: ReadAccess,
  voen: Voen,
  ledgers: readonly Ledger[],
  filter: StatementFilter,
  today: PlainDate,
): Promise<StatementWalk | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const opening = await balancesAt(tx, record, ledgers, null, window.after)
    const closing = await balancesAt(tx, record, ledgers, null, window.upTo)
    const { type, declarations } = filter
    const turnoverOf =
      type || declarations.length > 0
        ? await readTurnovers(tx, record, ledgers, filter, window)
        : (ledger: Ledger) => between(opening(ledger).turnover, closing(ledger).turnover)
    return {
      voen,
      ...(await findStatementPeriod(tx, record, filter, today)),
      ledgers: ledgers.map(ledger => ({
        ledger,
        opening: opening(ledger).totals,
        closing: closing(ledger).totals,
        walk: () =>
          turnoverOf(ledger).count > 0
            ? walkLedger(reader, { voen, ledger, type, declarations, ...window })
            : walkNothing(),
      })),
    }
  })
}

/** Most ledgers of most accounts have no rows: those are not asked for any. */
async function* walkNothing(): AsyncGenerator<never> {}
