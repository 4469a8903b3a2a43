import { Hono } from 'hono'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { Voen } from '../../domain/voen.ts'
import { fileName, statementCsv } from '../../export/statement-csv.ts'
import { openStatementWalk } from '../../services/statement/exports.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { sendDownload } from '../http/download.ts'
import { FilterQuery } from '../queries/filter.ts'
import { redirect } from '../respond.tsx'
import { ledgerUrl, statementUrl } from '../urls.ts'

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

  async function respondExport(c: WebContext, ledgers: readonly Ledger[]): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const today = todayInBaku(clock())
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return redirect(c, pageUrl(voen, ledgers, query))
    const walk = await openStatementWalk(exporter, { voen, ledgers, filter: query.filter, today })
    if (!walk) return notFound(c, 'noAccount')
    const dialect = c.req.query('dialect') === 'machine' ? 'machine' : 'spreadsheet'
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

/** The page with the same filter shows its problems. */
function pageUrl(voen: Voen, ledgers: readonly Ledger[], { query }: FilterQuery): string {
  return ledgers.length === 1 ? ledgerUrl(voen, ledgers[0]!, query) : statementUrl(voen, query)
}
