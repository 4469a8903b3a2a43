import { Hono } from 'hono'
import { ExtractPage, type ExtractRowModel, InvalidExtractPage } from '../../../views/extract-page.tsx'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { openStatementExtract, type StatementExtract } from '../../services/statement/extract.ts'
import { LOOP_TURNS } from '../../services/turn-queue.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { backLink, extractPageModel, extractRowModel, extractTitle } from '../models/extract-page.ts'
import { messageOf } from '../models/filter-form.ts'
import { FilterQuery } from '../queries/filter.ts'
import { respond } from '../respond.tsx'
import { turnOwner } from '../turn-owner.ts'
import { viewerOf } from '../viewer.ts'

export function extractRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter, clock } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/document', requireAccess(dependencies, 'balances'), c => respondExtract(c, null))

  routes.get('/accounts/:voen/ledgers/:ledger/document', requireAccess(dependencies, 'balances'), c => {
    const ledger = c.req.param('ledger')
    return isLedger(ledger) ? respondExtract(c, ledger) : notFound(c, 'noLedger', c.get('account').voen)
  })

  async function respondExtract(c: WebContext, only: Ledger | null): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const today = todayInBaku(now)
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return respondInvalid(c, only, query)
    const extract = await openStatementExtract(exporter, {
      voen,
      ledgers: only ? [only] : LEDGERS,
      filter: query.filter,
      today,
    })
    if (!extract) return notFound(c, 'noAccount')
    const rows = await rowsOf(extract, turnOwner(c.get('session')!), t)
    const view = { viewer: viewerOf(c), extract, only, rows, query, today, now, t }
    return respond(c, {
      status: 200,
      title: extractTitle(view),
      page: <ExtractPage model={extractPageModel(view)} t={t} />,
      sheet: 'extract',
    })
  }

  return routes
}

/** Formats the rows in batches and yields between them, so that other requests are served. */
async function rowsOf(
  { ledgers }: StatementExtract,
  owner: string,
  t: Catalogue,
): Promise<Map<Ledger, ExtractRowModel[]>> {
  const rows = new Map<Ledger, ExtractRowModel[]>()
  for (const { turnover, selected, walk } of ledgers) {
    if (selected.count === 0) continue
    const ledgerRows: ExtractRowModel[] = []
    for await (const entries of walk()) {
      for (const entry of entries) ledgerRows.push(extractRowModel(entry, t))
      await LOOP_TURNS.take(owner)
    }
    rows.set(turnover.ledger, ledgerRows)
  }
  return rows
}

function respondInvalid(c: WebContext, only: Ledger | null, query: FilterQuery): Response {
  const t = c.get('t')
  const { title } = t.extract
  const problems = query.problems.map(problem => messageOf(problem, t))
  const model = { title, problems, back: backLink(c.get('account').voen, only, query, t) }
  return respond(c, { status: 422, title, page: <InvalidExtractPage model={model} t={t} /> })
}
