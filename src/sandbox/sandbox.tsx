import { Hono } from 'hono'
import { SANDBOX, SANDBOX_HOP } from './addresses.ts'
import { IntakeClient } from './intake-client.ts'
import { officerRoutes } from './officer-routes.tsx'
import { errorPage, redirect } from './pages.tsx'
import { portalRoutes } from './portal-routes.tsx'
import type { SandboxSettings } from './settings.ts'

/**
 * A payment portal and an officer's desk to try the service with: an application of its own, which knows of the other
 * only what the intake tells it. Nobody signs in here, and no money moves.
 */
export function createSandbox(settings: SandboxSettings): Hono {
  const { t, frame } = settings
  const app = new Hono()
  const intake = new IntakeClient(settings)
  app.onError(error => {
    frame.onFailure(error)
    return errorPage(settings, 503, t.sandbox.unreachable)
  })
  app.notFound(() => errorPage(settings, 404, t.errors.notFound))
  app.use(async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (reads || frame.isOurs(name => c.req.header(name))) return next()
    return errorPage(settings, 403, t.errors.foreignForm)
  })
  app.get(SANDBOX, () => redirect(settings, SANDBOX_HOP))
  app.route('/', portalRoutes(settings, intake))
  app.route('/', officerRoutes(settings, intake))
  return app
}
