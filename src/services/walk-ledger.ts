import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { ReadAccess } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import { findEntries } from '../store/entry-ranges.ts'
import { walk } from '../store/walk.ts'
import { findWindow } from './seq-window.ts'

export const WALK_SIZE = 200

/**
 * All rows of a ledger that pass the filter, oldest first, in batches. Rows are never changed, so bounding them by the
 * account's last row at the start gives one consistent picture, though each batch is read at a moment of its own.
 * @param asOf the account's last row to be read; when absent, its last row now
 */
export async function* walkLedger(
  reader: ReadAccess,
  voen: string,
  ledger: Ledger,
  filter: StatementFilter,
  asOf?: number,
): AsyncGenerator<LedgerEntry[]> {
  const { type, declaration } = filter
  const window = await reader.atOneMoment(voen, async moment => {
    const last = asOf ?? (await findAccount(moment, voen))?.account.entries ?? 0
    return findWindow(moment, voen, filter, last)
  })
  const range = { voen, ledger, type, declaration, ...window }
  yield* walk<LedgerEntry>(WALK_SIZE, (last, size) =>
    reader.atOneMoment(voen, moment =>
      findEntries(moment, { ...range, after: last?.seq ?? window.after }, 'asc', size),
    ),
  )
}
