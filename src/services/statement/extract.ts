import type { LedgerTotals } from '../../domain/account.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Period } from '../../domain/period.ts'
import { conditionsOf, type StatementFilter, selectsRows } from '../../domain/statement-filter.ts'
import type { Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { type Cards, readCards } from './cards.ts'
import { walkLedger } from './exports.ts'
import { type LedgerTurnover, readMovements, readSelection, type Selection, selectionIn } from './read-movements.ts'
import { findUnknownDeclarations } from './unknown-declarations.ts'
import { balancesAt, findRowWindow, findStatementPeriod, type RowWindow, readTurnovers } from './window.ts'

/** About forty printed pages. */
export const MAX_ROWS = 2000

/** A printable statement from one snapshot. The figures of each ledger add up. */
export interface StatementExtract extends Cards, Period {
  readonly name: string
  /** The number of events booked on the account: it identifies the state of the books. */
  readonly bookings: number
  readonly lastOperationDate: PlainDate | null
  /** Declarations of the filter that the account does not have. */
  readonly unknown: readonly DeclarationNumber[]
  readonly ledgers: readonly ExtractLedger[]
}

export interface ExtractLedger {
  readonly ledger: Ledger
  /** The balances before the first and after the last day of the period, and what happened between, of all rows. */
  readonly turnover: LedgerTurnover
  /** The rows that pass the filter. */
  readonly selected: Selection
  /** Matching rows that exceed the limit, all older than the printed ones, and the ledger's totals after them. */
  readonly leftOut: Selection & { readonly totals: LedgerTotals }
  /** Yields the printed rows, oldest first. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

interface ExtractRequest {
  readonly voen: Voen
  readonly ledgers: readonly Ledger[]
  readonly filter: StatementFilter
  readonly today: PlainDate
  /** The most rows over all ledgers; the newest ones are kept. */
  readonly max?: number | undefined
  /** The last row of the account that counts; of all rows when absent. */
  readonly asOf?: number | undefined
}

/** @returns null when no such taxpayer is registered */
export async function openStatementExtract(
  reader: ReadAccess,
  { voen, ledgers, filter, today, max = MAX_ROWS, asOf }: ExtractRequest,
): Promise<StatementExtract | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, asOf ?? record.account.entries)
    const turnover = await readMovements(tx, record, { ledgers, window })
    const selected = selectsRows(filter)
      ? await readSelection(tx, record, { ledgers, filter, window })
      : (ledger: Ledger) => selectionIn(turnover(ledger))
    const countWithin = async (part: RowWindow) => {
      const turnoverOf = await readTurnovers(tx, record, { ledgers, filter, window: part })
      return countOf(ledgers, turnoverOf)
    }
    const cut = countOf(ledgers, selected) > max ? await findCut(window, max, countWithin) : window.after
    const leftOut = await readSelection(tx, record, { ledgers, filter, window: { ...window, upTo: cut } })
    const atCut = await balancesAt(tx, record, { ledgers, seq: cut })
    return {
      ...(await readCards(tx, record, filter.from, filter.to)),
      ...(await findStatementPeriod(tx, record, filter, today)),
      name: record.name,
      bookings: record.bookings,
      lastOperationDate: record.account.lastOperationDate,
      unknown: await findUnknownDeclarations(tx, voen, filter, async () => countOf(ledgers, selected) > 0),
      ledgers: ledgers.map(ledger => ({
        ledger,
        turnover: turnover(ledger),
        selected: selected(ledger),
        leftOut: { ...leftOut(ledger), totals: atCut(ledger).totals },
        walk: () => walkLedger(reader, { voen, ledger, ...conditionsOf(filter), after: cut, upTo: window.upTo }),
      })),
    }
  })
}

/**
 * Finds the row of the account after which the newest `max` matching rows begin. Rows that do not match lie between, so it
 * bisects; if every row matches, the first guess is right. Rows counted once are not counted again, because rows of
 * declarations are counted by reading them.
 * @param countWithin counts the matching rows of a part of the window
 */
async function findCut(
  { after, upTo }: RowWindow,
  max: number,
  countWithin: (part: RowWindow) => Promise<number>,
): Promise<number> {
  let [tooMany, few, countBehindFew] = [after, upTo, 0]
  for (let tried = upTo - max; tried > tooMany; tried = Math.floor((tooMany + few) / 2)) {
    const count = countBehindFew + (await countWithin({ after: tried, upTo: few }))
    if (count === max) return tried
    if (count > max) tooMany = tried
    else [few, countBehindFew] = [tried, count]
  }
  return few
}

function countOf(ledgers: readonly Ledger[], of: (ledger: Ledger) => Pick<Turnover, 'count'>): number {
  return ledgers.reduce((sum, ledger) => sum + of(ledger).count, 0)
}
