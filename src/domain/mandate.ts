import type { PlainDate } from './dates.ts'
import type { Voen } from './voen.ts'

/** What a company lets a broker see of its account. A company has at most one mandate for a broker. */
export interface Mandate {
  /** The company whose account it is. */
  readonly voen: Voen
  readonly broker: Voen
  /** The first and the last day on which it holds; null means until it is withdrawn. */
  readonly from: PlainDate
  readonly to: PlainDate | null
  /** The whole account; else only the declarations that the broker itself filed, and no totals. */
  readonly balances: boolean
  /** Whether what may be seen may be downloaded. */
  readonly exports: boolean
  readonly withdrawn: boolean
}

/** A mandate holds, does not hold yet, no longer holds, or was taken back before its end. */
export const MANDATE_STATES = ['holds', 'future', 'ended', 'withdrawn'] as const

export type MandateState = (typeof MANDATE_STATES)[number]

export function stateOn({ withdrawn, from, to }: Mandate, day: PlainDate): MandateState {
  if (withdrawn) return 'withdrawn'
  if (day < from) return 'future'
  return to !== null && to < day ? 'ended' : 'holds'
}

export function holdsOn(mandate: Mandate, day: PlainDate): boolean {
  return stateOn(mandate, day) === 'holds'
}
