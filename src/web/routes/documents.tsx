import { Hono } from 'hono'
import { DocumentPage } from '../../../views/document-page.tsx'
import { DocumentsFragment, DocumentsPage } from '../../../views/documents-page.tsx'
import { InvalidExtractPage } from '../../../views/extract-page.tsx'
import { onlyFiledBy } from '../../domain/account-access.ts'
import { todayInBaku } from '../../domain/dates.ts'
import { isLedger } from '../../domain/fund.ts'
import { parsePaperNumber } from '../../domain/paper-number.ts'
import { parseDeclarationNumber } from '../../domain/typed/declaration-numbers.ts'
import { TooManyRowsError } from '../../services/papers/document-content.ts'
import { type AskedSubject, issueDocument } from '../../services/papers/issue-document.ts'
import { type DocumentCursor, listDocuments, readDocument } from '../../services/papers/list-documents.ts'
import { readDocumentText } from '../../services/papers/read-document-text.ts'
import { MAX_ROWS } from '../../services/statement/extract.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { sendDownload } from '../http/download.ts'
import { documentCursorQuery, documentPageModel, documentsPageModel } from '../models/documents-page.ts'
import { pageTitle } from '../page-title.ts'
import { DebtsQuery } from '../queries/debts-query.ts'
import { FilterQuery } from '../queries/filter.ts'
import { redirect, respond } from '../respond.tsx'
import { debtsUrl, declarationUrl, documentsUrl, documentUrl, ledgerUrl, statementUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** Has documents issued, lists them, and gives their files again. */
export function documentRoutes(dependencies: Dependencies): Hono<Env> {
  const { papers, exporter, clock, config } = dependencies
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
      sheet: 'documents',
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
    return issue(c, { kind: 'extract', ledger, ...query.filter }, back)
  })

  routes.post('/accounts/:voen/documents/debts', requireAccess(dependencies, 'balances', 'exports'), c => {
    const query = DebtsQuery.parse(field => c.req.query(field), today())
    const back = debtsUrl(c.get('account').voen, query.query)
    if (query.problems.length > 0) return redirect(c, back)
    return issue(c, { kind: 'open-debts', on: query.on, filter: query.filter }, back)
  })

  routes.post('/accounts/:voen/documents/declaration', requireAccess(dependencies, 'declarations', 'exports'), c => {
    const { voen } = c.get('account')
    const declaration = parseDeclarationNumber(c.req.query('number') ?? '')
    if (declaration === null) return notFound(c, 'noDeclaration', voen)
    return issue(c, { kind: 'declaration', declaration }, declarationUrl(voen, declaration))
  })

  async function issue(c: WebContext, asked: AskedSubject, back: string): Promise<Response> {
    const { voen, broker } = c.get('account')
    const { subject, name } = c.get('session')!.person
    const now = clock()
    try {
      const document = await issueDocument(dependencies, {
        ...{ voen, asked, now, day: todayInBaku(now), language: c.get('t').lang, proof: null },
        issuer: { subject, name, broker },
        actor: actorOf(c),
        onlyFiledBy: onlyFiledBy(c.get('account')),
      })
      if (!document) return notFound(c, asked.kind === 'declaration' ? 'noDeclaration' : 'noAccount', voen)
      return redirect(c, documentUrl(voen, document.number))
    } catch (error) {
      if (error instanceof TooManyRowsError) return respondTooMany(c, back)
      throw error
    }
  }

  routes.get('/accounts/:voen/documents/:number', mayRead, async c => {
    const t = c.get('t')
    const document = await documentOf(c, c.req.param('number'))
    if (!document) return notFound(c, 'noDocument', c.get('account').voen)
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const model = documentPageModel({ name, viewer, document, publicUrl: config.publicUrl, t })
    return respond(c, {
      status: 200,
      title: pageTitle(`${model.title} ${model.number}`, null, name),
      sheet: 'documents',
      page: <DocumentPage model={model} t={t} />,
    })
  })

  routes.get(
    '/accounts/:voen/documents/:number/file',
    requireAccess(dependencies, 'declarations', 'exports'),
    async c => {
      const document = await documentOf(c, c.req.param('number'))
      const pieces = document && (await readDocumentText(exporter, document))
      if (!pieces) return notFound(c, 'noDocument', c.get('account').voen)
      return sendDownload(dependencies, c, {
        fileName: document.number,
        format: 'json',
        pieces,
        content: `issued-${document.terms.about.kind}`,
        filter: '',
      })
    },
  )

  function documentOf(c: WebContext, text: string) {
    const account = c.get('account')
    const number = parsePaperNumber(text)
    if (number === null || number === 'mistyped') return null
    return readDocument(papers, { voen: account.voen, number, onlyFiledBy: onlyFiledBy(account) })
  }

  return routes
}

function respondTooMany(c: WebContext, back: string): Response {
  const t = c.get('t')
  const title = t.documents.tooManyTitle
  const model = { title, problems: [t.documents.tooMany(MAX_ROWS)], back: { label: t.documents.back, href: back } }
  return respond(c, { status: 422, title, page: <InvalidExtractPage model={model} t={t} /> })
}

/** @returns null for the first page, undefined for an invalid cursor */
function parseCursor(at: string | undefined, number: string | undefined): DocumentCursor | null | undefined {
  if (at === undefined && number === undefined) return null
  const parsed = parsePaperNumber(number ?? '')
  if (at === undefined || parsed === null || parsed === 'mistyped') return undefined
  const isInstant = !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at
  return isInstant ? { at, number: parsed } : undefined
}
