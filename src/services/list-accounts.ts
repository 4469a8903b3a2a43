import { EVERY_ACCOUNT, type ReadAccess } from '../store/access.ts'
import { findVoensAfter } from '../store/accounts.ts'

/** Whether anybody is registered here at all. */
export function hasAccounts(reader: ReadAccess): Promise<boolean> {
  return reader.atOneMoment(EVERY_ACCOUNT, async moment => (await findVoensAfter(moment, '', 1)).length > 0)
}
