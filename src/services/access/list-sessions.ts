import { isOver, type Session, type SessionLimits } from '../../domain/session.ts'
import { findSessionsOf } from '../../store/access/sessions.ts'
import type { AccessStore } from '../../store/engine/access.ts'

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
