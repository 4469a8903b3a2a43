import { randomBytes } from 'node:crypto'
import type { Actor } from '../../domain/audit.ts'
import type { Person } from '../../domain/person.ts'
import type { Session, SessionLimits } from '../../domain/session.ts'
import { deleteByDigest, deleteUnseen, insertSession } from '../../store/access/sessions.ts'
import type { AccessStore } from '../../store/engine/access.ts'
import { auditedChange } from './audited-change.ts'
import { digestOf, newToken } from './secret.ts'

/** Who the identity provider says has signed in. */
export interface SignedIn {
  /** Which provider it is. */
  readonly issuer: string
  readonly person: Person
  readonly idToken: string | null
  /** The provider's own name for this sign-in, by which it may end it. */
  readonly providerSession: string | null
}

/**
 * Lets a person in, always with a new token, and clears away sessions that are over.
 * @param replaced the token of the session that this browser had, which ends
 */
export function openSession(
  access: AccessStore,
  { issuer, person, idToken, providerSession }: SignedIn,
  actor: Actor,
  replaced: string | null,
  limits: SessionLimits,
  now: Date,
): Promise<{ token: string; session: Session }> {
  const token = newToken()
  const handle = randomBytes(12).toString('base64url')
  const { userAgent, address } = actor
  const session = { handle, issuer, person, openedAt: now, lastSeenAt: now, userAgent, address, idToken }
  return auditedChange(access, async trx => {
    // One that is over as a whole is not touched any more: soon it has not been seen for long either.
    await deleteUnseen(trx, { since: new Date(now.getTime() - limits.idle_ms).toISOString() })
    const [ended] = replaced === null ? [] : await deleteByDigest(trx, { digest: digestOf(replaced) })
    await insertSession(trx, session, { digest: digestOf(token), providerSession })
    const signedIn = { ...actor, subject: person.subject, name: person.name, session: handle }
    const detail = { companies: person.companies.length, replaced: ended?.handle ?? null }
    return {
      result: { token, session },
      entries: [{ at: now, action: 'sign-in', actor: signedIn, voen: null, detail }],
    }
  })
}
