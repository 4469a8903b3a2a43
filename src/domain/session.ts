import type { Person } from './person.ts'

/** How long a session lasts. */
export interface SessionLimits {
  /** Without a request. */
  readonly idle_ms: number
  /** The last part of the idle time, in which the person is warned. */
  readonly warning_ms: number
  /** From the sign-in, whatever happens. */
  readonly whole_ms: number
}

export interface Session {
  /** Names the session where it is listed and logged; it opens nothing. */
  readonly handle: string
  /** The identity provider that vouched for the person; where another is asked now, the session opens nothing. */
  readonly issuer: string
  readonly person: Person
  readonly openedAt: Date
  readonly lastSeenAt: Date
  /** What it was opened with, in the browser's own words, and from where. */
  readonly userAgent: string
  readonly address: string
  /** The identity provider's token, by which it knows whom to sign out. */
  readonly idToken: string | null
}

/** When a session ends unless something is asked before. */
export function endOf({ openedAt, lastSeenAt }: Session, { idle_ms, whole_ms }: SessionLimits): Date {
  return new Date(Math.min(lastSeenAt.getTime() + idle_ms, openedAt.getTime() + whole_ms))
}

/** Whether it has ended by itself. */
export function isOver(session: Session, limits: SessionLimits, now: Date): boolean {
  return endOf(session, limits) <= now
}

/** The identity provider's order to end sessions: of one sign-in, or all of a person's. */
export interface LogoutOrder {
  /** An order is obeyed once; until then its id must be remembered. */
  readonly id: string
  readonly until: Date
  readonly subject: string | null
  readonly providerSession: string | null
}
