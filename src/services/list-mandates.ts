import type { Mandate } from '../domain/mandate.ts'
import type { GateAccess } from '../store/access.ts'

/** A company's mandates by broker, those that are withdrawn or have ended too. */
export function listMandates(_gate: GateAccess, _voen: string): Promise<Mandate[]> {
  throw new Error('to be built')
}

/** What a company has granted a broker, though it may be withdrawn or have ended. */
export function findMandate(_gate: GateAccess, _voen: string, _broker: string): Promise<Mandate | undefined> {
  throw new Error('to be built')
}
