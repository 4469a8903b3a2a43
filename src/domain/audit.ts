import type { Voen } from './voen.ts'

/** Who does something, as far as is known, and from where. */
export interface Actor {
  readonly subject: string | null
  readonly name: string | null
  /** The handle of the session. */
  readonly session: string | null
  readonly address: string
  readonly userAgent: string
}

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-in-refused',
  'sign-out',
  'session-ended',
  'provider-sign-out',
  'refusal',
  'rate-limited',
  'export',
  'mandate-granted',
  'mandate-changed',
  'mandate-withdrawn',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** One line of the audit log. It holds no secrets: no token, no code, no key. */
export interface AuditEntry {
  readonly at: Date
  readonly action: AuditAction
  readonly actor: Actor
  /** The account that it is about. */
  readonly voen: Voen | null
  /** What else there is to know. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** One line of what a company is shown of its account's visitors. */
export interface Visit {
  readonly voen: Voen
  readonly at: Date
  readonly action: 'viewed' | 'exported'
  readonly subject: string
  readonly name: string
  /** The broker on whose behalf; null for one of the company's own. */
  readonly broker: Voen | null
  /** The ledger that was exported, or nothing. */
  readonly detail: string | null
}
