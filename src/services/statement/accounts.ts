import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { type AccountRecord, findAccount, findNames, findVoensAfter } from '../../store/ledger/accounts.ts'

/** @returns undefined when no such taxpayer is registered */
export function readAccount(reader: ReadAccess, voen: Voen): Promise<AccountRecord | undefined> {
  return reader.snapshot(voen, tx => findAccount(tx, voen))
}

/** Whether the store has any account. */
export function hasAccounts(reader: ReadAccess): Promise<boolean> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => (await findVoensAfter(tx, null, 1)).length > 0)
}

/** @returns the names of the registered ones of the given taxpayers, and nothing else of their accounts */
export function readNames(reader: ReadAccess, voens: readonly Voen[]): Promise<Map<Voen, string>> {
  return reader.snapshot(EVERY_ACCOUNT, tx => findNames(tx, voens))
}
