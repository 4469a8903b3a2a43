import { earlier, later, type PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Period } from '../../domain/period.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { between, NO_TURNOVER, type Turnover } from '../../domain/turnover.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { type AccountRecord, findTurnovers } from '../../store/ledger/accounts.ts'
import { type BalanceAndTurnover, findBalancesAt, sumOfDeclarations } from '../../store/ledger/balances-at.ts'
import { findFirstDate, findFirstSeqFrom, findLastSeqTo } from '../../store/ledger/entry-ranges.ts'

/** The account's rows with `after` < seq ≤ `upTo`. */
export interface RowWindow {
  readonly after: number
  readonly upTo: number
}

/**
 * The rows of a range of dates. An account's rows are always in date order (R1), so a range of dates is a range of
 * `seq`, found by two index seeks.
 * @param asOf the account's last row, when the reading began
 */
export async function findRowWindow(
  reader: Reader,
  voen: Voen,
  { from, to }: Pick<StatementFilter, 'from' | 'to'>,
  asOf: number,
): Promise<RowWindow> {
  const first = from ? ((await findFirstSeqFrom(reader, voen, from)) ?? asOf + 1) : 1
  const last = to ? ((await findLastSeqTo(reader, voen, to)) ?? 0) : asOf
  return { after: Math.min(first - 1, asOf), upTo: Math.min(last, asOf) }
}

/**
 * The period of a statement, its open ends closed: by the first operation, and by today or the last operation after it.
 * Days that have not come are left out: how an account will stand then nobody knows. One that ends before the first
 * operation is that last day alone.
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

/** Where ledgers stood after a row of the account: after the last one it is kept, and need not be looked for. */
export async function balancesAt(
  reader: Reader,
  { account }: AccountRecord,
  ledgers: readonly Ledger[],
  type: OperationType | null,
  seq: number,
): Promise<(ledger: Ledger) => BalanceAndTurnover> {
  if (seq !== account.entries) return findBalancesAt(reader, account.voen, ledgers, type, seq)
  const turnovers = (await findTurnovers(reader, [account.voen])).get(account.voen)!
  return ledger => ({ totals: account.totals[ledger], turnover: turnovers.of(ledger, type ?? undefined) })
}

/** Count and sum of ledgers' rows that pass the filter: the difference of two rows, unless declarations are named. */
export async function readTurnovers(
  reader: Reader,
  record: AccountRecord,
  ledgers: readonly Ledger[],
  { type, declarations }: Pick<StatementFilter, 'type' | 'declarations'>,
  { after, upTo }: RowWindow,
): Promise<(ledger: Ledger) => Turnover> {
  const { voen } = record.account
  if (after === upTo) return () => NO_TURNOVER
  if (declarations.length > 0) return sumOfDeclarations(reader, ledgers, { voen, type, declarations, after, upTo })
  const start = await balancesAt(reader, record, ledgers, type, after)
  const end = await balancesAt(reader, record, ledgers, type, upTo)
  return ledger => between(start(ledger).turnover, end(ledger).turnover)
}
