import { type Context, Hono } from 'hono'
import { AccountingPage } from '../../../views/accounting-page.tsx'
import { todayInBaku } from '../../domain/dates.ts'
import { NO_CONDITIONS } from '../../domain/statement-filter.ts'
import { camt053 } from '../../export/accounting/camt053.ts'
import { clientBankExchange } from '../../export/accounting/client-bank-exchange.ts'
import { ACCOUNT_OPEN_API } from '../../export/accounting/openapi.ts'
import { statementJson } from '../../export/accounting/statement-json.ts'
import { hledgerFile } from '../../export/hledger.ts'
import { statementFileName } from '../../export/statement-csv.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { openJournalWalk, openStatementWalk } from '../../services/statement/exports.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { fileContext, sendDownload } from '../http/download.ts'
import { noStoreHeaders } from '../http/security-headers.ts'
import { accountingPageModel } from '../models/accounting-page.ts'
import { pageTitle } from '../page-title.ts'
import { AccountingQuery } from '../queries/accounting-query.ts'
import { redirect, respond } from '../respond.tsx'
import { ACCOUNT_CONTRACT, accountingUrl } from '../urls.ts'
import { viewerOf } from '../viewer.ts'

const PIECES = { '1c': clientBankExchange, camt: camt053, json: statementJson }

/** Files for accounting programs: the form, the files, and the published description of the JSON. */
export function accountingRoutes(dependencies: Dependencies): Hono<Env> {
  const { reader, exporter, clock } = dependencies
  const routes = new Hono<Env>()
  const queryOf = (c: Context) => AccountingQuery.parse(field => c.req.query(field), todayInBaku(clock()))

  routes.get('/accounts/:voen/accounting', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const account = await readAccount(reader, voen)
    if (!account) return notFound(c, 'noAccount')
    const { name } = account
    const query = queryOf(c)
    if (query.ledgers === null) return notFound(c, 'noLedger', voen)
    return respond(c, {
      status: query.period.problems.length === 0 ? 200 : 422,
      title: pageTitle(t.accounting.title, null, name),
      sheet: 'documents',
      page: <AccountingPage model={accountingPageModel({ viewer: viewerOf(c), name, query, t })} t={t} />,
      url: accountingUrl(voen, query.query),
    })
  })

  routes.get('/accounts/:voen/accounting/file', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const { voen } = c.get('account')
    const { ledgers, format, ...query } = queryOf(c)
    if (ledgers === null) return notFound(c, 'noLedger', voen)
    if (format === null) return notFound(c, 'noPage', voen)
    if (query.period.problems.length > 0) return redirect(c, accountingUrl(voen, new URL(c.req.url).search.slice(1)))
    const sent = { format, filter: query.period.query }
    if (format === 'hledger') {
      const account = await openJournalWalk(exporter, voen)
      if (!account) return notFound(c, 'noAccount')
      const fileName = `${c.get('t').export.fileName}-${voen}`
      return sendDownload(dependencies, c, { ...sent, fileName, pieces: hledgerFile(account.walk()), content: 'all' })
    }
    const { now, t } = fileContext(dependencies, c)
    const filter = { ...query.period.filter, ...NO_CONDITIONS }
    const statement = await openStatementWalk(exporter, { voen, ledgers, filter, today: todayInBaku(now) })
    if (!statement) return notFound(c, 'noAccount')
    return sendDownload(dependencies, c, {
      ...sent,
      fileName: statementFileName(statement, filter, t),
      pieces: PIECES[format]({ statement, now, t }),
      content: ledgers.length === 1 ? ledgers[0]! : 'all',
    })
  })

  routes.get(ACCOUNT_CONTRACT, c => c.json(ACCOUNT_OPEN_API, 200, noStoreHeaders(c)))

  return routes
}
