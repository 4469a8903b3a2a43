import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { yearOf } from '../../domain/period.ts'
import { recordOf } from '../../domain/record.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findFirstDate } from '../../store/ledger/entry-ranges.ts'
import { type Cards, readCards } from './cards.ts'
import { type LedgerTurnover, readMovements, readSelection, type Selection, selectsRows } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { type CurrentAccount, findRowWindow, type RowWindow } from './window.ts'

/** The four cards and the ten ledgers. */
export interface Statement extends Cards {
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  /** The dates of card 4: the filter's, or this year when it has none. Null is open. */
  readonly assessedIn: Pick<StatementFilter, 'from' | 'to'>
  /** The day of the account's first row, if card 4 leaves days before this year out. */
  readonly before: PlainDate | null
  readonly summary: StatementSummary
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
}

/** What happened on each ledger; with a filter by type or declaration, the sums of the rows that pass it. */
export type StatementSummary =
  | { readonly of: 'all-rows'; readonly ledgers: Readonly<Record<Ledger, LedgerTurnover>> }
  | { readonly of: 'selection'; readonly ledgers: Readonly<Record<Ledger, Selection>> }

/** @returns null when no such taxpayer is registered */
export function readStatement(
  reader: ReadAccess,
  voen: Voen,
  filter: StatementFilter,
  today: PlainDate,
): Promise<Statement | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const summary = await readSummary(tx, record, filter, window)
    const hasDates = filter.from !== null || filter.to !== null
    const assessedIn = hasDates ? filter : yearOf(today)
    const first = hasDates ? null : ((await findFirstDate(tx, voen)) ?? null)
    return {
      ...(await readCards(tx, record, assessedIn.from, assessedIn.to)),
      name: record.name,
      bookings: record.bookings,
      assessedIn,
      before: first !== null && first < assessedIn.from! ? first : null,
      summary,
      unknown: await findUnknownDeclarations(tx, voen, filter, countOf(summary) > 0),
    }
  })
}

/** The number of rows of the summary. */
export function countOf({ ledgers }: StatementSummary): number {
  return LEDGERS.reduce((sum, ledger) => sum + ledgers[ledger].count, 0)
}

async function readSummary(
  tx: Reader,
  record: CurrentAccount,
  filter: StatementFilter,
  window: RowWindow,
): Promise<StatementSummary> {
  const ledgers = LEDGERS
  if (!selectsRows(filter)) {
    return { of: 'all-rows', ledgers: recordOf(ledgers, await readMovements(tx, record, { ledgers, window })) }
  }
  return { of: 'selection', ledgers: recordOf(ledgers, await readSelection(tx, record, { ledgers, filter, window })) }
}
