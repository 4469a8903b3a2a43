import type { MiddlewareHandler } from 'hono'
import type { Dependencies, Env } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { RateLimit } from '../rate-limit.ts'
import { liveUpdateVersion } from '../respond.tsx'
import { SIGN_OUT } from '../urls.ts'

/** So many requests a minute of one session, and no more: a person cannot make more, a program that reads it all can. */
export function sessionLimit(dependencies: Dependencies): MiddlewareHandler<Env> {
  const limit = new RateLimit(dependencies, dependencies.config.requestsPerMinute.session)
  return async (c, next) => {
    const session = c.get('session')
    // To leave must always be possible.
    // What open pages ask by themselves is counted apart, so that it takes nothing from what the person asks.
    const counted = session && (liveUpdateVersion(c) === null ? session.handle : `live ${session.handle}`)
    const wait_s = counted && c.req.path !== SIGN_OUT ? await limit.exceeds(c, counted) : null
    return wait_s === null ? next() : tooManyRequests(c, wait_s)
  }
}
