import { earlier, later, type PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import { amountOfRows, movementsBetween } from '../../domain/movements.ts'
import { OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { Period } from '../../domain/period.ts'
import {
  choosesPayments,
  conditionsOf,
  type RowConditions,
  type StatementFilter,
} from '../../domain/statement-filter.ts'
import { between, NO_TURNOVER, plus, type Turnover, type Turnovers } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount, findTurnovers } from '../../store/ledger/accounts.ts'
import {
  type BalancesRequest,
  findBalancesAt,
  findTurnoverAt,
  type LedgerBalances,
  sumOfDeclarations,
  type TurnoverRequest,
  type TypeTurnovers,
} from '../../store/ledger/balances-at.ts'
import { findFirstDate, findFirstSeqFrom, findLastSeqTo } from '../../store/ledger/entry-ranges.ts'
import { sumOfPayments } from '../../store/ledger/payment-sums.ts'

/** An account, and its turnover so far if that was read with it. */
export interface CurrentAccount extends AccountRecord {
  readonly turnovers?: Turnovers | undefined
}

/**
 * Reads the turnover at once where the balances after the last row will need it: when the period is open.
 * @returns undefined when no such taxpayer is registered
 */
export async function findCurrentAccount(
  reader: Reader,
  voen: Voen,
  { to }: Pick<StatementFilter, 'to'>,
): Promise<CurrentAccount | undefined> {
  const [record, turnovers] = await Promise.all([findAccount(reader, voen), to ? null : findTurnovers(reader, [voen])])
  return record && { ...record, turnovers: turnovers?.get(voen) }
}

/** The account's rows with `after` < seq ≤ `upTo`. */
export interface RowWindow {
  readonly after: number
  readonly upTo: number
}

/** Any row of any account. */
const LAST_ROW = Number.MAX_SAFE_INTEGER

/**
 * Turns a range of dates into a range of `seq` by two index seeks. R1 makes this possible: rows are always in date order.
 * @param asOf the account's last row when the read began; a snapshot has no later ones
 */
export async function findRowWindow(
  reader: Reader,
  voen: Voen,
  { from, to }: Pick<StatementFilter, 'from' | 'to'>,
  asOf = LAST_ROW,
): Promise<RowWindow> {
  const [found, foundLast] = await Promise.all([
    from ? findFirstSeqFrom(reader, voen, from) : null,
    to ? findLastSeqTo(reader, voen, to) : null,
  ])
  const first = from ? (found ?? asOf + 1) : 1
  const last = to ? (foundLast ?? 0) : asOf
  return windowUpTo(asOf, { after: first - 1, upTo: last })
}

export function windowUpTo(last: number, { after, upTo }: RowWindow): RowWindow {
  return { after: Math.min(after, last), upTo: Math.min(upTo, last) }
}

/**
 * Closes the open ends of a period: with the first operation, and with today or a later last operation. Future days are
 * left out because their balance is unknown. A period that ends before the first operation becomes its last day.
 */
export async function findStatementPeriod(
  reader: Reader,
  { account }: AccountRecord,
  filter: Pick<StatementFilter, 'from' | 'to'>,
  today: PlainDate,
): Promise<Period> {
  const from = filter.from ?? earlier((await findFirstDate(reader, account.voen)) ?? today, filter.to)
  const latest = later(later(today, account.lastOperationDate), from)
  return { from, to: earlier(latest, filter.to) }
}

/** The balances after a row. Those after the last row are stored and need no search. */
export async function balancesAt(
  reader: Reader,
  record: CurrentAccount,
  request: BalancesRequest,
): Promise<(ledger: Ledger) => LedgerBalances> {
  const { account } = record
  if (request.seq !== account.entries) return findBalancesAt(reader, account.voen, request)
  const turnovers = await turnoversOf(reader, record)
  return ledger => ({
    totals: account.totals[ledger],
    count: turnovers.of(ledger).count,
    movements: turnovers.movements(ledger, account.totals[ledger]),
  })
}

async function turnoversOf(reader: Reader, { account, turnovers }: CurrentAccount): Promise<Turnovers> {
  return turnovers ?? (await findTurnovers(reader, [account.voen])).get(account.voen)!
}

/** Count and sum of all rows of a ledger between two of them. */
export function rowsBetween(ledger: Ledger, start: LedgerBalances, end: LedgerBalances): Turnover {
  const amount = amountOfRows(ledger, movementsBetween(start.movements, end.movements))
  return { count: end.count - start.count, amount }
}

export interface WindowRequest {
  readonly ledgers: readonly Ledger[]
  readonly filter: RowConditions
  readonly window: RowWindow
}

/**
 * Count and sum by type of the rows in the window that belong to the declarations of a filter, or were paid as it says.
 * @returns null for a filter that asks for neither
 */
export async function readChosen(
  reader: Reader,
  voen: Voen,
  { ledgers, filter, window }: WindowRequest,
): Promise<TypeTurnovers | null> {
  const range = { ...conditionsOf(filter), voen, ...window }
  if (filter.declarations.length > 0) return sumOfDeclarations(reader, ledgers, range)
  return choosesPayments(filter) ? sumOfPayments(reader, ledgers, range) : null
}

/** Count and sum of matching rows by ledger: the difference of two rows, or by reading the rows where they are few. */
export async function readTurnovers(
  reader: Reader,
  record: CurrentAccount,
  { ledgers, filter, window }: WindowRequest,
): Promise<(ledger: Ledger) => Turnover> {
  const { type } = filter
  const { after, upTo } = window
  if (after === upTo) return () => NO_TURNOVER
  const chosen = await readChosen(reader, record.account.voen, { ledgers, filter, window })
  if (chosen) return ledger => OPERATION_TYPES.map(type => chosen(ledger, type)).reduce(plus, NO_TURNOVER)
  if (!type) {
    const [start, end] = await Promise.all([
      balancesAt(reader, record, { ledgers, seq: after }),
      balancesAt(reader, record, { ledgers, seq: upTo }),
    ])
    return ledger => rowsBetween(ledger, start(ledger), end(ledger))
  }
  const [start, end] = await Promise.all([
    turnoverAt(reader, record, { ledgers, type, seq: after }),
    turnoverAt(reader, record, { ledgers, type, seq: upTo }),
  ])
  return ledger => between(start(ledger), end(ledger))
}

async function turnoverAt(
  reader: Reader,
  record: CurrentAccount,
  request: TurnoverRequest,
): Promise<(ledger: Ledger) => Turnover> {
  if (request.seq !== record.account.entries) return findTurnoverAt(reader, record.account.voen, request)
  const turnovers = await turnoversOf(reader, record)
  return ledger => turnovers.of(ledger, request.type)
}
