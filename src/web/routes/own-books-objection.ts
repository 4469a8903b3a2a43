import { Hono } from 'hono'
import { findOpenAct } from '../../services/papers/list-acts.ts'
import { cachedToday } from '../cached-today.ts'
import { actPeriodOf, findResult } from '../compared-results.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { lineTouchedBy } from '../models/own-books-objection.ts'
import { redirect } from '../respond.tsx'
import { actObjectionsUrl, actsUrl, fromBooks } from '../urls.ts'

/** Leads from a difference to the objection that it calls for; where the period has no act, to the form that draws one up. */
export function ownBooksObjectionRoutes(dependencies: Dependencies): Hono<Env> {
  const { papers, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/own-books/:id/objection/:seq', requireAccess(dependencies, 'representation'), async c => {
    const { voen } = c.get('account')
    const found = await findResult(dependencies, c, c.req.param(), today())
    if (!found) return notFound(c, 'notFound', voen)
    const { books, match, result } = found
    const period = actPeriodOf(result.period, today())
    const act = await findOpenAct(papers, voen, period)
    const from = fromBooks(books.id, match.seq)
    if (!act) return redirect(c, actsUrl(voen, `from=${period.from}&to=${period.to}&${from}`))
    const { ledger, line } = lineTouchedBy(match, result.scope, act)
    return redirect(c, actObjectionsUrl(voen, act.act.number, `ledger=${ledger}&line=${line}&${from}`))
  })

  return routes
}
