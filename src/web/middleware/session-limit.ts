import type { MiddlewareHandler } from 'hono'
import type { Dependencies, Env } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { RateLimit } from '../rate-limit.ts'
import { liveUpdateVersion } from '../respond.tsx'
import { SIGN_OUT } from '../urls.ts'

/** Limits the requests of a session, to stop programs that read everything a person can see. */
export function sessionLimit(dependencies: Dependencies): MiddlewareHandler<Env> {
  const limit = new RateLimit(dependencies, dependencies.config.requestsPerMinute.session)
  return async function sessionLimit(c, next) {
    const session = c.get('session')
    // Live updates have their own budget, so that open pages do not use up the person's.
    const key = session && (liveUpdateVersion(c) === null ? session.handle : `live ${session.handle}`)
    // Signing out is always possible.
    const wait_s = key && c.req.path !== SIGN_OUT ? await limit.exceeds(c, key) : null
    return wait_s === null ? next() : tooManyRequests(c, wait_s)
  }
}
