/** The seven customs funds, in fund order (DOMAIN.md section 2): what the advance may pay. */
export const CUSTOMS_FUNDS = ['customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other'] as const

/** All nine funds, in fund order. */
export const FUNDS = [...CUSTOMS_FUNDS, 'eservice-fee', 'eservice-vat'] as const

/** The ten ledgers of an account, in the order in which they are shown and exported. */
export const LEDGERS = [...FUNDS, 'advance'] as const

export type CustomsFund = (typeof CUSTOMS_FUNDS)[number]
export type Fund = (typeof FUNDS)[number]
export type Ledger = (typeof LEDGERS)[number]

const position = new Map<Ledger, number>(LEDGERS.map((ledger, index) => [ledger, index]))

/** Where a ledger stands in fund order, from 0; `advance` is last. */
export function fundPosition(ledger: Ledger): number {
  return position.get(ledger)!
}

export function isCustomsFund(fund: Fund): fund is CustomsFund {
  return fundPosition(fund) < CUSTOMS_FUNDS.length
}

export function isLedger(code: string): code is Ledger {
  return position.has(code as Ledger)
}

/** A record with one value for each of the given codes, in their order. */
export function each<Code extends string, Value>(
  codes: readonly Code[],
  value: (code: Code) => Value,
): Record<Code, Value> {
  return Object.fromEntries(codes.map(code => [code, value(code)])) as Record<Code, Value>
}
