import { Hono } from 'hono'
import { SANDBOX, SANDBOX_HOP } from './addresses.ts'
import { IntakeClient } from './intake-client.ts'
import { officerRoutes } from './officer-routes.tsx'
import { errorPage, redirect } from './pages.tsx'
import { portalRoutes } from './portal-routes.tsx'
import { type SandboxSettings, sandboxRequest } from './settings.ts'

/**
 * A payment portal and an officer's desk to try the service with: an application of its own, which knows of the other
 * only what the intake tells it. Nobody signs in here, and no money moves.
 */
export function createSandbox(settings: SandboxSettings): Hono {
  const { hostApp: frame } = settings
  const app = new Hono()
  const intake = new IntakeClient(settings)
  app.onError((error, c) => {
    frame.onFailure(error)
    const its = sandboxRequest(settings, c)
    return errorPage(its, 503, its.t.sandbox.unreachable)
  })
  app.notFound(c => {
    const its = sandboxRequest(settings, c)
    return errorPage(its, 404, its.t.errors.notFound)
  })
  app.use(async (c, next) => {
    await next()
    const { cookie } = frame.localeFor(c)
    if (cookie !== null) c.res.headers.append('set-cookie', cookie)
  })
  app.use(async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (reads || frame.isOurs(name => c.req.header(name))) return next()
    const its = sandboxRequest(settings, c)
    return errorPage(its, 403, its.t.errors.foreignForm)
  })
  app.get(SANDBOX, c => redirect(sandboxRequest(settings, c), SANDBOX_HOP))
  app.route('/', portalRoutes(settings, intake))
  app.route('/', officerRoutes(settings, intake))
  return app
}
