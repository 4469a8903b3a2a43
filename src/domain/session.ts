import type { Person } from './person.ts'

export interface SessionLimits {
  /** The time without a request after which it ends. */
  readonly idle_ms: number
  /** The last part of the session, in which the person is warned. */
  readonly warning_ms: number
  /** The longest time from the sign-in, however active the person is. */
  readonly whole_ms: number
}

export interface Session {
  /** The public name of the session in lists and logs. It does not authenticate. */
  readonly handle: string
  /** The identity provider that signed the person in. The session is invalid when another provider is configured. */
  readonly issuer: string
  readonly person: Person
  readonly openedAt: Date
  readonly lastSeenAt: Date
  /** The User-Agent header at sign-in. */
  readonly userAgent: string
  readonly address: string
  /** Sent back to the identity provider at sign-out. Only the session's own token opens it. */
  readonly sealedIdToken: string | null
}

/** When a session ends if no further request arrives. */
export function endOf({ openedAt, lastSeenAt }: Session, { idle_ms, whole_ms }: SessionLimits): Date {
  return new Date(Math.min(lastSeenAt.getTime() + idle_ms, openedAt.getTime() + whole_ms))
}

/**
 * A session that was last seen in the future, by more than clocks of several servers differ, is over too: it is of a time
 * when the clock was wrong, and would last until that time comes.
 */
export function isOver(session: Session, limits: SessionLimits, now: Date): boolean {
  return endOf(session, limits) <= now || session.lastSeenAt.getTime() - now.getTime() > limits.idle_ms
}

/** The identity provider's order to end sessions: those of one sign-in, or all of a person's. */
export interface LogoutOrder {
  readonly id: string
  /** The provider may send the order again until then, so its id stays stored. */
  readonly until: Date
  readonly subject: string | null
  readonly providerSession: string | null
}
