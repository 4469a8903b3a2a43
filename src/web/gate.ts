import type { MiddlewareHandler } from 'hono'
import { allows, type Right } from '../domain/account-access.ts'
import type { Session } from '../domain/session.ts'
import { recordVisit } from '../services/record-visit.ts'
import type { Dependencies, Env } from './context.ts'
import { forbidden, signInFirst, strangeAccount } from './errors.tsx'

/**
 * The one gate to an account: a route of an account names the rights it needs, and takes the account from
 * `c.get('account')`, never from an address or a form. Who has no business with the account is told the same as of one
 * that does not exist.
 */
export function admit(dependencies: Dependencies, ...rights: Right[]): MiddlewareHandler<Env> {
  const note = visitsOf(dependencies)
  return async (c, next) => {
    const [session, access] = [c.get('session'), c.get('access')]
    if (!session) return signInFirst(c)
    if (access?.voen !== c.req.param('voen')) return strangeAccount(dependencies, c)
    if (!rights.every(right => allows(access!, right))) return forbidden(dependencies, c)
    c.set('account', access!)
    await note(session, access!.voen, access!.broker)
    return next()
  }
}

/** Lets in whoever is signed in. */
export function requireSession(): MiddlewareHandler<Env> {
  return async (c, next) => (c.get('session') ? next() : signInFirst(c))
}

const ONE_VISIT_MS = 15 * 60_000
const MOST_REMEMBERED = 10_000

/** By store, since every route has a gate of its own and a visit is one, wherever it leads. */
const noted = new WeakMap<Dependencies['gate'], Map<string, number>>()

/** Notes who looks at which account: once in a while for a session, not at every page. */
function visitsOf({ gate, clock }: Dependencies) {
  const visits = noted.get(gate) ?? new Map<string, number>()
  noted.set(gate, visits)
  return async ({ handle, person }: Session, voen: string, broker: string | null): Promise<void> => {
    const at = clock()
    const key = `${handle} ${voen} ${broker}`
    if (at.getTime() - (visits.get(key) ?? Number.NEGATIVE_INFINITY) < ONE_VISIT_MS) return
    const { subject, name } = person
    await recordVisit(gate, { voen, at, action: 'viewed', subject, name, broker, detail: null })
    visits.delete(key)
    visits.set(key, at.getTime())
    // The oldest first: a Map keeps the order in which its keys came.
    if (visits.size > MOST_REMEMBERED) visits.delete(visits.keys().next().value!)
  }
}
