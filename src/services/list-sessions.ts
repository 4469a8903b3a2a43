import { isOver, type Session, type SessionLimits } from '../domain/session.ts'
import type { AccessStore } from '../store/access.ts'
import { findSessionsOf } from '../store/sessions.ts'

/** A person's sessions that are not over, newest first. */
export async function listSessions(
  access: AccessStore,
  subject: string,
  limits: SessionLimits,
  now: Date,
): Promise<Session[]> {
  const sessions = await access.read(tx => findSessionsOf(tx, subject))
  return sessions.filter(session => !isOver(session, limits, now))
}
