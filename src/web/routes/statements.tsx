import { Hono } from 'hono'
import { StatementFragment, StatementPage } from '../../../views/statement-page.tsx'
import { LEDGERS } from '../../domain/fund.ts'
import { NO_FILTER } from '../../domain/statement-filter.ts'
import { isVoen } from '../../domain/voen.ts'
import { readStatement } from '../../services/read-statement.ts'
import { calendar } from '../calendar.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { FilterQuery } from '../filter.ts'
import { isDeclarationKnown } from '../known-declaration.ts'
import { statementPageModel } from '../models/statement-page.ts'
import { respond } from '../respond.tsx'
import { statementUrl } from '../urls.ts'

/** The account page. */
export function statementRoutes({ reader, clock }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()
  const today = calendar(clock)

  routes.get('/accounts/:voen', async c => {
    const t = c.get('t')
    const voen = c.req.param('voen')
    const query = FilterQuery.parse(field => c.req.query(field))
    const readable = query.problems.length === 0
    const statement = isVoen(voen) ? await readStatement(reader, voen, readable ? query.filter : NO_FILTER) : null
    if (!statement) return notFound(c, 'noAccount')

    const found = readable && LEDGERS.some(ledger => statement.turnovers[ledger].count > 0)
    const declarationKnown = await isDeclarationKnown(reader, voen, query, found)
    const model = statementPageModel({
      statement,
      query,
      declarationKnown,
      today: today(),
      t,
    })
    return respond(c, {
      status: readable ? 200 : 422,
      title: `${t.service}, ${statement.name}`,
      page: <StatementPage model={model} t={t} />,
      fragment: <StatementFragment model={model} t={t} />,
      url: statementUrl(voen, query.query),
    })
  })

  return routes
}
