import { EVERY_ACCOUNT, type ReadAccess } from '../store/access.ts'
import { findVoensAfter } from '../store/accounts.ts'

/** Whether anybody is registered here at all. */
export function hasAccounts(reader: ReadAccess): Promise<boolean> {
  return reader.snapshot(EVERY_ACCOUNT, async tx => (await findVoensAfter(tx, '', 1)).length > 0)
}
