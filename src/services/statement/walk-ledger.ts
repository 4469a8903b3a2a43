import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { type EntryRange, findEntries } from '../../store/ledger/entry-ranges.ts'

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
