import { Hono } from 'hono'
import { OperationFragment, OperationLiveUpdate, OperationPage } from '../../../views/operation-page.tsx'
import { OperationsFragment, OperationsLiveUpdate, OperationsPage } from '../../../views/operations-page.tsx'
import { readSenderTitles } from '../../services/intake/senders.ts'
import { readOperation } from '../../services/statement/read-operation.ts'
import { readOperations } from '../../services/statement/read-operations.ts'
import { readBookings } from '../../services/statement/versions.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { hasNoLiveUpdate } from '../live-update.ts'
import { operationPageModel, placeQuery, sendersOf } from '../models/operation-page.ts'
import { operationsPageModel, operationsPosition } from '../models/operations-page.ts'
import { pageTitle } from '../page-title.ts'
import { cursorQuery, parseCursor, parsePlace, parseSeq } from '../queries/cursor.ts'
import { FilterQuery } from '../queries/filter.ts'
import { ListQuery } from '../queries/list-query.ts'
import { respond, respondNoLiveUpdate } from '../respond.tsx'
import { joinQuery, operationsUrl, operationUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** The rows of all ledgers in one list, and the page of each by its number on the account. */
export function operationRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, access, clock } = dependencies
  const routes = new Hono<Env>()

  const today = cachedToday(clock)

  routes.get('/accounts/:voen/operations', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const list = ListQuery.parse(c.req.query('size'), c.req.query('sort'))
    const cursor = parseCursor(c.req.query('before'), c.req.query('after'))
    if (cursor === undefined) return notFound(c, 'noPage', voen)
    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const query = FilterQuery.parse(field => c.req.query(field), today())
    const valid = list.isValid && query.problems.length === 0
    const { size, ascending } = list
    const asked = { voen, filter: query.effective, size, ascending, cursor: valid ? cursor : null }
    const page = await readOperations(reader, asked)
    if (!page) return notFound(c, 'noAccount')

    const model = operationsPageModel({ viewer: viewerOf(c), page, query, list, cursor, today: today(), t })
    return respond(c, {
      status: valid ? 200 : 422,
      title: pageTitle(t.operations.title, valid && operationsPosition(page, list, t), page.name),
      sheet: 'operations',
      page: <OperationsPage model={model} t={t} />,
      fragment: <OperationsFragment model={model} t={t} />,
      liveUpdate: <OperationsLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: operationsUrl(voen, joinQuery(query.query, list.query, cursor ? cursorQuery(cursor) : '')),
    })
  })

  routes.get('/accounts/:voen/operations/:row', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const seq = parseSeq(c.req.param('row'))
    const [parts, after] = [parsePlace(c.req.query('parts')), parsePlace(c.req.query('after'))]
    if (parts === undefined || after === undefined) return notFound(c, 'noPage', voen)
    if (await hasNoLiveUpdate(c, () => readBookings(reader, voen))) return respondNoLiveUpdate(c)
    const operation = seq === null ? null : await readOperation(reader, { voen, seq, ownAfter: parts, after })
    if (!operation) return notFound(c, 'noOperation', voen)

    const titles = await readSenderTitles(access, sendersOf(operation.event))
    const query = joinQuery(parts ? placeQuery('parts', parts) : '', after ? placeQuery('after', after) : '')
    const model = operationPageModel({ viewer: viewerOf(c), operation, titles, query, t })
    const position = (parts ?? after) && t.operation.position
    return respond(c, {
      status: 200,
      title: pageTitle(model.number, position, operation.name),
      sheet: 'trace',
      page: <OperationPage model={model} t={t} />,
      fragment: <OperationFragment model={model} t={t} />,
      liveUpdate: <OperationLiveUpdate model={model} at={t.format.time(clock())} t={t} />,
      url: operationUrl(voen, operation.entry.seq, query),
    })
  })

  return routes
}
