import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import { type Fund, fundPosition, isCustomsFund } from './fund.ts'
import { add, min, type Qepik, qepik, subtract, ZERO } from './money.ts'

/** One assessed amount of one fund on one document. Its outstanding part is debt. */
export interface Charge {
  /** The document's place in the account's sequence (R2). */
  readonly document: number
  /** The position among the charges of its document, from 1: its age. */
  readonly number: number
  readonly fund: Fund
  readonly declaration: DeclarationNumber | null
  readonly reference: string | null
  /** Made by an amendment: not payable by declaration number (note 1 of the guide). */
  readonly amended: boolean
  /** The `seq` of its assessment row. */
  readonly row: number
  /** The operation date of its assessment row. */
  readonly assessedOn: PlainDate
  /** The last day to pay (R10). */
  readonly dueOn: PlainDate
  readonly amount: Qepik
  readonly reduced: Qepik
  readonly settled: Qepik
}

/** Identifies a charge within its account. */
export function chargeKey(charge: Pick<Charge, 'document' | 'number'>): string {
  return `${charge.document}/${charge.number}`
}

/** amount − reduced − settled */
export function outstanding(charge: Charge): Qepik {
  return qepik(charge.amount - charge.reduced - charge.settled)
}

export function settle(charge: Charge, amount: Qepik): Charge {
  return { ...charge, settled: add(charge.settled, amount) }
}

/** R4: lowers the charge by an outstanding part (`unpaid`) and a settled part (`paid`). */
export function reduce(charge: Charge, { unpaid, paid }: { unpaid: Qepik; paid: Qepik }): Charge {
  return {
    ...charge,
    reduced: qepik(charge.reduced + unpaid + paid),
    settled: subtract(charge.settled, paid),
  }
}

/** R5 and note 1: whether the charge can be paid by the number of its declaration. */
export function isPayableByNumber({ declaration, fund, amended }: Charge): boolean {
  return declaration !== null && isCustomsFund(fund) && !amended
}

/** Σ (amount − reduced) */
export function assessed(charges: readonly Charge[]): Qepik {
  return charges.reduce((sum, charge) => qepik(sum + charge.amount - charge.reduced), ZERO)
}

/** R7: settlement order is document, fund order, age. */
export function inSettlementOrder(left: Charge, right: Charge): number {
  return (
    left.document - right.document || fundPosition(left.fund) - fundPosition(right.fund) || left.number - right.number
  )
}

/** Allocates money to charges in their order. Yields each charge that gets a part, with that part. */
export function* allocate(money: Qepik, charges: Iterable<Charge>): Generator<[Charge, Qepik]> {
  let left = money
  if (left === 0) return
  for (const charge of charges) {
    const part = min(outstanding(charge), left)
    if (part > 0) yield [charge, part]
    left = subtract(left, part)
    if (left === 0) return
  }
}

/** In words of the guide: what became of what was assessed. A charge reduced to nothing was amended away or cancelled. */
export const CHARGE_STATES = ['open', 'partly-paid', 'settled', 'amended', 'cancelled'] as const

export type ChargeState = (typeof CHARGE_STATES)[number]

/**
 * @param sums of a charge, or of the charges of a fund
 * @param cancelled whether their declaration was cancelled
 */
export function stateOfCharge({ outstanding, paid }: ChargeSums, cancelled: boolean): ChargeState {
  if (outstanding > 0) return paid > 0 ? 'partly-paid' : 'open'
  if (paid > 0) return 'settled'
  return cancelled ? 'cancelled' : 'amended'
}

interface ChargeSums {
  readonly outstanding: bigint | number
  readonly paid: bigint | number
}
