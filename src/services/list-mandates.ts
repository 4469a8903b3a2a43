import type { Mandate } from '../domain/mandate.ts'
import type { GateAccess } from '../store/access.ts'
import { findMandates, findMandatesTo } from '../store/mandates.ts'

/** A company's mandates by broker, those that are withdrawn or have ended too. */
export function listMandates(gate: GateAccess, voen: string): Promise<Mandate[]> {
  return gate.look(moment => findMandates(moment, voen))
}

/** What a company has granted a broker, though it may be withdrawn or have ended. */
export async function findMandate(gate: GateAccess, voen: string, broker: string): Promise<Mandate | undefined> {
  const [mandate] = await gate.look(moment => findMandatesTo(moment, voen, [broker]))
  return mandate
}
