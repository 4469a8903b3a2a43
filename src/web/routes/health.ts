import { Hono } from 'hono'
import { hasAccounts } from '../../services/statement/accounts.ts'
import type { Dependencies, Env } from '../context.ts'
import { SECURITY_HEADERS } from '../http/security-headers.ts'

/** Answers `ok` if the store answers; an unreachable store is a failure like any other. */
export function healthRoutes({ reader }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get('/healthz', async c => {
    await hasAccounts(reader)
    return c.text('ok', 200, {
      ...SECURITY_HEADERS,
      'cache-control': 'no-store',
    })
  })
  return routes
}
