import type { MiddlewareHandler } from 'hono'
import { isVoen } from '../../domain/voen.ts'
import { authenticate } from '../../services/access/authenticate.ts'
import { touchSession } from '../../services/access/sessions.ts'
import type { Dependencies, Env } from '../context.ts'
import { sessionToken } from '../http/cookies.ts'
import { personModel } from '../models/session.ts'
import { isPageOfAnother } from '../person-tag.ts'
import { isPartial, liveUpdateVersion, redirect, referringPage } from '../respond.tsx'
import { SESSION } from '../urls.ts'

/** Paths that never need a session. */
const PUBLIC = /^\/(static|healthz|readyz|intake|test-identity)(\/|$)/
const ACCOUNT_PATH = /^\/accounts\/([^/]+)/

/** Sets the session, the person, and the person's access to the account in the URL. */
export function identity({ access, identityProvider, clock, config }: Dependencies): MiddlewareHandler<Env> {
  return async function identity(c, next) {
    c.set('session', null)
    c.set('person', null)
    c.set('access', null)
    const token = PUBLIC.test(c.req.path) ? null : sessionToken(c)
    if (token === null) return next()
    const now = clock()
    const segment = ACCOUNT_PATH.exec(c.req.path)?.[1] ?? ''
    const voen = isVoen(segment) ? segment : null
    const authenticated = await authenticate(access, { token, voen }, config.session, now)
    // Ignore sessions from another issuer, for example the test provider.
    if (authenticated?.session.issuer === identityProvider.issuer) {
      // Polling does not count as activity.
      const isPolling = c.req.method === 'GET' && (c.req.path === SESSION || liveUpdateVersion(c) !== null)
      const { session: stored } = authenticated
      const session = isPolling ? stored : await touchSession(access, stored, config.session, now)
      c.set('session', session)
      c.set('person', personModel(session, config.session, now, c.get('t')))
      c.set('access', authenticated.access)
      if (isPartial(c) && isPageOfAnother(c, session.person)) return redirect(c, referringPage(c))
    }
    return next()
  }
}
