import type { AccountAccess } from '../domain/account-access.ts'
import { todayInBaku } from '../domain/dates.ts'
import { hasClients } from '../services/count-clients.ts'
import { readAccount } from '../services/read-account.ts'
import type { Dependencies, WebContext } from './context.ts'

/** Who looks at an account. */
export interface Viewer {
  readonly access: AccountAccess
  /** Whether there are other accounts for the person to choose from. */
  readonly canSwitch: boolean
}

/** Who looks at the account that the gate has let the person to. */
export async function viewerOf(c: WebContext, { gate, clock }: Dependencies): Promise<Viewer> {
  const access = c.get('account')
  const { companies } = c.get('session')!.person
  const several = access.broker !== null || companies.length > 1
  return { access, canSwitch: several || (await hasClients(gate, access.voen, todayInBaku(clock()))) }
}

/** The name of the account: as it is registered here, or else as the certificate of its representative says. */
export async function nameOf(c: WebContext, { reader }: Dependencies): Promise<string> {
  const { voen } = c.get('account')
  const account = await readAccount(reader, voen)
  const company = c.get('session')!.person.companies.find(company => company.voen === voen)
  return account?.name ?? company?.name ?? voen
}
