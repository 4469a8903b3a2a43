import type { MiddlewareHandler } from 'hono'
import type { Dependencies, Env } from '../context.ts'
import { tooMany } from '../errors.tsx'
import { RateLimit } from '../rate-limit.ts'

/** So many requests a minute of one session, and no more: a person cannot make more, a program that reads it all can. */
export function sessionLimit(dependencies: Dependencies): MiddlewareHandler<Env> {
  const limit = new RateLimit(dependencies, dependencies.config.mostAMinute.session)
  return async (c, next) => {
    const session = c.get('session')
    const wait_s = session ? await limit.exceeds(c, session.handle) : null
    return wait_s === null ? next() : tooMany(c, wait_s)
  }
}
