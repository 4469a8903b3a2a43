import { Hono } from 'hono'
import { DocumentPage } from '../../../views/document-page.tsx'
import { DocumentsFragment, DocumentsPage } from '../../../views/documents-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { subjectOfAct } from '../../domain/act/subject.ts'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger } from '../../domain/fund.ts'
import type { IssuedDocument } from '../../domain/issued-document.ts'
import { parsePaperNumber } from '../../domain/paper-number.ts'
import { parseDeclarationNumber } from '../../domain/typed/declaration-numbers.ts'
import { findActOutcome } from '../../services/papers/check-document.ts'
import { MAX_DOCUMENT_ROWS, TooManyRowsError } from '../../services/papers/document-content.ts'
import { hasKeptFile, type OrderWays, readKeptFile, takeOrder } from '../../services/papers/document-orders.ts'
import { writeDocument } from '../../services/papers/document-text.ts'
import { type AskedSubject, issueDocument } from '../../services/papers/issue-document.ts'
import { readAct } from '../../services/papers/list-acts.ts'
import { type DocumentCursor, listDocuments, readDocument } from '../../services/papers/list-documents.ts'
import { readDocumentContent } from '../../services/papers/read-document-content.ts'
import { actNotFound, parseNumber } from '../act-steps.tsx'
import type { Dependencies, Env, WebContext } from '../context.ts'
import type { LongDocuments } from '../document-job.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { recordDownload, sendDownload } from '../http/download.ts'
import { sendKeptPdf, sendPdf } from '../http/pdf.ts'
import { issueRequest } from '../issue-request.ts'
import { fileMaker, isLongFile } from '../issued-file.ts'
import { documentCursorQuery, documentPageModel, documentsPageModel } from '../models/documents-page.ts'
import { issuedFileName } from '../models/issued-pdf.ts'
import { pageTitle } from '../page-title.ts'
import { DebtsQuery } from '../queries/debts-query.ts'
import { FilterQuery } from '../queries/filter.ts'
import { redirect, respond } from '../respond.tsx'
import { respondTooManyOrders, respondTooManyRows } from '../too-long.tsx'
import { turnOwner } from '../turn-owner.ts'
import {
  actUrl,
  debtsExportUrl,
  debtsUrl,
  declarationUrl,
  documentOrderUrl,
  documentsUrl,
  documentUrl,
  ledgerExportUrl,
  ledgerUrl,
  statementExportUrl,
  statementUrl,
} from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** The most rows of a document that is made while its request waits: two seconds of a processor. */
const MAX_PROMPT_ROWS = 2000

