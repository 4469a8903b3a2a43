import { Hono } from 'hono'
import { ExtractPage, InvalidExtractPage } from '../../../views/extract-page.tsx'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { backLink, extractPageModel, extractTitle } from '../models/extract-page.ts'
import { messageOf } from '../models/filter-form.ts'
import { FilterQuery } from '../queries/filter.ts'
import { readExtract } from '../read-extract.ts'
import { respond } from '../respond.tsx'

export function extractRoutes(dependencies: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/document', requireAccess(dependencies, 'balances'), c => respondExtract(c, null))

  routes.get('/accounts/:voen/ledgers/:ledger/document', requireAccess(dependencies, 'balances'), c => {
    const ledger = c.req.param('ledger')
    return isLedger(ledger) ? respondExtract(c, ledger) : notFound(c, 'noLedger', c.get('account').voen)
  })

  async function respondExtract(c: WebContext, only: Ledger | null): Promise<Response> {
    const t = c.get('t')
    const now = dependencies.clock()
    const today = todayInBaku(now)
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return respondInvalidExtract(c, only, query)
    const view = await readExtract(dependencies, c, { only, query, now, today })
    if (!view) return notFound(c, 'noAccount')
    return respond(c, {
      status: 200,
      title: extractTitle(view),
      page: <ExtractPage model={extractPageModel(view)} t={t} />,
      sheet: 'extract',
    })
  }

  return routes
}

export function respondInvalidExtract(c: WebContext, only: Ledger | null, query: FilterQuery): Response {
  const t = c.get('t')
  const { title } = t.extract
  const problems = query.problems.map(problem => messageOf(problem, t))
  const model = { title, problems, back: backLink(c.get('account').voen, only, query, t) }
  return respond(c, { status: 422, title, page: <InvalidExtractPage model={model} t={t} /> })
}
