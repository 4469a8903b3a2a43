import type { LedgerTotals } from './account.ts'
import type { Ledger } from './fund.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { total } from './money.ts'
import { OPERATION_TYPES, type OperationType } from './operation-type.ts'

/** Sums of rows by what they did, in qəpik. Figures of different kinds are not added. */
export interface KindSums {
  readonly assessed: bigint
  /** A row does not say how much of its reduction was settled before, so of chosen rows this is one figure. */
  readonly reduced: bigint
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

/** All kinds, in the order of pages. */
export const KIND_NAMES = [
  'assessed',
  'reduced',
  'settled',
  'received',
  'used',
  'refunded',
  'transferredIn',
  'transferredOut',
] as const satisfies (keyof KindSums)[]

/** What happened on a ledger between two of its rows, in qəpik. */
export interface Movements extends Omit<KindSums, 'reduced'> {
  /** Reductions of what was outstanding. */
  readonly reducedUnpaid: bigint
  /** Reductions of what was settled, which became overpayment. */
  readonly reducedPaid: bigint
}

/** What each row carries: the sums of its ledger so far. The two figures left out follow from the totals after the row. */
export type LedgerSums = Omit<Movements, 'settled' | 'used'>

/** How movements lead from the opening to the closing balance of each side. */
export const BRIDGES = {
  debt: [
    ['assessed', 'raises'],
    ['reducedUnpaid', 'lowers'],
    ['settled', 'lowers'],
  ],
  overpayment: [
    ['received', 'raises'],
    ['reducedPaid', 'raises'],
    ['transferredIn', 'raises'],
    ['used', 'lowers'],
    ['refunded', 'lowers'],
    ['transferredOut', 'lowers'],
  ],
} as const satisfies Record<keyof LedgerTotals, (readonly [keyof Movements, 'raises' | 'lowers'])[]>

const RECEIVED = OPERATION_TYPES.filter(type => type.startsWith('advance-payment-') || type.startsWith('eservice-'))

/** @param sumOf the sum of the ledger's rows of a type */
export function kindSumsOf(ledger: Ledger, sumOf: (type: OperationType) => bigint): KindSums {
  const isAdvance = ledger === 'advance'
  const [offset, drawdown] = [sumOf('overpayment-offset'), sumOf('advance-drawdown')]
  return {
    assessed: sumOf('assessment'),
    reduced: sumOf('reduction'),
    settled: isAdvance ? 0n : sumOf('hop-payment') + offset + drawdown,
    received: RECEIVED.reduce((sum, type) => sum + sumOf(type), 0n),
    used: isAdvance ? drawdown : offset,
    refunded: sumOf('refund'),
    transferredIn: sumOf('transfer-in'),
    transferredOut: sumOf('transfer-out'),
  }
}

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
  const { reduced, ...sums } = kindSumsOf(ledger, sumOf)
  const reducedUnpaid = BigInt(opening.debt) + sums.assessed - sums.settled - BigInt(closing.debt)
  return { ...sums, reducedUnpaid, reducedPaid: reduced - reducedUnpaid }
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

/** The same figures with reductions as one. */
export function kindSumsIn({ reducedUnpaid, reducedPaid, ...sums }: Movements): KindSums {
  return { ...sums, reduced: reducedUnpaid + reducedPaid }
}

/** What happened between an account and the world outside: nothing that only moved within the account is in it. */
export interface OutsideMovements {
  readonly assessed: bigint
  readonly reduced: bigint
  /** All payments, those by declaration number too. */
  readonly paidIn: bigint
  readonly paidByNumber: bigint
  readonly refunded: bigint
}

/**
 * @param ledgers all ledgers of an account. What overpayment and the advance closed is in `settled` of one ledger and in
 * `used` of the same or another one; the rest of `settled` was paid by declaration number.
 */
export function outsideMovementsOf(ledgers: readonly Movements[]): OutsideMovements {
  const sum = (kind: keyof Movements) => total(ledgers.map(movements => movements[kind]))
  const paidByNumber = sum('settled') - sum('used')
  return {
    assessed: sum('assessed'),
    reduced: sum('reducedUnpaid') + sum('reducedPaid'),
    paidIn: sum('received') + paidByNumber,
    paidByNumber,
    refunded: sum('refunded'),
  }
}
