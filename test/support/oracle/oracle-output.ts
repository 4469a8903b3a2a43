import { FUNDS, LEDGERS } from '../../../src/domain/fund.ts'
import type { Oracle } from './oracle.ts'
import type { OracleCharge, OracleEntry } from './oracle-account.ts'

const HEADER =
  'voen,operation_date,ledger,declaration,reference,type,channel,payment_date,amount,debt,overpayment,event_id,row,cause'

/** 750 qəpik is "7.50". */
export function manat(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function exportOf(oracle: Oracle): string {
  const rows = oracle.voens.flatMap(voen =>
    LEDGERS.flatMap(ledger => oracle.accounts.get(voen)!.entries.filter(row => row.ledger === ledger)),
  )
  const columns = HEADER.split(',') as (keyof OracleEntry)[]
  return csv(
    HEADER,
    rows.map(row => columns.map(column => row[column])),
  )
}

/** A cell: text, an amount in qəpik, or a number that is no amount. */
export type Cell = string | bigint | number

export function csv(header: string, records: readonly (readonly Cell[])[]): string {
  return [header, ...records.map(record)].map(line => `${line}\n`).join('')
}

function record(cells: readonly Cell[]): string {
  return cells.map(cell => quoted(typeof cell === 'bigint' ? manat(cell) : `${cell}`)).join()
}

function quoted(content: string): string {
  const text = content.replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function cardsOf(oracle: Oracle, from: string, to: string): string {
  return oracle.voens.map(voen => `${JSON.stringify(cardOf(oracle, voen, from, to))}\n`).join('')
}

function cardOf(oracle: Oracle, voen: string, from: string, to: string): object {
  const account = oracle.accounts.get(voen)!
  const inRange = account.charges.filter(
    charge => charge.declaration !== '' && charge.assessedOn >= from && charge.assessedOn <= to,
  )
  const sumOf = (charges: OracleCharge[], part: (charge: OracleCharge) => bigint) =>
    FUNDS.map(fund => sum(charges.filter(charge => charge.fund === fund).map(part)))
  const overpayment = FUNDS.map(fund => account.overpayment.get(fund)!)
  const advance = account.overpayment.get('advance')!
  return {
    voen,
    balance: manat(advance + sum(overpayment)),
    advance: manat(advance),
    overpayment: byFund(overpayment),
    debt: byFund(FUNDS.map(fund => account.debt(fund))),
    assessed: byFund(sumOf(inRange, charge => charge.amount - charge.reduced)),
    paid: byFund(sumOf(inRange, charge => charge.settled)),
  }
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function byFund(amounts: readonly bigint[]): object {
  return { total: manat(sum(amounts)), ...Object.fromEntries(FUNDS.map((fund, at) => [fund, manat(amounts[at]!)])) }
}
