import { expect } from 'vitest'
import type { OracleAccount } from './oracle-account.ts'
import { type PrintedAllocation, type PrintedRow, totalOf } from './printed.ts'

/** What always holds of rows and of what closed what (end of section 4), from the printed outputs of one account. */

const RAISES = [
  ...['advance-payment-general', 'advance-payment-single', 'eservice-advance', 'eservice-vat-advance'],
  ...['eservice-advance-hop', 'eservice-vat-advance-hop', 'transfer-in'],
]
const TAKES = ['overpayment-offset', 'advance-drawdown', 'refund', 'transfer-out']

const isAdvanceSide = ({ type, ledger }: PrintedRow) => type === 'advance-drawdown' && ledger === 'advance'
const isAllocated = (row: PrintedRow) =>
  [...TAKES, 'hop-payment', 'reduction'].includes(row.type) && !isAdvanceSide(row)

/** Each row is allocated to the last qəpik, in row order, and its lines have the form of its type. */
export function checkLines(rows: readonly PrintedRow[], allocations: readonly PrintedAllocation[]): void {
  expect(allocations.map(({ row }) => row)).toEqual(
    allocations.map(({ row }) => row).toSorted((one, other) => one - other),
  )
  for (const row of rows) {
    const its = allocations.filter(allocation => allocation.row === row.row)
    expect(totalOf(its), `row ${row.row}`).toBe(isAllocated(row) ? row.amount : 0n)
    for (const { type, effect, chargedRow, sourceRow, amount } of its) {
      expect(type).toBe(row.type)
      expect(amount > 0n).toBe(true)
      const charged = rows.find(({ row }) => row === chargedRow)
      if (charged) expect([charged.type, charged.ledger]).toEqual(['assessment', row.ledger])
      const leaves = type === 'refund' || type === 'transfer-out'
      expect([charged === undefined, sourceRow === null]).toEqual([leaves, type === 'reduction'])
      expect(effect).toBe(leaves || (type === 'reduction' && effect === 'overpayment') ? 'overpayment' : 'debt')
    }
  }
}

/** A source gives no more than it raised, the oldest of its ledger first, and the rest is the ledger's overpayment. */
export function checkSources(rows: readonly PrintedRow[], allocations: readonly PrintedAllocation[]): void {
  const left = new Map<PrintedRow, bigint>()
  const overpayment = new Map<string, bigint>()
  const leftOf = (ledger: string) =>
    [...left].filter(([row]) => row.ledger === ledger).reduce((total, [, rest]) => total + rest, 0n)
  for (const row of rows) {
    const its = allocations.filter(allocation => allocation.row === row.row)
    if (RAISES.includes(row.type)) left.set(row, row.amount)
    if (row.type === 'reduction') left.set(row, totalOf(its.filter(({ effect }) => effect === 'overpayment')))
    if (row.type === 'hop-payment') expect(its.map(({ sourceRow }) => sourceRow)).toEqual([row.row])
    if (TAKES.includes(row.type)) {
      const ledger = row.type === 'advance-drawdown' ? 'advance' : row.ledger
      for (const { sourceRow, amount } of its) {
        const oldest = [...left].find(([source, rest]) => source.ledger === ledger && rest > 0n)
        expect(oldest?.[0].row, `the source of row ${row.row}`).toBe(sourceRow)
        expect(oldest![1] >= amount).toBe(true)
        left.set(oldest![0], oldest![1] - amount)
      }
    }
    overpayment.set(row.ledger, row.overpayment)
    const isFirstSide = row.type === 'advance-drawdown' && !isAdvanceSide(row) // its twin shows what the advance lost
    if (!isFirstSide) expect(leftOf(row.ledger), `sources left after row ${row.row}`).toBe(row.overpayment)
  }
  for (const [ledger, total] of overpayment) expect(leftOf(ledger), ledger).toBe(total)
}

/** What a charge shows as settled and reduced is what the lines say, and no more is settled than brought. */
export function checkCharges(account: OracleAccount, allocations: readonly PrintedAllocation[]): void {
  for (const charge of account.charges) {
    const its = allocations.filter(({ chargedRow }) => chargedRow === charge.row.row)
    const brought = totalOf(its.filter(({ sourceRow }) => sourceRow !== null))
    const returned = totalOf(its.filter(({ effect }) => effect === 'overpayment'))
    const reduced = totalOf(its.filter(({ type }) => type === 'reduction'))
    expect([charge.settled, charge.reduced]).toEqual([brought - returned, reduced])
    expect(charge.settled >= 0n && charge.settled + charge.reduced <= charge.amount).toBe(true)
  }
}

/** All money that came, less what was refunded, is what is settled now and what is on the ledgers. */
export function checkConservation(account: OracleAccount, rows: readonly PrintedRow[]): void {
  const settled = account.charges.reduce((total, charge) => total + charge.settled, 0n)
  const onLedgers = [...account.overpayment.values()].reduce((total, amount) => total + amount, 0n)
  const refunded = totalOf(rows.filter(({ type }) => type === 'refund'))
  expect(moneyThatCame(rows) - refunded).toBe(settled + onLedgers)
}

/** What payments brought: the rows that raise overpayment, but for transfers, and payments by declaration number. */
export function moneyThatCame(rows: readonly PrintedRow[]): bigint {
  const brings = [...RAISES.filter(type => type !== 'transfer-in'), 'hop-payment']
  return totalOf(rows.filter(({ type }) => brings.includes(type)))
}
