import { isOver, type Session, type SessionLimits } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'
import { findSessionsOf } from '../store/sessions.ts'

/** A person's sessions that are not over, newest first. */
export async function listSessions(
  gate: GateAccess,
  subject: string,
  limits: SessionLimits,
  now: Date,
): Promise<Session[]> {
  const sessions = await gate.look(moment => findSessionsOf(moment, subject))
  return sessions.filter(session => !isOver(session, limits, now))
}
