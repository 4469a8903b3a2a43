import { Hono } from 'hono'
import { allows, onlyFiledBy } from '../../domain/account-access.ts'
import { todayInBaku } from '../../domain/dates.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { isLedger, type Ledger } from '../../domain/fund.ts'
import { interestTerms } from '../../domain/interest.ts'
import { parseDeclarationNumber } from '../../domain/typed/declaration-numbers.ts'
import { MAX_PDF_ROWS } from '../../pdf/document.ts'
import { PdfRefusedError } from '../../pdf/pdf-process.ts'
import { readOpenDebts } from '../../services/statement/open-debts.ts'
import { type DeclarationStatement, readDeclaration } from '../../services/statement/read-declaration.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { sendPdf } from '../http/pdf.tsx'
import { debtsPageModel } from '../models/debts-page.ts'
import { debtsPdf } from '../models/debts-pdf.ts'
import { declarationPageModel } from '../models/declaration-page.ts'
import { declarationPdf } from '../models/declaration-pdf.ts'
import { extractPageModel } from '../models/extract-page.ts'
import { extractPdf } from '../models/extract-pdf.ts'
import { debtsPdfName, declarationPdfName, extractPdfName } from '../models/pdf-names.ts'
import { DebtsQuery } from '../queries/debts-query.ts'
import { FilterQuery } from '../queries/filter.ts'
import { readExtract } from '../read-extract.ts'
import { redirect } from '../respond.tsx'
import {
  debtsExportUrl,
  debtsUrl,
  declarationUrl,
  ledgerExportUrl,
  ledgerUrl,
  statementExportUrl,
  statementUrl,
} from '../urls.ts'
import { viewerOf } from '../viewer.ts'
import { respondInvalidExtract } from './extracts.tsx'

/** The printable pages as files: what a page shows, with all its rows. */
export function pdfRoutes(dependencies: Dependencies): Hono<Env> {
  const { exporter, clock, config } = dependencies
  const terms = config.lateInterest ? interestTerms(config.lateInterest) : null
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/pdf', requireAccess(dependencies, 'balances'), c => sendExtract(c, null))

  routes.get('/accounts/:voen/pdf/ledgers/:ledger', requireAccess(dependencies, 'balances'), c => {
    const ledger = c.req.param('ledger')
    return isLedger(ledger) ? sendExtract(c, ledger) : notFound(c, 'noLedger', c.get('account').voen)
  })

  async function sendExtract(c: WebContext, only: Ledger | null): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const today = todayInBaku(now)
    const query = FilterQuery.parse(field => c.req.query(field), today)
    if (query.problems.length > 0) return respondInvalidExtract(c, only, query)
    const view = await readExtract(dependencies, c, { only, query, now, today, max: MAX_PDF_ROWS })
    if (!view) return notFound(c, 'noAccount')
    const file = only ? ledgerExportUrl(voen, only, query.query) : statementExportUrl(voen, query.query)
    return sendPdf(dependencies, c, {
      document: extractPdf(extractPageModel(view), t),
      fileName: extractPdfName(view),
      now,
      isCut: view.extract.ledgers.some(({ leftOut }) => leftOut.count > 0),
      page: only ? ledgerUrl(voen, only, query.query) : statementUrl(voen, query.query),
      export: allows(c.get('account'), 'exports') ? file : null,
    })
  }

  routes.get('/accounts/:voen/pdf/debts', requireAccess(dependencies, 'balances'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const today = todayInBaku(now)
    const query = DebtsQuery.parse(field => c.req.query(field), today)
    // The page with the same query shows its problems.
    if (query.problems.length > 0) return redirect(c, debtsUrl(voen, query.query))
    const { on, filter, order } = query
    const asked = { voen, on, today, filter, order, cursor: null, terms, size: MAX_PDF_ROWS, withPayable: false }
    const page = await readOpenDebts(exporter, asked)
    if (!page) return notFound(c, 'noAccount')
    const place = { isFirstPage: true, position: '' }
    const view = { viewer: viewerOf(c), name: page.name, query, page, outlook: null, ...place, now, today, config, t }
    return sendPdf(dependencies, c, {
      document: debtsPdf(debtsPageModel(view), t),
      fileName: debtsPdfName(voen, on ?? today, t),
      now,
      isCut: page.after !== null,
      page: debtsUrl(voen, query.query),
      export: allows(c.get('account'), 'exports') ? debtsExportUrl(voen, query.query) : null,
    })
  })

  routes.get('/accounts/:voen/pdf/declarations/:number{.+}', requireAccess(dependencies, 'declarations'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const now = clock()
    const number = parseDeclarationNumber(c.req.param('number'))
    const statement = number && (await readWholeDeclaration(c, number))
    if (!statement) return notFound(c, 'noDeclaration', voen)
    const model = declarationPageModel({ viewer: viewerOf(c), statement, after: null, hop: config.hop, t })
    return sendPdf(dependencies, c, {
      document: declarationPdf(model, now, t),
      fileName: declarationPdfName(voen, model.number, t),
      now,
      isCut: statement.next !== null,
      page: declarationUrl(voen, model.number),
      export: null,
    })
  })

  /** Reads page after page, and all of them again when something was booked on the declaration meanwhile. */
  async function readWholeDeclaration(c: WebContext, number: DeclarationNumber): Promise<DeclarationStatement | null> {
    const account = c.get('account')
    const asked = { voen: account.voen, number, declarant: onlyFiledBy(account), limit: ROWS_AT_ONCE }
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const first = await readDeclaration(exporter, { ...asked, after: null })
      const history = [...(first?.history ?? [])]
      let last = first
      while (last && last.next !== null && last.version === first!.version && history.length <= MAX_PDF_ROWS) {
        last = await readDeclaration(exporter, { ...asked, after: last.next })
        history.push(...(last?.history ?? []))
      }
      if (first === null || last === null) return null
      if (last.version === first.version) return { ...first, history, next: last.next }
    }
    throw new PdfRefusedError('busy')
  }

  return routes
}

const ROWS_AT_ONCE = 500
const MAX_ATTEMPTS = 3
