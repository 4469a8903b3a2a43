import { Hono } from 'hono'
import { LedgerFragment, LedgerLiveUpdate, LedgerPage } from '../../../views/ledger-page.tsx'
import { isLedger } from '../../domain/fund.ts'
import { readAdvanceOutlook } from '../../services/statement/advance-forecast.ts'
import { readLedger } from '../../services/statement/read-ledger.ts'
import { readBookings } from '../../services/statement/versions.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { ledgerPageModel, ledgerPosition } from '../models/ledger-page.ts'
import { pageTitle } from '../page-title.ts'
import { cursorQuery, parseCursor } from '../queries/cursor.ts'
import { FilterQuery } from '../queries/filter.ts'
import { ListQuery } from '../queries/list-query.ts'
import { respond, respondNoLiveUpdate } from '../respond.tsx'
import { joinQuery, ledgerUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

export function ledgerRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, clock, config } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/ledgers/:ledger', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const ledger = c.req.param('ledger')
    if (!isLedger(ledger)) return notFound(c, 'noLedger', voen)
    const cursor = parseCursor(c.req.query('before'), c.req.query('after'))
    if (cursor === undefined) return notFound(c, 'noPage', voen)

    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const query = FilterQuery.parse(field => c.req.query(field), today())
    const list = ListQuery.parse(c.req.query('size'), c.req.query('sort'))
    const valid = list.isValid && query.problems.length === 0
    const { size, ascending } = list
    const asked = { voen, ledger, filter: query.effective, size, ascending, cursor: valid ? cursor : null }
    const page = await readLedger(reader, asked)
    if (!page) return notFound(c, 'noAccount')

    const outlook = ledger === 'advance' ? await readAdvanceOutlook(reader, voen, today()) : null
    const view = { viewer: viewerOf(c), page, outlook, query, list, cursor, today: today(), hop: config.hop, t }
    const model = ledgerPageModel(view)
    const position = valid ? ledgerPosition(view) : null
    return respond(c, {
      status: valid ? 200 : 422,
      title: pageTitle(model.title, position, page.name),
      page: <LedgerPage model={model} t={t} />,
      sheet: 'ledger',
      fragment: <LedgerFragment model={model} t={t} />,
      liveUpdate: <LedgerLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: ledgerUrl(voen, ledger, joinQuery(query.query, list.query, cursor ? cursorQuery(cursor) : '')),
    })
  })

  return routes
}
