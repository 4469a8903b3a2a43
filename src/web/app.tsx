import { Hono } from 'hono'
import { clockGuard } from '../services/intake/clock.ts'
import type { Dependencies, Env, WebContext } from './context.ts'
import { LongDocuments } from './document-job.ts'
import { failureHandler, notFound } from './errors.tsx'
import { assetRoutes } from './http/assets.ts'
import { intakeRoutes } from './intake/routes.ts'
import { fewDownloads } from './middleware/few-downloads.ts'
import { identity } from './middleware/identity.ts'
import { noHead } from './middleware/no-head.ts'
import { oneAtATime } from './middleware/one-at-a-time.ts'
import { request } from './middleware/request.ts'
import { requestLimit } from './middleware/request-limit.ts'
import { sameOrigin } from './middleware/same-origin.ts'
import { turns } from './middleware/turns.ts'
import { accessLogRoutes } from './routes/access-log.tsx'
import { accountingRoutes } from './routes/accounting.tsx'
import { actRoutes } from './routes/act.tsx'
import { actsRoutes } from './routes/acts.tsx'
import { chartRoutes } from './routes/charts.tsx'
import { clientRoutes } from './routes/clients.tsx'
import { companyRoutes } from './routes/companies.tsx'
import { debtRoutes } from './routes/debts.tsx'
import { declarationRoutes } from './routes/declarations.tsx'
import { documentOrderRoutes } from './routes/document-orders.tsx'
import { documentRoutes } from './routes/documents.tsx'
import { estimateRoutes } from './routes/estimate.tsx'
import { exportRoutes } from './routes/exports.ts'
import { extractRoutes } from './routes/extracts.tsx'
import { healthRoutes } from './routes/health.ts'
import { helpRoutes } from './routes/help.tsx'
import { homeRoutes } from './routes/home.tsx'
import { ledgerRoutes } from './routes/ledgers.tsx'
import { mandateRoutes } from './routes/mandates.tsx'
import { operationRoutes } from './routes/operations.tsx'
import { ownBooksRoutes } from './routes/own-books.tsx'
import { ownBooksObjectionRoutes } from './routes/own-books-objection.ts'
import { previewRoutes } from './routes/preview.tsx'
import { referenceRoutes } from './routes/references.tsx'
import { searchRoutes } from './routes/search.tsx'
import { sessionRoutes } from './routes/sessions.tsx'
import { signInRoutes } from './routes/sign-in.tsx'
import { signOutRoutes } from './routes/sign-out.tsx'
import { statementRoutes } from './routes/statements.tsx'
import { testIdentityRoutes } from './routes/test-identity.tsx'
import { verifyRoutes } from './routes/verify.tsx'
import { CLIENTS, CLIENTS_EXPORT, COMPANIES, SEARCH } from './urls.ts'

/** Pages that may read or show hundreds of rows. */
const EXPENSIVE_PAGES = [
  COMPANIES,
  CLIENTS,
  '/accounts/:voen/debts',
  '/accounts/:voen/debts/chosen',
  '/accounts/:voen/debts/interest',
  SEARCH,
  '/accounts/:voen/search',
  '/accounts/:voen/pictures',
  '/accounts/:voen/preview',
  '/accounts/:voen/document',
  '/accounts/:voen/ledgers/:ledger/document',
  '/accounts/:voen/documents/:what',
  '/accounts/:voen/declarations',
  '/accounts/:voen/declarations/:number{.+}',
  // Files are read and comparisons are made for a person one after another.
  '/accounts/:voen/own-books',
  '/accounts/:voen/own-books/:id',
  '/accounts/:voen/own-books/:id/compare',
]

const DOWNLOADS = [
  CLIENTS_EXPORT,
  '/accounts/:voen/export',
  '/accounts/:voen/ledgers/:ledger/export',
  '/accounts/:voen/operations/export',
  '/accounts/:voen/accounting/file',
  '/accounts/:voen/declarations/export',
  '/accounts/:voen/debts/export',
  '/accounts/:voen/acts/:act/export',
  '/accounts/:voen/debts/interest/export',
  '/accounts/:voen/documents/:what',
  '/accounts/:voen/documents/:number/file',
  '/accounts/:voen/own-books/:id/export',
  '/accounts/:voen/documents/:number/content',
]

export function createApp(dependencies: Dependencies): Hono<Env> {
  const judgeClock = clockGuard(dependencies)
  const app = new Hono<Env>()
  app.onError(failureHandler(dependencies))
  app.notFound(unknownAddress)
  app.use(request(dependencies))
  app.use(noHead())
  // One turn to find the person, by address; one for the page, by person.
  app.use(turns())
  app.use(identity(dependencies))
  app.use(sameOrigin(dependencies))
  app.use(requestLimit(dependencies))
  const oneByOne = oneAtATime()
  for (const page of EXPENSIVE_PAGES) app.use(page, oneByOne)
  const fewAtOnce = fewDownloads()
  const long = new LongDocuments(dependencies)
  for (const download of DOWNLOADS) app.use(download, fewAtOnce)
  app.use(turns())
  app.route('/', homeRoutes(dependencies))
  app.route('/', helpRoutes())
  app.route('/', signInRoutes(dependencies))
  app.route('/', signOutRoutes(dependencies))
  app.route('/', sessionRoutes(dependencies))
  app.route('/', companyRoutes(dependencies))
  app.route('/', clientRoutes(dependencies))
  app.route('/', searchRoutes(dependencies))
  app.route('/', statementRoutes(dependencies))
  app.route('/', ledgerRoutes(dependencies))
  // Before the pages of single operations, which take any number.
  app.route('/', exportRoutes(dependencies))
  app.route('/', accountingRoutes(dependencies))
  app.route('/', operationRoutes(dependencies))
  app.route('/', referenceRoutes(dependencies))
  app.route('/', declarationRoutes(dependencies))
  app.route('/', debtRoutes(dependencies))
  app.route('/', estimateRoutes(dependencies))
  app.route('/', chartRoutes(dependencies))
  app.route('/', previewRoutes(dependencies))
  app.route('/', extractRoutes(dependencies))
  app.route('/', documentRoutes(dependencies, long))
  app.route('/', documentOrderRoutes(dependencies, long))
  app.route('/', actsRoutes(dependencies))
  app.route('/', actRoutes(dependencies))
  app.route('/', verifyRoutes(dependencies))
  app.route('/', ownBooksRoutes(dependencies))
  app.route('/', ownBooksObjectionRoutes(dependencies))
  app.route('/', mandateRoutes(dependencies))
  app.route('/', accessLogRoutes(dependencies))
  if (dependencies.testIdentity) app.route('/', testIdentityRoutes(dependencies.testIdentity))
  app.route('/', intakeRoutes(dependencies, judgeClock))
  app.route('/', healthRoutes(dependencies, judgeClock))
  app.route('/', assetRoutes())
  return app
}

function unknownAddress(c: WebContext): Response {
  return notFound(c, 'notFound')
}
