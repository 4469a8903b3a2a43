import { type AccountAccess, accessTo, ownAccess } from '../../domain/account-access.ts'
import { todayInBaku } from '../../domain/dates.ts'
import { isOver, type Session, type SessionLimits } from '../../domain/session.ts'
import type { Voen } from '../../domain/voen.ts'
import { findMandatesTo } from '../../store/access/mandates.ts'
import { findSession } from '../../store/access/sessions.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { digestOf } from './tokens.ts'

export interface Credentials {
  readonly token: string
  /** The requested account; null when the request is not about an account. */
  readonly voen: Voen | null
}

export interface Authenticated {
  readonly session: Session
  /** The person's access to the requested account; null for no access or no account. */
  readonly access: AccountAccess | null
}

/**
 * Finds the session of a token and the person's access to an account in one snapshot, so that a withdrawn mandate stops
 * working at once. Does not count as activity.
 * @returns null when the token has no active session
 */
export function authenticate(
  access: AccessStore,
  { token, voen }: Credentials,
  limits: SessionLimits,
  now: Date,
): Promise<Authenticated | null> {
  const digest = digestOf(token)
  return access.read(async tx => {
    const session = await findSession(tx, digest)
    if (!session || isOver(session, limits, now)) return null
    if (voen === null) return { session, access: null }
    const own = ownAccess(session.person, voen)
    if (own) return { session, access: own }
    const brokers = session.person.companies.map(company => company.voen)
    const mandates = await findMandatesTo(tx, voen, brokers)
    return { session, access: accessTo(session.person, voen, mandates, todayInBaku(now)) }
  })
}
