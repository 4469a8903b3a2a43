import type { SessionModel } from '../../../views/components/session.tsx'
import type { PersonModel } from '../../../views/layout.tsx'
import type { SessionsPageModel } from '../../../views/sessions-page.tsx'
import { endOf, type Session, type SessionLimits } from '../../domain/session.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { deviceOf } from '../http/device.ts'
import { personTag } from '../person-tag.ts'
import { COMPANIES, END_OTHER_SESSIONS, endSessionUrl, SESSION, SESSIONS, SIGN_OUT } from '../urls.ts'

/** The remaining time of a session. The page asks again when the warning is due, or when the session is over. */
export function sessionModel(session: Session, limits: SessionLimits, now: Date, t: Catalogue): SessionModel {
  const end = endOf(session, limits)
  const left_ms = end.getTime() - now.getTime()
  const warned = left_ms <= limits.warning_ms
  return {
    href: SESSION,
    endsAt: t.format.time(end),
    // One second after the end; asking earlier would return the same warning.
    askAgain_s: Math.max(1, Math.ceil((warned ? left_ms + 1000 : left_ms - limits.warning_ms) / 1000)),
    warned,
    extendable: end.getTime() < session.openedAt.getTime() + limits.whole_ms,
  }
}

/** The signed-in person, as the header of every page shows it. */
export function personModel(session: Session, limits: SessionLimits, now: Date, t: Catalogue): PersonModel {
  return {
    name: session.person.name,
    tag: personTag(session.person),
    companies: COMPANIES,
    sessions: SESSIONS,
    signOut: SIGN_OUT,
    session: sessionModel(session, limits, now, t),
  }
}

export function sessionsPageModel(
  sessions: readonly Session[],
  current: Session,
  ended: number | null,
  t: Catalogue,
): SessionsPageModel {
  return {
    status: ended === null ? null : t.sessions.ended(ended),
    sessions: sessions.map(session => ({
      device: deviceOf(session.userAgent) ?? t.sessions.unknownDevice,
      address: session.address,
      openedAt: t.format.instant(session.openedAt),
      lastSeenAt: t.format.instant(session.lastSeenAt),
      current: session.handle === current.handle,
      end: endSessionUrl(session.handle),
    })),
    endOthers: sessions.some(({ handle }) => handle !== current.handle) ? END_OTHER_SESSIONS : null,
  }
}
