import type { MiddlewareHandler } from 'hono'
import { type AccountAccess, allows, type Right } from '../domain/account-access.ts'
import { VIEWED_IN_LIST } from '../domain/audit.ts'
import type { Session } from '../domain/session.ts'
import { recordVisits } from '../services/access/visits.ts'
import type { Dependencies, Env } from './context.ts'
import { accountNotFound, forbidden, signInRequired } from './errors.tsx'
import { liveUpdateVersion } from './respond.tsx'
import { writeThrottled } from './throttle.ts'
import { nextTurn } from './turn-owner.ts'

/**
 * Requires access to the account in the URL with the given rights. Routes read the account from `c.get('account')`, never
 * from the URL or a form. Users without access get the same 404 as for an account that does not exist.
 */
export function requireAccess(dependencies: Dependencies, ...rights: Right[]): MiddlewareHandler<Env> {
  return async function requireAccess(c, next) {
    const [session, access] = [c.get('session'), c.get('access')]
    if (!session) return signInRequired(c)
    if (access?.voen !== c.req.param('voen')) return accountNotFound(dependencies, c)
    if (!rights.every(right => allows(access!, right))) return forbidden(dependencies, c)
    c.set('account', access!)
    if (liveUpdateVersion(c) === null) {
      await recordThrottledVisits(dependencies, session, [access!], null)
      return next()
    }
    await next()
    // A live update without news and a failure show nothing. Any other answer may show figures: 422 does.
    if (c.res.status !== 204 && c.res.status < 500) await recordThrottledVisits(dependencies, session, [access!], null)
  }
}

export function requireSession(): MiddlewareHandler<Env> {
  return async function requireSession(c, next) {
    return c.get('session') ? next() : signInRequired(c)
  }
}

type Viewed = Pick<AccountAccess, 'voen' | 'broker'>

/** Logs a visit of each account whose figures a list shows. Call before the list is shown. */
export function recordListedVisits(
  dependencies: Dependencies,
  session: Session,
  accounts: readonly Viewed[],
): Promise<void> {
  return recordThrottledVisits(dependencies, session, accounts, VIEWED_IN_LIST)
}

/** Writing so many takes a few milliseconds, in which SQLite answers nobody else. */
const VISITS_PER_TURN = 40

/** Logs a visit at most once in 15 minutes for each session and account, and once more for lists. */
async function recordThrottledVisits(
  { access, clock }: Dependencies,
  session: Session,
  accounts: readonly Viewed[],
  detail: typeof VIEWED_IN_LIST | null,
): Promise<void> {
  const at = clock()
  const {
    handle,
    person: { subject, name },
  } = session
  const visits = accounts.map(({ voen, broker }) => {
    const visit = { voen, at, action: 'viewed', subject, name, broker, detail } as const
    return [`visit ${handle} ${voen} ${broker} ${detail}`, visit] as const
  })
  for (let from = 0; from < visits.length; from += VISITS_PER_TURN) {
    if (from > 0) await nextTurn(session)
    const piece = new Map(visits.slice(from, from + VISITS_PER_TURN))
    await writeThrottled(access, piece, at, due => recordVisits(access, due))
  }
}
