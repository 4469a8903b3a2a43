import { ACT_STEPS } from './act/act.ts'
import type { Voen } from './voen.ts'

/** The origin of an action. `subject` and `name` are null when the person is unknown. */
export interface Actor {
  readonly subject: string | null
  readonly name: string | null
  /** The handle of the session; it does not authenticate. */
  readonly session: string | null
  readonly address: string
  readonly userAgent: string
}

export const MANDATE_CHANGES = ['mandate-granted', 'mandate-changed', 'mandate-withdrawn'] as const

/** A change that a company makes to a mandate. */
export type MandateChange = (typeof MANDATE_CHANGES)[number]

/** The operator, who runs commands on the server. */
export const OPERATOR: Actor = { subject: null, name: null, session: null, address: 'command line', userAgent: '' }

export const AUDIT_ACTIONS = [
  'sign-in',
  'sign-in-refused',
  'sign-out',
  'session-ended',
  'provider-sign-out',
  'refusal',
  'rate-limited',
  'export',
  'document-issued',
  'act-drawn-up',
  ...ACT_STEPS.map(kind => `act-${kind}` as const),
  ...MANDATE_CHANGES,
  /** Whether a number is of a registered taxpayer, asked before a mandate is granted. */
  'taxpayer-asked',
  'clock-accepted',
  'event-dismissed',
  'rejections-cleared',
  'sender-registered',
  'sender-changed',
  'sender-removed',
  'sender-key-added',
  'sender-key-removed',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** One line of the audit log. It holds no secrets: no token, no code, no key. */
export interface AuditEntry {
  readonly at: Date
  readonly action: AuditAction
  readonly actor: Actor
  /** The account concerned; null when the action concerns none. */
  readonly voen: Voen | null
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** A line as the log keeps it, as far as it decides what the store must have. */
export interface AuditedLine {
  readonly at: string
  readonly action: AuditAction
  readonly subject: string | null
  /** The handle of the session. */
  readonly session: string | null
  readonly voen: string | null
  readonly detail: AuditEntry['detail']
}

/** The detail of a view of an account's totals in a list of accounts. */
export const VIEWED_IN_LIST = 'list'

/** The detail of a download of a list of clients. */
export const CLIENT_LIST = 'clients'

/** One line of the access log, which shows a company who used its account and who changed its mandates. */
export interface Visit {
  readonly voen: Voen
  readonly at: Date
  readonly action: 'viewed' | 'exported' | MandateChange
  readonly subject: string
  readonly name: string
  /** The broker for which the person acted; null for the company's own representative. */
  readonly broker: Voen | null
  /** The code of the exported content, the terms of the mandate as JSON, or `VIEWED_IN_LIST`; null for other views. */
  readonly detail: string | null
}
