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
