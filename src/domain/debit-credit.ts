import type { Ledger } from './fund.ts'
import type { OperationType } from './operation-type.ts'

/**
 * Debits and credits of a ledger between two dates, in qəpik (README.md, "Double entry"). Debits raise debt or lower
 * overpayment, credits do the reverse: opening debt − overpayment + debits − credits = closing debt − overpayment. An
 * offset closes debt with overpayment of the same ledger, so it counts as both.
 */
export interface DebitCreditTotals {
  readonly debits: bigint
  readonly credits: bigint
}

/** Operation types that are debits on some ledger. */
export const DEBIT_TYPES = [
  'assessment',
  'overpayment-offset',
  'advance-drawdown',
  'refund',
  'transfer-out',
] as const satisfies OperationType[]

export type DebitType = (typeof DEBIT_TYPES)[number]

/** @param sumOf the sum of the ledger's rows of a type, or of all rows for null */
export function debitCreditTotals(ledger: Ledger, sumOf: (type: DebitType | null) => bigint): DebitCreditTotals {
  const debitsOnly =
    sumOf(ledger === 'advance' ? 'advance-drawdown' : 'assessment') + sumOf('refund') + sumOf('transfer-out')
  return { debits: debitsOnly + sumOf('overpayment-offset'), credits: sumOf(null) - debitsOnly }
}
