import type { LedgerTotals } from './account.ts'
import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
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

/** What each row carries: the sums of its ledger so far. The two figures left out follow from the totals after the row. */
export type LedgerSums = Omit<Movements, 'settled' | 'used'>

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

/** The figures of which rows carry the sums. */
export function sumsOf(movements: Movements): LedgerSums {
  const { assessed, reducedUnpaid, reducedPaid, received, refunded, transferredIn, transferredOut } = movements
  return { assessed, reducedUnpaid, reducedPaid, received, refunded, transferredIn, transferredOut }
}

/** What has happened on a ledger up to a row: the totals after the row tell what its sums leave out. */
export function movementsUpTo(sums: LedgerSums, { debt, overpayment }: LedgerTotals): Movements {
  const raised = sums.received + sums.reducedPaid + sums.transferredIn
  return {
    ...sums,
    settled: sums.assessed - sums.reducedUnpaid - BigInt(debt),
    used: raised - sums.refunded - sums.transferredOut - BigInt(overpayment),
  }
}

/** The sum of all rows of a ledger, whatever they did. An offset is one row, and is in `settled` and in `used`. */
export function amountOfRows(ledger: Ledger, movements: Movements): bigint {
  const { assessed, reducedUnpaid, reducedPaid, settled, received, refunded, transferredIn, transferredOut } = movements
  const drawn = ledger === 'advance' ? movements.used : 0n
  return assessed + reducedUnpaid + reducedPaid + settled + received + drawn + refunded + transferredIn + transferredOut
}

/** What happened after `start` and up to `end`. */
export function movementsBetween(start: Movements, end: Movements): Movements {
  const { assessed, reducedUnpaid, reducedPaid, settled, received, used, refunded, transferredIn, transferredOut } = end
  return {
    assessed: assessed - start.assessed,
    reducedUnpaid: reducedUnpaid - start.reducedUnpaid,
    reducedPaid: reducedPaid - start.reducedPaid,
    settled: settled - start.settled,
    received: received - start.received,
    used: used - start.used,
    refunded: refunded - start.refunded,
    transferredIn: transferredIn - start.transferredIn,
    transferredOut: transferredOut - start.transferredOut,
  }
}

/** The sums of a ledger that include a row. */
export function withEntry(sums: LedgerSums, before: LedgerTotals, { type, amount, debt }: LedgerEntry): LedgerSums {
  const by = BigInt(amount)
  switch (type) {
    case 'assessment':
      return { ...sums, assessed: sums.assessed + by }
    case 'reduction': {
      const unpaid = BigInt(before.debt) - BigInt(debt)
      return { ...sums, reducedUnpaid: sums.reducedUnpaid + unpaid, reducedPaid: sums.reducedPaid + by - unpaid }
    }
    case 'refund':
      return { ...sums, refunded: sums.refunded + by }
    case 'transfer-in':
      return { ...sums, transferredIn: sums.transferredIn + by }
    case 'transfer-out':
      return { ...sums, transferredOut: sums.transferredOut + by }
    case 'hop-payment':
    case 'overpayment-offset':
    case 'advance-drawdown':
      return sums
    default:
      return { ...sums, received: sums.received + by }
  }
}
