import { Hono } from 'hono'
import { ChartsFragment, ChartsPage } from '../../../views/charts/charts-page.tsx'
import { readCharts } from '../../services/statement/charts.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { chartsPageModel, isCourse } from '../models/charts-page.ts'
import { pageTitle } from '../page-title.ts'
import { FilterQuery } from '../queries/filter.ts'
import { respond } from '../respond.tsx'
import { chartsUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

export function chartRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/pictures', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    // Read once: midnight may pass while the data is read.
    const day = today()
    const query = FilterQuery.parsePeriod(field => c.req.query(field), day)
    const dates = query.problems.length === 0 ? query.filter : null
    const charts = await readCharts(exporter, voen, dates, day)
    if (!charts) return notFound(c, 'noAccount')

    const model = chartsPageModel({ viewer: viewerOf(c), charts, query, today: day, t })
    return respond(c, {
      status: isCourse(charts.course) ? 200 : 422,
      title: pageTitle(t.charts.title, query.query && model.range, charts.name),
      page: <ChartsPage model={model} t={t} />,
      sheet: 'charts',
      fragment: <ChartsFragment model={model} t={t} />,
      url: chartsUrl(voen, query.query),
    })
  })

  return routes
}
