import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import { type Fund, fundPosition } from './fund.ts'
import { add, min, type Qepik, qepik, subtract, ZERO } from './money.ts'

/** One assessed amount of one fund on one document. What is open of it is debt. */
export interface Charge {
  /** The document's place in the account's sequence (R2). */
  readonly document: number
  /** The charge's place among the charges of its document, from 1: its age. */
  readonly number: number
  readonly fund: Fund
  readonly declaration: DeclarationNumber | null
  readonly reference: string | null
  /** Born of an amendment: not payable by declaration number (note 1 of the guide). */
  readonly amended: boolean
  /** The operation date of its own assessment row. */
  readonly assessedOn: PlainDate
  readonly amount: Qepik
  readonly reduced: Qepik
  readonly settled: Qepik
}

/** Names a charge among those of its account. */
export function chargeKey(charge: Pick<Charge, 'document' | 'number'>): string {
  return `${charge.document}/${charge.number}`
}

/** What is still to be paid: amount − reduced − settled. */
export function outstanding(charge: Charge): Qepik {
  return qepik(charge.amount - charge.reduced - charge.settled)
}

export function settle(charge: Charge, amount: Qepik): Charge {
  return { ...charge, settled: add(charge.settled, amount) }
}

/** Takes an amount off the charge: `unpaid` of it was still open, `paid` of it had been settled (R4). */
export function reduce(charge: Charge, { unpaid, paid }: { unpaid: Qepik; paid: Qepik }): Charge {
  return {
    ...charge,
    reduced: qepik(charge.reduced + unpaid + paid),
    settled: subtract(charge.settled, paid),
  }
}

/** What the charges come to as they stand: Σ (amount − reduced). */
export function assessed(charges: readonly Charge[]): Qepik {
  return charges.reduce((sum, charge) => qepik(sum + charge.amount - charge.reduced), ZERO)
}

/** The order in which open charges are settled: document, fund order, age (R7). */
export function inSettlementOrder(left: Charge, right: Charge): number {
  return (
    left.document - right.document || fundPosition(left.fund) - fundPosition(right.fund) || left.number - right.number
  )
}

/** Spends money on charges in their order; yields each charge that gets some, with its part. */
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
