import type { MiddlewareHandler } from 'hono'
import type { Right } from '../domain/account-access.ts'
import type { Dependencies, Env } from './context.ts'

/**
 * The one gate to an account: a route of an account names the rights it needs, and takes the account from
 * `c.get('account')`, never from an address or a form. Who may not come in is told the same as of an account that does
 * not exist.
 */
export function admit(_dependencies: Dependencies, ..._rights: Right[]): MiddlewareHandler<Env> {
  throw new Error('to be built')
}
