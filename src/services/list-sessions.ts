import type { Session, SessionLimits } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'

/** A person's sessions that are not over, newest first. */
export function listSessions(
  _gate: GateAccess,
  _subject: string,
  _limits: SessionLimits,
  _now: Date,
): Promise<Session[]> {
  throw new Error('to be built')
}
