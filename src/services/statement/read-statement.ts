import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import { yearOf } from '../../domain/period.ts'
import { recordOf } from '../../domain/record.ts'
import { type StatementFilter, selectsRows } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { askTogether } from '../../store/engine/ask-together.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { sumAssessed } from '../../store/ledger/assessed.ts'
import { findFirstDate } from '../../store/ledger/entry-ranges.ts'
import { type Cards, cardsOf } from './cards.ts'
import { type LedgerTurnover, readMovements, readSelection, type Selection } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { type CurrentAccount, findCurrentAccount, findRowWindow, type RowWindow, windowUpTo } from './window.ts'

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
    const hasDates = filter.from !== null || filter.to !== null
    const assessedIn = hasDates ? filter : yearOf(today)
    // On a server each wait is a round trip: one for an unfiltered page, and two where a filter must become rows first.
    const [record, rows, assessed, first] = await askTogether([
      filter.declarations.length > 0 ? findAccount(tx, voen) : findCurrentAccount(tx, voen, filter),
      findRowWindow(tx, voen, filter),
      sumAssessed(tx, voen, assessedIn.from, assessedIn.to),
      hasDates ? undefined : findFirstDate(tx, voen),
    ])
    if (!record) return null
    const summing = readSummary(tx, record, filter, windowUpTo(record.account.entries, rows))
    const isFound = async () => countOf(await summing) > 0
    const [summary, unknown] = await askTogether([summing, findUnknownDeclarations(tx, voen, filter, isFound)])
    return {
      ...cardsOf(record, assessed),
      name: record.name,
      bookings: record.bookings,
      assessedIn,
      before: first !== undefined && first < assessedIn.from! ? first : null,
      summary,
      unknown,
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
