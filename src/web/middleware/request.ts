import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { catalogueOf } from '../../i18n/index.ts'
import type { Dependencies, Env } from '../context.ts'

const processId = randomBytes(4).toString('hex')

/** Gives each request its number and its language, and logs what became of it (never the query: it may hold numbers). */
export function request({ log }: Dependencies): MiddlewareHandler<Env> {
  let count = 0
  return async (c, next) => {
    count += 1
    const requestId = `${processId}-${count}`
    const started_ms = performance.now()
    c.set('requestId', requestId)
    c.set('t', catalogueOf('az'))
    await next()
    log?.({
      level: 'info',
      event: 'request',
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      duration_ms: Math.round((performance.now() - started_ms) * 100) / 100,
    })
  }
}
