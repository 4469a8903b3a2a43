import { FUNDS, LEDGERS } from '../../../src/domain/fund.ts'
import type { Oracle } from './oracle.ts'
import type { OracleCharge, OracleRow } from './oracle-account.ts'

const HEADER =
  'voen,operation_date,ledger,declaration,reference,type,channel,payment_date,amount,debt,overpayment,event_id'

/** 750 qəpik is "7.50". */
export function manat(amount: bigint): string {
  const digits = amount.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function exportOf(oracle: Oracle): string {
  const rows = oracle.voens.flatMap(voen =>
    LEDGERS.flatMap(ledger => oracle.accounts.get(voen)!.rows.filter(row => row.ledger === ledger)),
  )
  return [HEADER, ...rows.map(csvLine)].map(line => `${line}\n`).join('')
}

export function csvLine(row: OracleRow): string {
  const columns = HEADER.split(',') as (keyof OracleRow)[]
  return columns.map(column => quoted(typeof row[column] === 'bigint' ? manat(row[column]) : row[column])).join()
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

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function byFund(amounts: readonly bigint[]): object {
  return { total: manat(sum(amounts)), ...Object.fromEntries(FUNDS.map((fund, at) => [fund, manat(amounts[at]!)])) }
}
