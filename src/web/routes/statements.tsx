import { Hono } from 'hono'
import { StatementFragment, StatementLiveUpdate, StatementPage } from '../../../views/statement-page.tsx'
import { readStatement } from '../../services/statement/read-statement.ts'
import { readBookings } from '../../services/statement/versions.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { statementPageModel } from '../models/statement-page.ts'
import { pageTitle } from '../page-title.ts'
import { FilterQuery } from '../queries/filter.ts'
import { redirect, respond, respondNoLiveUpdate } from '../respond.tsx'
import { declarationsUrl, statementUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** Redirects users who may see declarations only. */
export function statementRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock, config } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen', requireAccess(dependencies, 'declarations'), async c => {
    const t = c.get('t')
    const { voen, balances } = c.get('account')
    if (!balances) return redirect(c, declarationsUrl(voen))
    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const query = FilterQuery.parse(field => c.req.query(field), today())
    const valid = query.problems.length === 0
    const statement = await readStatement(reader, voen, query.effective, today())
    if (!statement) return notFound(c, 'noAccount')

    const model = statementPageModel({
      viewer: viewerOf(c),
      statement,
      query,
      today: today(),
      hop: config.hop,
      t,
    })
    return respond(c, {
      status: valid ? 200 : 422,
      title: pageTitle(t.service, statement.name),
      page: <StatementPage model={model} t={t} />,
      sheet: 'statement',
      fragment: <StatementFragment model={model} t={t} />,
      liveUpdate: <StatementLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: statementUrl(voen, query.query),
    })
  })

  return routes
}
