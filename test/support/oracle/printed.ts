import { parseCsv } from './csv.ts'

/** Reads the printed outputs again, so that checks depend on what a reader gets and on nothing that made it. */

export interface PrintedRow {
  voen: string
  row: number
  ledger: string
  type: string
  event: string
  operationDate: string
  paymentDate: string
  amount: bigint
  debt: bigint
  overpayment: bigint
}

export interface PrintedAllocation {
  voen: string
  row: number
  type: string
  effect: string
  chargedRow: number | null
  sourceRow: number | null
  amount: bigint
}

export interface PrintedStretch {
  voen: string
  chargedRow: number
  fund: string
  from: string
  to: string
  days: number
  principal: bigint
  rate: string
  interest: bigint
}

/** The rows of an export in booking order, account after account. */
export function readRows(text: string): PrintedRow[] {
  const rows = recordsOf(text).map(of => ({
    ...{ voen: of.voen!, row: Number(of.row), ledger: of.ledger!, type: of.type!, event: of.event_id! },
    ...{ operationDate: of.operation_date!, paymentDate: of.payment_date! },
    ...{ amount: qepik(of.amount!), debt: qepik(of.debt!), overpayment: qepik(of.overpayment!) },
  }))
  return rows.sort((one, other) => (one.voen < other.voen ? -1 : one.voen > other.voen ? 1 : one.row - other.row))
}

export function readAllocations(text: string): PrintedAllocation[] {
  const numberOrNull = (cell: string) => (cell === '' ? null : Number(cell))
  return recordsOf(text).map(of => ({
    ...{ voen: of.voen!, row: Number(of.row), type: of.type!, effect: of.effect! },
    ...{ chargedRow: numberOrNull(of.charged_row!), sourceRow: numberOrNull(of.source_row!) },
    amount: qepik(of.amount!),
  }))
}

export function readInterest(text: string): PrintedStretch[] {
  return recordsOf(text).map(of => ({
    ...{ voen: of.voen!, chargedRow: Number(of.charged_row), fund: of.fund!, from: of.from!, to: of.to! },
    ...{ days: Number(of.days), principal: qepik(of.principal!), rate: of.rate!, interest: qepik(of.interest!) },
  }))
}

/** The lines of any of the tables, by column. */
export function recordsOf(text: string): Record<string, string>[] {
  const [header, ...records] = parseCsv(text, ',', '\n')
  return records.map(record => Object.fromEntries(header!.map((column, index) => [column, record[index]!])))
}

/** "7.50" is 750. */
export const qepik = (amount: string) => BigInt(amount.replace('.', ''))

export const totalOf = (lines: readonly { amount: bigint }[]) => lines.reduce((total, { amount }) => total + amount, 0n)
