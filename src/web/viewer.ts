import type { AccountAccess } from '../domain/account-access.ts'
import { readAccount } from '../services/statement/read-account.ts'
import type { Dependencies, WebContext } from './context.ts'
import { savesData } from './http/save-data.ts'

/** Who looks at an account. */
export interface Viewer {
  readonly access: AccountAccess
  /** Whether the person has other accounts to choose from; clients of one’s only company are found in the cabinet. */
  readonly canSwitch: boolean
  /** Whether the person's browser asks for as little as can be. */
  readonly savesData: boolean
}

/** Who looks at the account that the gate has let the person to. */
export function viewerOf(c: WebContext): Viewer {
  const access = c.get('account')
  return {
    access,
    canSwitch: access.broker !== null || c.get('session')!.person.companies.length > 1,
    savesData: savesData(c),
  }
}

/** The name of the account: as it is registered here, or else as the certificate of its representative says. */
export async function nameOf(c: WebContext, { reader }: Dependencies): Promise<string> {
  const { voen } = c.get('account')
  const account = await readAccount(reader, voen)
  const company = c.get('session')!.person.companies.find(company => company.voen === voen)
  return account?.name ?? company?.name ?? voen
}
