import { type AccountAccess, accessTo, ownAccess } from '../../domain/account-access.ts'
import { todayInBaku } from '../../domain/dates.ts'
import { isOver, type Session, type SessionLimits } from '../../domain/session.ts'
import type { Voen } from '../../domain/voen.ts'
import { findMandatesTo } from '../../store/access/mandates.ts'
import { findSession } from '../../store/access/sessions.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { digestOf } from './secret.ts'

export interface Authenticated {
  readonly session: Session
  /** What the person may see of the account that was asked for; null when nothing, or none was asked for. */
  readonly access: AccountAccess | null
}

/**
 * Who comes with a token, and what that person may see of an account, both as they are at one moment: a mandate that is
 * withdrawn shows nothing from then on. It does not count as activity.
 * @param voen the account that is asked for, if any
 * @returns null when the token opens no session, or one that is over
 */
export function authenticate(
  access: AccessStore,
  token: string,
  voen: Voen | null,
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
