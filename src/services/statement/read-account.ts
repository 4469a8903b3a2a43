import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount } from '../../store/ledger/accounts.ts'

/** An account by its VÖEN; undefined when no such taxpayer is registered. */
export function readAccount(reader: ReadAccess, voen: Voen): Promise<AccountRecord | undefined> {
  return reader.snapshot(voen, tx => findAccount(tx, voen))
}
