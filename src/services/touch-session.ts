import type { Session, SessionLimits } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'

/** @returns the session with its `lastSeenAt` as it is kept now */
export function touchSession(
  _gate: GateAccess,
  _session: Session,
  _limits: SessionLimits,
  _now: Date,
): Promise<Session> {
  throw new Error('to be built')
}
