import { Hono } from 'hono'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import { isVoen } from '../../domain/voen.ts'
import { fileName, statementCsv } from '../../export/statement-csv.ts'
import { textStream } from '../../export/text-stream.ts'
import { openStatementWalk } from '../../services/walk-statement.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { logFailure, notFound } from '../errors.tsx'
import { FilterQuery } from '../filter.ts'
import { SECURITY_HEADERS } from '../security-headers.ts'
import { ledgerUrl, statementUrl } from '../urls.ts'

/** Export: all rows that the page's filter finds, as a file. */
export function exportRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter, clock } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/export', c => download(c, c.req.param('voen'), LEDGERS))

  routes.get('/accounts/:voen/ledgers/:ledger/export', c => {
    const { voen, ledger } = c.req.param()
    return isLedger(ledger) ? download(c, voen, [ledger]) : notFound(c, 'noLedger', voen)
  })

  async function download(c: WebContext, voen: string, ledgers: readonly Ledger[]): Promise<Response> {
    if (!isVoen(voen)) return notFound(c, 'noAccount')
    const query = FilterQuery.parse(field => c.req.query(field))
    if (query.problems.length > 0) return seeOther(pageOf(voen, ledgers, query))
    const walk = await openStatementWalk(exporter, voen, ledgers, query.filter, todayInBaku(clock()))
    if (!walk) return notFound(c, 'noAccount')
    const dialect = c.req.query('dialect') === 'machine' ? 'machine' : 'spreadsheet'
    const name = fileName(walk, c.var.t)
    const pieces = statementCsv(walk, dialect, c.var.t)
    return new Response(
      textStream(pieces, error => logFailure(dependencies, c, error)),
      {
        headers: {
          ...SECURITY_HEADERS,
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${c.var.t.export.asciiFileName(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'cache-control': 'no-store',
          'x-request-id': c.var.requestId,
        },
      },
    )
  }

  return routes
}

/** The page with the same filter tells what is wrong with it, and keeps what was typed. */
function pageOf(voen: string, ledgers: readonly Ledger[], { query }: FilterQuery): string {
  return ledgers.length === 1 ? ledgerUrl(voen, ledgers[0]!, query) : statementUrl(voen, query)
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { ...SECURITY_HEADERS, location } })
}
