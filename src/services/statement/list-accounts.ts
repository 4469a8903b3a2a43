import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findVoensAfter } from '../../store/ledger/accounts.ts'

/** Whether anybody is registered here at all. */
export function hasAccounts(reader: ReadAccess): Promise<boolean> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => (await findVoensAfter(tx, null, 1)).length > 0)
}
