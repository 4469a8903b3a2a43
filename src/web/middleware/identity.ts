import type { MiddlewareHandler } from 'hono'
import { isVoen } from '../../domain/voen.ts'
import { authenticate } from '../../services/access/authenticate.ts'
import { touchSession } from '../../services/access/sessions.ts'
import type { Dependencies, Env } from '../context.ts'
import { sessionToken } from '../http/cookies.ts'
import { personModel } from '../models/session.ts'
import { liveUpdateVersion } from '../respond.tsx'
import { SESSION } from '../urls.ts'

/** What is the same for everybody: nobody is looked up for it. */
const FOR_EVERYBODY = /^\/(static|healthz|intake|test-identity)(\/|$)/
const OF_ACCOUNT = /^\/accounts\/([^/]+)/

/** Finds out who asks, and what that person may see of the account in the address. */
export function identity({ access, identityProvider, clock, config }: Dependencies): MiddlewareHandler<Env> {
  return async (c, next) => {
    c.set('session', null)
    c.set('person', null)
    c.set('access', null)
    const token = FOR_EVERYBODY.test(c.req.path) ? null : sessionToken(c)
    if (token === null) return next()
    const now = clock()
    const named = OF_ACCOUNT.exec(c.req.path)?.[1] ?? ''
    const voen = isVoen(named) ? named : null
    const recognised = await authenticate(access, { token, voen }, config.session, now)
    // Where people were once let in by another provider, perhaps by one that tests, nobody is now.
    if (recognised?.session.issuer === identityProvider.issuer) {
      // To be asked how long is left, or by an open page what is new, is no sign of life.
      const asksOnly = c.req.method === 'GET' && (c.req.path === SESSION || liveUpdateVersion(c) !== null)
      const { session: kept } = recognised
      const session = asksOnly ? kept : await touchSession(access, kept, config.session, now)
      c.set('session', session)
      c.set('person', personModel(session, config.session, now, c.get('t')))
      c.set('access', recognised.access)
    }
    return next()
  }
}
