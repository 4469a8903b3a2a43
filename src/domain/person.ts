import type { Voen } from './voen.ts'

/** A company as the identity provider's certificates name it to a person. */
export interface Company {
  readonly voen: Voen
  readonly name: string
  /** What the person is there, in the certificate's own words; null when it does not say. */
  readonly position: string | null
}

/** Who signed in, and the companies whose certificates the person holds: those are represented without asking anybody. */
export interface Person {
  /** The identity provider's own name for the person, which stays the same for ever. */
  readonly subject: string
  readonly name: string
  readonly companies: readonly Company[]
}
