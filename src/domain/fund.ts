/** The seven customs funds, which the advance may pay, in fund order. */
export const CUSTOMS_FUNDS = ['customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other'] as const

/** All nine funds, in fund order. */
export const FUNDS = [...CUSTOMS_FUNDS, 'eservice-fee', 'eservice-vat'] as const

/** The ten ledgers of an account, in the order of pages and exports. */
export const LEDGERS = [...FUNDS, 'advance'] as const

/** The ledgers between which overpayment can be moved. */
export const TRANSFER_LEDGERS = [...CUSTOMS_FUNDS, 'advance'] as const

export type CustomsFund = (typeof CUSTOMS_FUNDS)[number]
export type Fund = (typeof FUNDS)[number]
export type Ledger = (typeof LEDGERS)[number]
export type TransferLedger = (typeof TRANSFER_LEDGERS)[number]

const position = new Map<Ledger, number>(LEDGERS.map((ledger, index) => [ledger, index]))

/** The position in fund order, from 0; `advance` is last. */
export function fundPosition(ledger: Ledger): number {
  return position.get(ledger)!
}

export function isCustomsFund(fund: Fund): fund is CustomsFund {
  return fundPosition(fund) < CUSTOMS_FUNDS.length
}

export function isLedger(code: string): code is Ledger {
  return position.has(code as Ledger)
}
