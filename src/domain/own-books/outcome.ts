import type { Operation, OwnLine } from './line.ts'

export const OUTCOMES = ['agreed', 'differs', 'suggested', 'only-here', 'only-there'] as const

export type Outcome = (typeof OUTCOMES)[number]

/** How the amounts of two that belong together can come apart; the first that explains them counts. */
export const SLIPS = ['sign', 'rounding', 'whole-manat', 'swapped-digits', 'decimal-place', 'twice'] as const

export type Slip = (typeof SLIPS)[number]

/** What a pair can differ in, the gravest first. */
export const PAIR_DIFFERENCES = [...SLIPS, 'other-amount', 'other-period', 'other-fund', 'other-day'] as const

export type PairDifference = (typeof PAIR_DIFFERENCES)[number]

/** What something without a partner is called. */
export const LEFTOVER_NAMES = [
  'doubled',
  'other-number',
  'far-day',
  ...SLIPS,
  'amendment',
  'cancellation',
  'broker-payment',
  'refund',
  'late-interest',
  'fine',
  'eservice',
  'payment',
  'unbooked',
  'missing-there',
] as const

export type LeftoverName = (typeof LEFTOVER_NAMES)[number]

export type DifferenceName = PairDifference | LeftoverName

/** One result of the comparison: what belongs together, or stands alone. */
export interface Match {
  readonly outcome: Outcome
  readonly lines: readonly OwnLine[]
  readonly operations: readonly Operation[]
  /** Empty where nothing differs. */
  readonly names: readonly DifferenceName[]
}
