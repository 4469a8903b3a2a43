import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { operationTypesOf } from '../../domain/operation-type.ts'
import { conditionsOf, type StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findEntriesOfLedgers } from '../../store/ledger/entry-ranges.ts'
import { type Cursor, isLastPage, lastPageSize, pageAround } from '../page.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { findRowWindow, readTurnovers } from './window.ts'

export interface OperationsPage {
  readonly voen: Voen
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  /** The number of all matching rows, on all pages. */
  readonly count: number
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  readonly entries: readonly LedgerEntry[]
  readonly newer: Cursor | null
  readonly older: Cursor | null
}

interface OperationsRequest {
  readonly voen: Voen
  readonly filter: StatementFilter
  readonly size: number
  readonly ascending: boolean
  /** Null for the first page of the order. */
  readonly cursor: Cursor | null
}

/** The rows of all ledgers in one list. @returns null when no such taxpayer is registered */
export function readOperations(
  reader: ReadAccess,
  { voen, filter, size, ascending, cursor }: OperationsRequest,
): Promise<OperationsPage | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { type } = filter
    const ledgers = LEDGERS.filter(ledger => type === null || operationTypesOf(ledger).includes(type))
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const turnoverOf = await readTurnovers(tx, record, { ledgers, filter, window })
    const count = ledgers.reduce((sum, ledger) => sum + turnoverOf(ledger).count, 0)
    const page = await pageAround<LedgerEntry>({
      size: isLastPage(cursor, ascending) ? lastPageSize(count, size) : size,
      cursor,
      ascending,
      keyOf: entry => entry.seq,
      find: (key, order, limit) => {
        const after = Math.max(window.after, key.after ?? 0)
        const upTo = Math.min(window.upTo, (key.before ?? Number.POSITIVE_INFINITY) - 1)
        return findEntriesOfLedgers(tx, { voen, ledgers, ...conditionsOf(filter), after, upTo }, order, limit)
      },
    })
    return {
      voen,
      name: record.name,
      bookings: record.bookings,
      count,
      unknown: await findUnknownDeclarations(tx, voen, filter, async () => count > 0),
      entries: page.rows,
      newer: page.newer,
      older: page.older,
    }
  })
}
