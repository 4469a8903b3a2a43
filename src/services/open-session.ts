import type { Actor } from '../domain/audit.ts'
import type { Person } from '../domain/person.ts'
import type { Session, SessionLimits } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'

export interface SignedIn {
  readonly person: Person
  readonly idToken: string | null
  readonly providerSession: string | null
}

/** @param replaced the token of the session that this browser had, which ends */
export function openSession(
  _gate: GateAccess,
  _signedIn: SignedIn,
  _actor: Actor,
  _replaced: string | null,
  _limits: SessionLimits,
  _now: Date,
): Promise<{ token: string; session: Session }> {
  throw new Error('to be built')
}