/** Has documents issued, lists them, and gives their files again. */
export function documentRoutes(dependencies: Dependencies, long: LongDocuments): Hono<Env> {
  const { papers, exporter, clock } = dependencies
  const routes = new Hono<Env>()
  const mayRead = requireAccess(dependencies, 'declarations')
  const today = () => todayInBaku(clock())

  routes.get('/accounts/:voen/documents', mayRead, async c => {
    const t = c.get('t')
    const account = c.get('account')
    const before = parseCursor(c.req.query('before'), c.req.query('number'))
    if (before === undefined) return notFound(c, 'noPage', account.voen)
    const { voen } = account
    const page = await listDocuments(papers, { voen, onlyFiledBy: onlyFiledBy(account), before })
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const model = documentsPageModel({ name, viewer, page, newest: before === null, t })
    const [first] = page.documents
    return respond(c, {
      status: 200,
      title: pageTitle(t.documents.title, before && first ? t.format.instant(first.issuedAt) : null, name),
      sheet: 'lists',
      page: <DocumentsPage model={model} t={t} />,
      fragment: <DocumentsFragment model={model} t={t} />,
      url: documentsUrl(voen, before ? documentCursorQuery(before) : ''),
    })
  })

  routes.post('/accounts/:voen/documents/extract', requireAccess(dependencies, 'balances', 'exports'), c => {
    const { voen } = c.get('account')
    const [ledger, query] = [c.req.query('ledger') || null, FilterQuery.parse(field => c.req.query(field), today())]
    if (ledger !== null && !isLedger(ledger)) return notFound(c, 'noLedger', voen)
    const back = ledger === null ? statementUrl(voen, query.query) : ledgerUrl(voen, ledger, query.query)
    // The page with the same query shows its problems.
    if (query.problems.length > 0) return redirect(c, back)
    const file = ledger === null ? statementExportUrl(voen, query.query) : ledgerExportUrl(voen, ledger, query.query)
    return issue(c, { kind: 'extract', ledger, ...query.filter }, { page: back, file })
  })

  routes.post('/accounts/:voen/documents/debts', requireAccess(dependencies, 'balances', 'exports'), c => {
    const query = DebtsQuery.parse(field => c.req.query(field), today())
    const { voen } = c.get('account')
    const page = debtsUrl(voen, query.query)
    if (query.problems.length > 0) return redirect(c, page)
    const file = debtsExportUrl(voen, query.query)
    return issue(c, { kind: 'open-debts', on: query.on, filter: query.filter }, { page, file })
  })

  routes.post('/accounts/:voen/documents/declaration', requireAccess(dependencies, 'declarations', 'exports'), c => {
    const { voen } = c.get('account')
    const declaration = parseDeclarationNumber(c.req.query('number') ?? '')
    if (declaration === null) return notFound(c, 'noDeclaration', voen)
    return issue(c, { kind: 'declaration', declaration }, { page: declarationUrl(voen, declaration), file: null })
  })

  routes.post('/accounts/:voen/documents/act', requireAccess(dependencies, 'balances', 'exports'), async c => {
    const { voen } = c.get('account')
    const number = parseNumber(c.req.query('act'))
    const record = number === null ? null : await readAct(papers, { voen, number })
    if (!record) return actNotFound(c)
    const ways = { page: actUrl(voen, record.act.number), file: null }
    return issue(c, subjectOfAct(record), ways)
  })

  /** Answers with the file, so that a document takes one click. */
  async function issue(c: WebContext, asked: AskedSubject, ways: OrderWays): Promise<Response> {
    const { voen } = c.get('account')
    try {
      const request = { ...(await issueRequest(dependencies, c, asked)), maxRows: MAX_PROMPT_ROWS }
      const issued = await issueDocument(dependencies, request, makerFor(c))
      if (!issued) return notFound(c, asked.kind === 'declaration' ? 'noDeclaration' : 'noAccount', voen)
      const { document, bytes } = issued
      return sendPdf(c, bytes ?? (await makeAgain(c, document))!, issuedFileName(document, c.get('t')))
    } catch (error) {
      if (error instanceof TooManyRowsError) return order(c, asked, ways, error.rows)
      throw error
    }
  }

  /** A long document is made beside the request, and a page shows how far it is. */
  async function order(c: WebContext, asked: AskedSubject, ways: OrderWays, rows: number | null): Promise<Response> {
    if (rows !== null && rows > MAX_DOCUMENT_ROWS) return respondTooManyRows(c, ways)
    const account = c.get('account')
    const { subject } = c.get('session')!.person
    const ordered = { asked, language: c.get('t').lang, onlyFiledBy: onlyFiledBy(account) }
    const id = await takeOrder(papers, { voen: account.voen, subject }, { ordered, ways }, clock())
    if (id === null) return respondTooManyOrders(c, ways)
    await long.start(c, { id, ordered })
    return redirect(c, documentOrderUrl(account.voen, id))
  }

  function makerFor(c: WebContext) {
    return fileMaker(dependencies, { owner: turnOwner(c.get('session')!), signal: c.req.raw.signal })
  }

  async function makeAgain(c: WebContext, document: IssuedDocument): Promise<Uint8Array | null> {
    const read = await readDocumentContent(exporter, document)
    return read && (await makerFor(c)(read)).bytes
  }

  routes.get('/accounts/:voen/documents/:number', mayRead, async c => {
    const t = c.get('t')
    const document = await documentOf(c, c.req.param('number'))
    if (!document) return notFound(c, 'noDocument', c.get('account').voen)
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const outcome = await findActOutcome(papers, document)
    const isKept = !isLongFile(document) || (await hasKeptFile(papers, document))
    const model = documentPageModel({ name, viewer, document, outcome, isKept, t })
    return respond(c, {
      status: 200,
      title: pageTitle(`${model.title} ${model.number}`, null, name),
      sheet: 'documents',
      page: <DocumentPage model={model} t={t} />,
    })
  })

  const mayDownload = requireAccess(dependencies, 'declarations', 'exports')

  routes.get('/accounts/:voen/documents/:number/file', mayDownload, async c => {
    const document = await documentOf(c, c.req.param('number'))
    if (!document) return notFound(c, 'noDocument', c.get('account').voen)
    const kept = isLongFile(document) ? await readKeptFile(papers, document) : null
    // Its page has a button that makes the file again.
    if (isLongFile(document) && !kept) return redirect(c, documentUrl(document.voen, document.number))
    const pdf = kept ? null : await makeAgain(c, document)
    if (!kept && !pdf) return notFound(c, 'noDocument', document.voen)
    await recordDownload(dependencies, c, { content: contentCode(document), format: 'pdf', filter: '' })
    const name = issuedFileName(document, c.get('t'))
    return kept ? sendKeptPdf(c, kept.gzip, name) : sendPdf(c, pdf!, name)
  })

  routes.get('/accounts/:voen/documents/:number/content', mayDownload, async c => {
    const document = await documentOf(c, c.req.param('number'))
    const read = document && (await readDocumentContent(exporter, document))
    if (!read) return notFound(c, 'noDocument', c.get('account').voen)
    return sendDownload(dependencies, c, {
      fileName: document.number,
      format: 'json',
      pieces: writeDocument(read),
      content: contentCode(document),
      filter: '',
    })
  })

  function documentOf(c: WebContext, text: string) {
    const account = c.get('account')
    const number = parsePaperNumber(text)
    if (number === null || number === 'mistyped') return null
    return readDocument(papers, { voen: account.voen, number, onlyFiledBy: onlyFiledBy(account) })
  }

  return routes
}

function contentCode({ terms }: IssuedDocument): string {
  return `issued-${terms.about.kind}`
}

/** @returns null for the first page, undefined for an invalid cursor */
function parseCursor(at: string | undefined, number: string | undefined): DocumentCursor | null | undefined {
  if (at === undefined && number === undefined) return null
  const parsed = parsePaperNumber(number ?? '')
  if (at === undefined || parsed === null || parsed === 'mistyped') return undefined
  const isInstant = !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at
  return isInstant ? { at, number: parsed } : undefined
}
