import { Hono } from 'hono'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { Voen } from '../../domain/voen.ts'
import { type FileContext, type FileFormat, type Pieces, tableFile } from '../../export/file.ts'
import { operationsTable } from '../../export/operations-table.ts'
import {
  machineCsv,
  operationsFileName,
  type StatementFile,
  statementCsv,
  statementFileName,
} from '../../export/statement-csv.ts'
import { statementWorkbook } from '../../export/statement-workbook.ts'
import { openOperationsWalk, openStatementWalk } from '../../services/statement/exports.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { parseFileFormat } from '../queries/file-format.ts'
import { FilterQuery } from '../queries/filter.ts'
import { ListQuery } from '../queries/list-query.ts'
import { redirect } from '../respond.tsx'
import { joinQuery, ledgerUrl, operationsUrl, statementUrl } from '../urls.ts'

export function exportRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter } = dependencies
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
    const context = fileContext(dependencies, c)
    const today = todayInBaku(context.now)
    const format = formatOf(c)
    if (format === null) return notFound(c, 'noPage', voen)
    const query = FilterQuery.parse(field => c.req.query(field), today)
    const list = ListQuery.parse(undefined, c.req.query('sort'))
    if (!list.isValid || query.problems.length > 0)
      return redirect(c, operationsUrl(voen, new URL(c.req.url).search.slice(1)))
    const { filter } = query
    const operations = await openOperationsWalk(exporter, { voen, filter, today, ascending: list.ascending })
    if (!operations) return notFound(c, 'noAccount')
    const pieces =
      format === 'machine'
        ? machineCsv([operations])
        : tableFile(operationsTable(operations, { filter, format }, context), operations.name, format, context)
    return sendDownload(dependencies, c, {
      fileName: operationsFileName(operations, filter, t),
      format,
      pieces,
      content: 'operations',
      filter: joinQuery(query.query, list.query),
    })
  })

  async function respondExport(c: WebContext, ledgers: readonly Ledger[]): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const context = fileContext(dependencies, c)
    const today = todayInBaku(context.now)
    const format = formatOf(c)
    if (format === null) return notFound(c, 'noPage', voen)
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return redirect(c, pageUrl(voen, ledgers, query))
    const { filter } = query
    const statement = await openStatementWalk(exporter, { voen, ledgers, filter, today })
    if (!statement) return notFound(c, 'noAccount')
    return sendDownload(dependencies, c, {
      fileName: statementFileName(statement, filter, t),
      format,
      pieces: statementPieces({ statement, filter, now: context.now, t }, format, context),
      content: ledgers.length === 1 ? ledgers[0]! : 'all',
      filter: query.query,
    })
  }

  return routes
}

function formatOf(c: WebContext): FileFormat | 'machine' | null {
  const asked = c.req.query('dialect')
  return asked === 'machine' ? asked : parseFileFormat(asked, c.get('t'))
}

function statementPieces(file: StatementFile, format: FileFormat | 'machine', context: FileContext): Pieces {
  if (format === 'machine') return machineCsv(file.statement.ledgers)
  return format === 'xlsx' ? statementWorkbook(file, context) : statementCsv(file, format)
}

/** The page with the same filter shows its problems. */
function pageUrl(voen: Voen, ledgers: readonly Ledger[], { query }: FilterQuery): string {
  return ledgers.length === 1 ? ledgerUrl(voen, ledgers[0]!, query) : statementUrl(voen, query)
}
