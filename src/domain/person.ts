import type { Voen } from './voen.ts'

/** A company as the identity provider's certificate names it. */
export interface Company {
  readonly voen: Voen
  readonly name: string
  /** The person's position there, as the certificate words it; null when missing. */
  readonly position: string | null
}

/** A signed-in person. The person represents every company whose certificate the person holds. */
export interface Person {
  /** The identity provider's permanent id of the person (`sub`). */
  readonly subject: string
  readonly name: string
  readonly companies: readonly Company[]
}
