import { Hono } from 'hono'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { Voen } from '../../domain/voen.ts'
import { type Dialect, fileName, operationsCsv, operationsFileName, statementCsv } from '../../export/statement-csv.ts'
import { openOperationsWalk, openStatementWalk } from '../../services/statement/exports.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { sendDownload } from '../http/download.ts'
import { FilterQuery } from '../queries/filter.ts'
import { ListQuery } from '../queries/list-query.ts'
import { redirect } from '../respond.tsx'
import { joinQuery, ledgerUrl, operationsUrl, statementUrl } from '../urls.ts'

export function exportRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter, clock } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/export', requireAccess(dependencies, 'balances', 'exports'), c =>
    respondExport(c, LEDGERS),
  )

  routes.get('/accounts/:voen/ledgers/:ledger/export', requireAccess(dependencies, 'balances', 'exports'), c => {
    const ledger = c.req.param('ledger')
    return isLedger(ledger) ? respondExport(c, [ledger]) : notFound(c, 'noLedger', c.get('account').voen)
  })

  routes.get('/accounts/:voen/operations/export', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const today = todayInBaku(clock())
    const query = FilterQuery.parse(field => c.req.query(field), today)
    const list = ListQuery.parse(undefined, c.req.query('sort'))
    if (!list.isValid || query.problems.length > 0)
      return redirect(c, operationsUrl(voen, new URL(c.req.url).search.slice(1)))
    const { ascending } = list
    const walk = await openOperationsWalk(exporter, { voen, filter: query.filter, today, ascending })
    if (!walk) return notFound(c, 'noAccount')
    const dialect = dialectOf(c)
    return sendDownload(dependencies, c, {
      fileName: operationsFileName(walk, t),
      pieces: operationsCsv(walk, dialect, t),
      content: 'operations',
      dialect,
      filter: joinQuery(query.query, list.query),
    })
  })

  async function respondExport(c: WebContext, ledgers: readonly Ledger[]): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const today = todayInBaku(clock())
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return redirect(c, pageUrl(voen, ledgers, query))
    const walk = await openStatementWalk(exporter, { voen, ledgers, filter: query.filter, today })
    if (!walk) return notFound(c, 'noAccount')
    const dialect = dialectOf(c)
    return sendDownload(dependencies, c, {
      fileName: fileName(walk, t),
      pieces: statementCsv(walk, dialect, t),
      content: ledgers.length === 1 ? ledgers[0]! : 'all',
      dialect,
      filter: query.query,
    })
  }

  return routes
}

function dialectOf(c: WebContext): Dialect {
  return c.req.query('dialect') === 'machine' ? 'machine' : 'spreadsheet'
}

/** The page with the same filter shows its problems. */
function pageUrl(voen: Voen, ledgers: readonly Ledger[], { query }: FilterQuery): string {
  return ledgers.length === 1 ? ledgerUrl(voen, ledgers[0]!, query) : statementUrl(voen, query)
}
