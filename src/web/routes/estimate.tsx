import { Hono } from 'hono'
import { EstimateFragment, EstimatePage } from '../../../views/estimate-page.tsx'
import { todayInBaku } from '../../domain/dates.ts'
import { readAdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { estimatePageModel } from '../models/estimate-page.ts'
import { pageTitle } from '../page-title.ts'
import { EstimateQuery } from '../queries/estimate-query.ts'
import { respond } from '../respond.tsx'
import { estimateUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

export function estimateRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock, config } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/debts/estimate', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const outlook = await readAdvanceOutlook(reader, voen, todayInBaku(clock()))
    if (!outlook) return notFound(c, 'noAccount')
    const query = EstimateQuery.parse(field => c.req.query(field))
    const model = estimatePageModel({ viewer: viewerOf(c), outlook, query, hop: config.hop, t })
    const amount = query.value === null ? null : t.format.money(query.value)
    return respond(c, {
      status: query.problems.length === 0 ? 200 : 422,
      title: pageTitle(t.estimate.title, amount, outlook.name),
      sheet: 'debts',
      page: <EstimatePage model={model} t={t} />,
      fragment: <EstimateFragment model={model} t={t} />,
      url: estimateUrl(voen, query.query),
    })
  })

  return routes
}
