import type { LedgerTotals } from '../domain/account.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { DeclarationNumber } from '../domain/declaration.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { DEBIT_TYPES, type DebitType, type Movement, movementOf } from '../domain/movement.ts'
import type { Period } from '../domain/period.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Turnover } from '../domain/turnover.ts'
import type { ReadAccess, Reader } from '../store/access.ts'
import { type AccountRecord, findAccount } from '../store/accounts.ts'
import { type Cards, readCards } from './read-cards.ts'
import { readTurnovers } from './read-turnovers.ts'
import { findWindow, type SeqWindow } from './seq-window.ts'
import { findPeriod } from './shown-period.ts'
import { standingsAt } from './standings-at.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { walkLedger } from './walk-ledger.ts'

/** Of how many rows a document is made at most: some forty sheets. */
export const MOST_ROWS = 2000

/** A statement to be put on paper: everything is as of one moment, and what is said of a ledger adds up. */
export interface StatementDocument extends Cards, Period {
  readonly name: string
  /** How many events have been booked on the account: by it one state of the books is told from another. */
  readonly bookings: number
  readonly lastOperationDate: PlainDate | null
  /** Of the declarations of the filter those that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  readonly ledgers: readonly DocumentLedger[]
}

export interface DocumentLedger {
  readonly ledger: Ledger
  /** The ledger's totals before the first and after the last day of the period, whatever the other filters. */
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** What lies between the two, whatever the other filters. */
  readonly movement: Movement
  /** All rows that pass the filter. */
  readonly selected: Turnover
  /** Those of them that are too many for one document, all older than those in it; and where the ledger stood then. */
  readonly leftOut: { readonly turnover: Turnover; readonly totals: LedgerTotals }
  /** The rows of the document, oldest first, in batches. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

/**
 * @param most how many rows the document may have: the newest that pass the filter, on all its ledgers alike
 * @returns null when no such taxpayer is registered
 */
export async function openStatementDocument(
  reader: ReadAccess,
  voen: string,
  ledgers: readonly Ledger[],
  filter: StatementFilter,
  today: PlainDate,
  most = MOST_ROWS,
): Promise<StatementDocument | null> {
  return reader.atOneMoment(voen, async moment => {
    const record = await findAccount(moment, voen)
    if (!record) return null
    const { type, declarations } = filter
    const window = await findWindow(moment, voen, filter, record.account.entries)
    const rowsWithin = (part: SeqWindow) => readTurnovers(moment, record, ledgers, filter, part)
    const selected = await rowsWithin(window)
    const countWithin = async (part: SeqWindow) => countOf(ledgers, await rowsWithin(part))
    const cut = countOf(ledgers, selected) > most ? await findCut(window, most, countWithin) : window.after
    const leftOut = await rowsWithin({ ...window, upTo: cut })
    const [opening, atCut, closing] = [
      await standingsAt(moment, record, ledgers, null, window.after),
      await standingsAt(moment, record, ledgers, null, cut),
      await standingsAt(moment, record, ledgers, null, window.upTo),
    ]
    const movement = await readMovements(moment, record, ledgers, window)
    return {
      ...(await readCards(moment, record, filter.from, filter.to)),
      ...(await findPeriod(moment, record, filter, today)),
      name: record.name,
      bookings: record.bookings,
      lastOperationDate: record.account.lastOperationDate,
      unknown: await findUnknownDeclarations(moment, voen, filter, countOf(ledgers, selected) > 0),
      ledgers: ledgers.map(ledger => ({
        ledger,
        opening: opening(ledger).totals,
        closing: closing(ledger).totals,
        movement: movement(ledger),
        selected: selected(ledger),
        leftOut: { turnover: leftOut(ledger), totals: atCut(ledger).totals },
        walk: () => walkLedger(reader, { voen, ledger, type, declarations, after: cut, upTo: window.upTo }),
      })),
    }
  })
}

/**
 * Behind which row of the account the newest `most` rows of the window begin, when it has more: found by halving, for
 * they lie among those that do not pass the filter. Where all rows pass the first guess is right. What has been counted
 * is not counted again: rows of declarations are counted by reading them.
 * @param countWithin how many rows of a part of the window pass the filter
 */
async function findCut(
  { after, upTo }: SeqWindow,
  most: number,
  countWithin: (part: SeqWindow) => Promise<number>,
): Promise<number> {
  let [tooMany, few, countBehindFew] = [after, upTo, 0]
  for (let tried = upTo - most; tried > tooMany; tried = Math.floor((tooMany + few) / 2)) {
    const count = countBehindFew + (await countWithin({ after: tried, upTo: few }))
    if (count === most) return tried
    if (count > most) tooMany = tried
    else [few, countBehindFew] = [tried, count]
  }
  return few
}

function countOf(ledgers: readonly Ledger[], turnoverOf: (ledger: Ledger) => Turnover): number {
  return ledgers.reduce((sum, ledger) => sum + turnoverOf(ledger).count, 0)
}

/** What all rows of a window did, whatever their declarations. */
async function readMovements(
  reader: Reader,
  record: AccountRecord,
  ledgers: readonly Ledger[],
  window: SeqWindow,
): Promise<(ledger: Ledger) => Movement> {
  const turnovers = new Map<DebitType | null, (ledger: Ledger) => Turnover>()
  for (const type of [null, ...DEBIT_TYPES]) {
    turnovers.set(type, await readTurnovers(reader, record, ledgers, { type, declarations: [] }, window))
  }
  return ledger => movementOf(ledger, type => turnovers.get(type)!(ledger).amount)
}
