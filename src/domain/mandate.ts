import type { PlainDate } from './dates.ts'

/** What a company lets a broker see of its account. A company has at most one mandate for a broker. */
export interface Mandate {
  /** The company whose account it is. */
  readonly voen: string
  readonly broker: string
  /** The first and the last day on which it holds; null means until it is withdrawn. */
  readonly from: PlainDate
  readonly to: PlainDate | null
  /** The whole account; else only the declarations that the broker itself filed, and no totals. */
  readonly balances: boolean
  /** Whether what may be seen may be downloaded. */
  readonly exports: boolean
  readonly withdrawn: boolean
}

export function holdsOn(mandate: Mandate, day: PlainDate): boolean {
  return !mandate.withdrawn && mandate.from <= day && (mandate.to === null || day <= mandate.to)
}
