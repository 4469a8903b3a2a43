import type { PlainDate } from './dates.ts'
import type { Voen } from './voen.ts'

/** A company's permission for a broker to see its account. A company has at most one for each broker. */
export interface Mandate {
  readonly voen: Voen
  readonly broker: Voen
  /** The first and last day in force; `to: null` means until it is withdrawn. */
  readonly from: PlainDate
  readonly to: PlainDate | null
  /** True for the whole account, false for the broker's own declarations without totals. */
  readonly balances: boolean
  /** True when the broker may download the data that it sees. */
  readonly exports: boolean
  readonly withdrawn: boolean
}

/** What the logs keep of a mandate. */
export type MandateTerms = Omit<Mandate, 'voen' | 'withdrawn'>

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
