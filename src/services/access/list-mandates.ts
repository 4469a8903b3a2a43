import type { Mandate } from '../../domain/mandate.ts'
import type { Voen } from '../../domain/voen.ts'
import { findMandates, findMandatesTo } from '../../store/access/mandates.ts'
import type { AccessStore } from '../../store/engine/access.ts'

/** A company's mandates by broker, those that are withdrawn or have ended too. */
export function listMandates(access: AccessStore, voen: Voen): Promise<Mandate[]> {
  return access.read(tx => findMandates(tx, voen))
}

/** What a company has granted a broker, though it may be withdrawn or have ended. */
export async function findMandate(access: AccessStore, voen: Voen, broker: Voen): Promise<Mandate | undefined> {
  const [mandate] = await access.read(tx => findMandatesTo(tx, voen, [broker]))
  return mandate
}
