import type { AccountAccess } from '../domain/account-access.ts'
import { readAccount } from '../services/statement/accounts.ts'
import type { Dependencies, WebContext } from './context.ts'
import { clientListInCookie } from './http/cookies.ts'
import { savesData } from './http/save-data.ts'
import { ClientQuery } from './queries/client-query.ts'

export interface Viewer {
  readonly access: AccountAccess
  /** Offers a switch to other accounts. A broker with one company finds its clients in the cabinet. */
  readonly canSwitch: boolean
  /** How the broker last saw the list of clients; absent when the list was not opened. */
  readonly clientList?: ClientQuery
  /** True when the browser sends `Save-Data: on`. */
  readonly savesData: boolean
}

/** Call after `requireAccess`. */
export function viewerOf(c: WebContext): Viewer {
  const access = c.get('account')
  const list = access.broker === null ? null : clientListInCookie(c)
  return {
    access,
    ...(list !== null && { clientList: listQuery(list) }),
    canSwitch: access.broker !== null || c.get('session')!.person.companies.length > 1,
    savesData: savesData(c),
  }
}

function listQuery(text: string): ClientQuery {
  const fields = new URLSearchParams(text)
  return ClientQuery.parse(field => fields.get(field) ?? undefined)
}

/** The registered name of the account; without one, the name in the person's certificate. */
export async function nameOf(c: WebContext, { reader }: Dependencies): Promise<string> {
  const { voen } = c.get('account')
  const account = await readAccount(reader, voen)
  const company = c.get('session')!.person.companies.find(company => company.voen === voen)
  return account?.name ?? company?.name ?? voen
}
