import type { MiddlewareHandler } from 'hono'
import { type AccountAccess, allows, type Right } from '../domain/account-access.ts'
import type { Session } from '../domain/session.ts'
import { recordVisit } from '../services/access/visits.ts'
import type { Dependencies, Env } from './context.ts'
import { accountNotFound, forbidden, signInRequired } from './errors.tsx'
import { isFirstInAWhile } from './log-throttle.ts'
import { liveUpdateVersion } from './respond.tsx'

/**
 * The one gate to an account: a route of an account names the rights it needs, and takes the account from
 * `c.get('account')`, never from an address or a form. Who has no business with the account is told the same as of one
 * that does not exist.
 */
export function requireAccess(dependencies: Dependencies, ...rights: Right[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const [session, access] = [c.get('session'), c.get('access')]
    if (!session) return signInRequired(c)
    if (access?.voen !== c.req.param('voen')) return accountNotFound(dependencies, c)
    if (!rights.every(right => allows(access!, right))) return forbidden(dependencies, c)
    c.set('account', access!)
    if (liveUpdateVersion(c) === null) {
      await recordVisitOnce(dependencies, session, access!)
      return next()
    }
    await next()
    // An open page to which nothing new is shown is no visit.
    if (c.res.status === 200) await recordVisitOnce(dependencies, session, access!)
  }
}

/** Lets in whoever is signed in. */
export function requireSession(): MiddlewareHandler<Env> {
  return async (c, next) => (c.get('session') ? next() : signInRequired(c))
}

/** Notes who looks at which account: once in a while for a session, not at every page. */
async function recordVisitOnce(
  { access, clock }: Dependencies,
  session: Session,
  account: AccountAccess,
): Promise<void> {
  const at = clock()
  const { voen, broker } = account
  const { subject, name } = session.person
  if (!isFirstInAWhile(access, `visit ${session.handle} ${voen} ${broker}`, at)) return
  await recordVisit(access, { voen, at, action: 'viewed', subject, name, broker, detail: null })
}
