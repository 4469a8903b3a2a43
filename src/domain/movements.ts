import type { LedgerTotals } from './account.ts'
import type { Ledger } from './fund.ts'
import { OPERATION_TYPES, type OperationType } from './operation-type.ts'

/** What happened on a ledger between two of its rows, in qəpik. Figures of different kinds are not added. */
export interface Movements {
  readonly assessed: bigint
  /** Reductions of what was outstanding. */
  readonly reducedUnpaid: bigint
  /** Reductions of what was settled, which became overpayment. */
  readonly reducedPaid: bigint
  /** Debt that payments by number, overpayment and the advance closed. */
  readonly settled: bigint
  /** Payments that raised the overpayment. */
  readonly received: bigint
  /** Overpayment that closed debt. */
  readonly used: bigint
  readonly refunded: bigint
  readonly transferredIn: bigint
  readonly transferredOut: bigint
}

const RECEIVED = OPERATION_TYPES.filter(type => type.startsWith('advance-payment-') || type.startsWith('eservice-'))

/**
 * closing debt = opening debt + assessed − reduced unpaid − settled; closing overpayment = opening overpayment + received +
 * reduced paid + transferred in − used − refunded − transferred out. A row does not say how much of a reduction was of each
 * kind, so the first of these tells.
 * @param sumOf the sum of the ledger's rows of a type
 */
export function movementsOf(
  ledger: Ledger,
  { opening, closing }: { readonly opening: LedgerTotals; readonly closing: LedgerTotals },
  sumOf: (type: OperationType) => bigint,
): Movements {
  const isAdvance = ledger === 'advance'
  const [assessed, offset, drawdown] = [sumOf('assessment'), sumOf('overpayment-offset'), sumOf('advance-drawdown')]
  const settled = isAdvance ? 0n : sumOf('hop-payment') + offset + drawdown
  const reducedUnpaid = BigInt(opening.debt) + assessed - settled - BigInt(closing.debt)
  return {
    assessed,
    reducedUnpaid,
    reducedPaid: sumOf('reduction') - reducedUnpaid,
    settled,
    received: RECEIVED.reduce((sum, type) => sum + sumOf(type), 0n),
    used: isAdvance ? drawdown : offset,
    refunded: sumOf('refund'),
    transferredIn: sumOf('transfer-in'),
    transferredOut: sumOf('transfer-out'),
  }
}
