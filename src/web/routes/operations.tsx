import { Hono } from 'hono'
import { OperationFragment, OperationPage } from '../../../views/operation-page.tsx'
import { readOperation } from '../../services/statement/read-operation.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { operationPageModel, placeQuery } from '../models/operation-page.ts'
import { pageTitle } from '../page-title.ts'
import { parsePlace, parseSeq } from '../queries/cursor.ts'
import { respond } from '../respond.tsx'
import { joinQuery, operationUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

/** The page of one ledger row, by its number on the account. */
export function operationRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/operations/:row', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const seq = parseSeq(c.req.param('row'))
    const [parts, after] = [parsePlace(c.req.query('parts')), parsePlace(c.req.query('after'))]
    if (parts === undefined || after === undefined) return notFound(c, 'noPage', voen)
    const operation = seq === null ? null : await readOperation(reader, { voen, seq, ownAfter: parts, after })
    if (!operation) return notFound(c, 'noOperation', voen)

    const model = operationPageModel({ viewer: viewerOf(c), operation, t })
    const query = joinQuery(parts ? placeQuery('parts', parts) : '', after ? placeQuery('after', after) : '')
    const position = (parts ?? after) && t.operation.position
    return respond(c, {
      status: 200,
      title: pageTitle(model.number, position, operation.name),
      page: <OperationPage model={model} t={t} />,
      fragment: <OperationFragment model={model} t={t} />,
      url: operationUrl(voen, operation.entry.seq, query),
    })
  })

  return routes
}
