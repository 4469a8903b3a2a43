/** Sums of a ledger's rows by what they did. Pages, extracts and exports read them here only. */
import type { LedgerTotals } from '../../domain/account.ts'
import type { Ledger } from '../../domain/fund.ts'
import { type KindSums, kindSumsIn, kindSumsOf, type Movements, movementsBetween } from '../../domain/movements.ts'
import { OPERATION_TYPES, type OperationType } from '../../domain/operation-type.ts'
import type { RowConditions } from '../../domain/statement-filter.ts'
import { NO_TURNOVER, plus, type Turnover } from '../../domain/turnover.ts'
import type { Reader } from '../../store/engine/access.ts'
import { findTurnoverIn, type LedgerBalances, type LedgerRange } from '../../store/ledger/balances-at.ts'
import {
  balancesAt,
  type CurrentAccount,
  type RowWindow,
  readChosen,
  readTurnovers,
  type WindowRequest,
} from './window.ts'

/** A ledger's balances before and after a range of rows, and what happened between. */
export interface LedgerTurnover {
  readonly ledger: Ledger
  readonly opening: LedgerTotals
  readonly closing: LedgerTotals
  /** The number of rows between. */
  readonly count: number
  readonly movements: Movements
}

/** The rows of a ledger that pass a filter. */
export interface Selection {
  readonly count: number
  readonly sums: KindSums
}

interface MovementsRequest {
  readonly ledgers: readonly Ledger[]
  readonly window: RowWindow
}

/** Reads what happened on ledgers in a window of rows: two index seeks a ledger, whatever the account's size. */
export async function readMovements(
  reader: Reader,
  record: CurrentAccount,
  { ledgers, window }: MovementsRequest,
): Promise<(ledger: Ledger) => LedgerTurnover> {
  const [opening, closing] = await Promise.all([
    balancesAt(reader, record, { ledgers, seq: window.after }),
    balancesAt(reader, record, { ledgers, seq: window.upTo }),
  ])
  return turnoverBetween(opening, closing)
}

type BalancesOf = (ledger: Ledger) => LedgerBalances

export function turnoverBetween(openingOf: BalancesOf, closingOf: BalancesOf): (ledger: Ledger) => LedgerTurnover {
  return ledger => {
    const [opening, closing] = [openingOf(ledger), closingOf(ledger)]
    const movements = movementsBetween(opening.movements, closing.movements)
    const count = closing.count - opening.count
    return { ledger, opening: opening.totals, closing: closing.totals, count, movements }
  }
}

/** Sums by kind of the rows in the window that pass the filter. */
export async function readSelection(
  reader: Reader,
  record: CurrentAccount,
  request: WindowRequest,
): Promise<(ledger: Ledger) => Selection> {
  const { type } = request.filter
  const chosen = await readChosen(reader, record.account.voen, request)
  if (chosen) return ledger => selectionOf(ledger, type => chosen(ledger, type))
  if (type) {
    const turnoverOf = await readTurnovers(reader, record, request)
    return ledger => selectionOf(ledger, other => (other === type ? turnoverOf(ledger) : NO_TURNOVER))
  }
  const turnoverOf = await readMovements(reader, record, request)
  return ledger => selectionIn(turnoverOf(ledger))
}

/** Sums by kind of the rows of one ledger that meet conditions, of which there are some. */
export async function readSelectionOnLedger(
  reader: Reader,
  range: LedgerRange,
  filter: RowConditions,
): Promise<Selection> {
  const { voen, ledger, after, upTo } = range
  const { type } = filter
  const chosen = await readChosen(reader, voen, { ledgers: [ledger], filter, window: { after, upTo } })
  if (chosen) return selectionOf(ledger, type => chosen(ledger, type))
  const turnover = await findTurnoverIn(reader, { ...range, type: type! })
  return selectionOf(ledger, other => (other === type ? turnover : NO_TURNOVER))
}

/** All rows of a ledger's turnover. */
export function selectionIn({ count, movements }: LedgerTurnover): Selection {
  return { count, sums: kindSumsIn(movements) }
}

function selectionOf(ledger: Ledger, turnoverOf: (type: OperationType) => Turnover): Selection {
  return {
    count: OPERATION_TYPES.map(turnoverOf).reduce(plus, NO_TURNOVER).count,
    sums: kindSumsOf(ledger, type => turnoverOf(type).amount),
  }
}
