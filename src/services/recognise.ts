import type { AccountAccess } from '../domain/account-access.ts'
import type { Session, SessionLimits } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'

export interface Recognised {
  readonly session: Session
  /** What the person may see of the account that was asked for; null when nothing, or none was asked for. */
  readonly access: AccountAccess | null
}

/** @returns null when the token opens no session, or one that is over */
export function recognise(
  _gate: GateAccess,
  _token: string,
  _voen: string | null,
  _limits: SessionLimits,
  _now: Date,
): Promise<Recognised | null> {
  throw new Error('to be built')
}
