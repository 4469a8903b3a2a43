import type { Actor } from '../domain/audit.ts'
import type { LogoutOrder } from '../domain/session.ts'
import type { GateAccess } from '../store/access.ts'

/** @returns false when the person has no such session */
export function endSession(
  _gate: GateAccess,
  _handle: string,
  _subject: string,
  _actor: Actor,
  _action: 'sign-out' | 'session-ended',
  _now: Date,
): Promise<boolean> {
  throw new Error('to be built')
}

/** @returns how many */
export function endOtherSessions(
  _gate: GateAccess,
  _subject: string,
  _handle: string,
  _actor: Actor,
  _now: Date,
): Promise<number> {
  throw new Error('to be built')
}

export function obeyLogoutOrder(
  _gate: GateAccess,
  _order: LogoutOrder,
  _actor: Actor,
  _now: Date,
): Promise<'obeyed' | 'replayed'> {
  throw new Error('to be built')
}
