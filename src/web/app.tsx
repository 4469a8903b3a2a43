import { Hono } from 'hono'
import { assetRoutes } from './assets.ts'
import type { Dependencies, Env } from './context.ts'
import { failure, notFound } from './errors.tsx'
import { request } from './middleware/request.ts'
import { declarationRoutes } from './routes/declarations.tsx'
import { exportRoutes } from './routes/exports.ts'
import { healthRoutes } from './routes/health.ts'
import { homeRoutes } from './routes/home.tsx'
import { ledgerRoutes } from './routes/ledgers.tsx'
import { statementRoutes } from './routes/statements.tsx'

/** The web application: everything it needs is handed in. */
export function createApp(dependencies: Dependencies): Hono<Env> {
  const app = new Hono<Env>()
  app.onError(failure(dependencies))
  app.notFound(c => notFound(c, 'notFound'))
  app.use(request(dependencies))
  app.route('/', homeRoutes(dependencies))
  app.route('/', statementRoutes(dependencies))
  app.route('/', ledgerRoutes(dependencies))
  app.route('/', declarationRoutes(dependencies))
  app.route('/', exportRoutes(dependencies))
  app.route('/', healthRoutes(dependencies))
  app.route('/', assetRoutes())
  return app
}
