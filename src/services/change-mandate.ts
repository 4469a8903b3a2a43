import type { Actor } from '../domain/audit.ts'
import type { Mandate } from '../domain/mandate.ts'
import type { GateAccess } from '../store/access.ts'

export function grantMandate(
  _gate: GateAccess,
  _mandate: Omit<Mandate, 'withdrawn'>,
  _actor: Actor,
  _now: Date,
): Promise<'granted' | 'changed' | 'unchanged'> {
  throw new Error('to be built')
}

/** @returns false when there is none to withdraw */
export function withdrawMandate(
  _gate: GateAccess,
  _voen: string,
  _broker: string,
  _actor: Actor,
  _now: Date,
): Promise<boolean> {
  throw new Error('to be built')
}
