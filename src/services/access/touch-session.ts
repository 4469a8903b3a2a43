import type { Session, SessionLimits } from '../../domain/session.ts'
import { saveLastSeen } from '../../store/access/sessions.ts'
import type { AccessStore } from '../../store/engine/access.ts'

const MINUTE_MS = 60_000

/**
 * Remembers that a session is in use; not more often than once a minute, or ten times in the time for which it may be
 * idle. One that has ended meanwhile stays ended.
 * @returns the session with its `lastSeenAt` as it is kept now
 */
export async function touchSession(
  access: AccessStore,
  session: Session,
  { idle_ms }: SessionLimits,
  now: Date,
): Promise<Session> {
  const unseen_ms = now.getTime() - session.lastSeenAt.getTime()
  if (unseen_ms <= Math.min(MINUTE_MS, idle_ms / 10)) return session
  const lastSeenAt = await access.write(trx => saveLastSeen(trx, session.handle, now))
  return lastSeenAt ? { ...session, lastSeenAt } : session
}
