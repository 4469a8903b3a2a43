import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import { findAccount } from '../store/accounts.ts'
import type { Reader } from '../store/database.ts'
import { findEntries } from '../store/entry-ranges.ts'
import { findWindow } from './seq-window.ts'

export const WALK_SIZE = 200

/**
 * All rows of a ledger that pass the filter, oldest first, in batches. Between batches nothing is held open, neither a
 * cursor nor a transaction: a slow reader costs others nothing. Rows are never changed, so bounding them by the
 * account's last row at the start gives one consistent picture.
 * @param asOf the account's last row to be read; when absent, its last row now
 */
export async function* walkLedger(
  reader: Reader,
  voen: string,
  ledger: Ledger,
  filter: StatementFilter,
  asOf?: number,
): AsyncGenerator<LedgerEntry[]> {
  const { type, declaration } = filter
  const last = asOf ?? (await findAccount(reader, voen))?.account.entries ?? 0
  const window = await findWindow(reader, voen, filter, last)
  for (let after = window.after; ; ) {
    const entries = await findEntries(reader, { voen, ledger, type, declaration, ...window, after }, 'asc', WALK_SIZE)
    if (entries.length > 0) yield entries
    if (entries.length < WALK_SIZE) return
    after = entries.at(-1)!.seq
  }
}
