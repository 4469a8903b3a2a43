import type { Ledger } from './fund.ts'
import type { OperationType } from './operation-type.ts'

/**
 * What passed on a ledger between two moments, by double entry (DOMAIN.md section 8), in qəpik. Debits raise its debt or
 * lower its overpayment, credits do the reverse: opening debt − overpayment + debits − credits = closing debt −
 * overpayment. An offset closes debt with overpayment of the same ledger, so it is both.
 */
export interface DebitCreditTotals {
  readonly debits: bigint
  readonly credits: bigint
}

/** The types whose rows are debits on some ledger. */
export const DEBIT_TYPES = ['assessment', 'overpayment-offset', 'advance-drawdown'] as const satisfies OperationType[]

export type DebitType = (typeof DEBIT_TYPES)[number]

/** @param sumOf what the ledger's rows of a type come to; null: all its rows */
export function debitCreditTotals(ledger: Ledger, sumOf: (type: DebitType | null) => bigint): DebitCreditTotals {
  const debitsOnly = sumOf(ledger === 'advance' ? 'advance-drawdown' : 'assessment')
  return { debits: debitsOnly + sumOf('overpayment-offset'), credits: sumOf(null) - debitsOnly }
}
