import { LEDGERS, type Ledger } from '../../../src/domain/fund.ts'
import type { Oracle } from './oracle.ts'
import { inSettlementOrder, isPayableByNumber, type OracleAccount, type OracleEntry, openOf } from './oracle-account.ts'
import { type Cell, csv, sum } from './oracle-output.ts'

/** The outputs of the commands `allocations`, `debts` and `turnover`: every account, in VÖEN order. */

export const accountsOf = (oracle: Oracle) => oracle.voens.map(voen => oracle.accounts.get(voen)!)

/** Which row closed, reduced or took what, and with whose money (R9). */
export function allocationsOf(oracle: Oracle): string {
  return csv(
    'voen,row,type,effect,charged_row,source_row,amount',
    accountsOf(oracle).flatMap(({ voen, allocations }) =>
      allocations.map(({ row, effect, charge, source, amount }) => [
        ...[voen, row.row, row.type, effect],
        ...[charge?.row.row ?? '', source?.row ?? '', amount],
      ]),
    ),
  )
}

/** The open charges in settlement order. */
export function debtsOf(oracle: Oracle): string {
  return csv(
    'voen,charged_row,fund,declaration,reference,assessed_on,due_on,amount,reduced,settled,open,by_declaration',
    accountsOf(oracle).flatMap(({ voen, charges }) =>
      inSettlementOrder(charges)
        .filter(charge => openOf(charge) > 0n)
        .map(charge => [
          ...[voen, charge.row.row, charge.fund, charge.declaration, charge.reference],
          ...[charge.assessedOn, charge.dueOn, charge.amount, charge.reduced, charge.settled, openOf(charge)],
          isPayableByNumber(charge) ? 'yes' : 'no',
        ]),
    ),
  )
}

const TURNOVER = [
  'voen,ledger,opening_debt,opening_overpayment,assessed,reduced_unpaid,reduced_paid,settled,received,used,refunded',
  'transferred_in,transferred_out,closing_debt,closing_overpayment',
].join()

const SETTLES = ['hop-payment', 'overpayment-offset', 'advance-drawdown']
const RECEIVES = [
  ...['advance-payment-general', 'advance-payment-single', 'eservice-advance', 'eservice-vat-advance'],
  ...['eservice-advance-hop', 'eservice-vat-advance-hop'],
]

/** What was assessed, reduced, settled, received, used, refunded and moved from `from` to `to`, both included. */
export function turnoverOf(oracle: Oracle, from: string, to: string): string {
  return csv(
    TURNOVER,
    accountsOf(oracle).flatMap(account => LEDGERS.map(ledger => turnoverLine(account, ledger, from, to))),
  )
}

function turnoverLine(account: OracleAccount, ledger: Ledger, from: string, to: string): Cell[] {
  const rows = account.entries.filter(row => row.ledger === ledger)
  const opening = rows.findLast(row => row.operation_date < from)
  const closing = rows.findLast(row => row.operation_date <= to)
  const inPeriod = (row: OracleEntry) => row.ledger === ledger && row.operation_date >= from && row.operation_date <= to
  const of = (...types: string[]) =>
    sum(rows.filter(row => inPeriod(row) && types.includes(row.type)).map(row => row.amount))
  const reduced = (effect: 'debt' | 'overpayment') =>
    sum(
      account.allocations
        .filter(({ row, effect: its }) => inPeriod(row) && row.type === 'reduction' && its === effect)
        .map(({ amount }) => amount),
    )
  const isAdvance = ledger === 'advance'
  return [
    ...[account.voen, ledger, opening?.debt ?? 0n, opening?.overpayment ?? 0n],
    ...[of('assessment'), reduced('debt'), reduced('overpayment')],
    ...[isAdvance ? 0n : of(...SETTLES), of(...RECEIVES), of(isAdvance ? 'advance-drawdown' : 'overpayment-offset')],
    ...[of('refund'), of('transfer-in'), of('transfer-out')],
    ...[closing?.debt ?? 0n, closing?.overpayment ?? 0n],
  ]
}
