import type { MiddlewareHandler } from 'hono'
import { INTAKE } from '../../intake/addresses.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { tooManyRequests } from '../errors.tsx'
import { RateLimit } from '../rate-limit.ts'
import { liveUpdateVersion } from '../respond.tsx'
import { HEALTH, READINESS, SIGN_OUT, TEST_IDENTITY } from '../urls.ts'

/** Cheap: files of the program, health and readiness; and the provider, which is no page. */
export const CHEAP = new RegExp(`^(/static|${HEALTH}|${READINESS}|${TEST_IDENTITY})(/|$)`)

/** The intake counts wrong signatures instead. */
const SIGNED = new RegExp(`^${INTAKE}(/|$)`)

/**
 * Limits the requests of a session, to stop programs that read everything a person can see, and those of a network
 * without a session.
 */
export function requestLimit(dependencies: Dependencies): MiddlewareHandler<Env> {
  const { session, stranger } = dependencies.config.requestsPerMinute
  const ofSession = new RateLimit(dependencies, session)
  const ofNetwork = new RateLimit(dependencies, stranger)
  return async function requestLimit(c, next) {
    const wait_s = await waitFor(c)
    return wait_s === null ? next() : tooManyRequests(c, wait_s)
  }

  async function waitFor(c: WebContext): Promise<number | null> {
    // Signing out is always possible.
    if (c.req.path === SIGN_OUT || CHEAP.test(c.req.path) || SIGNED.test(c.req.path)) return null
    const session = c.get('session')
    if (!session) return ofNetwork.exceeds(c, c.get('network'))
    // Live updates have their own budget, so that open pages do not use up the person's.
    return ofSession.exceeds(c, liveUpdateVersion(c) === null ? session.handle : `live ${session.handle}`)
  }
}
