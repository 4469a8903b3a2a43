import { Hono } from 'hono'
import { SANDBOX, SANDBOX_HOP } from './addresses.ts'
import { IntakeClient } from './intake-client.ts'
import { objectionRoutes } from './objection-routes.tsx'
import { officerRoutes } from './officer-routes.tsx'
import { errorPage, redirect } from './pages.tsx'
import { portalRoutes } from './portal-routes.tsx'
import { type SandboxSettings, sandboxRequest } from './settings.ts'
import { unknownPayerRoutes } from './unknown-payer-routes.tsx'

/**
 * A trial payment portal and a customs officer's desk: a separate application that talks to the service only through
 * the intake. Nobody signs in here, and no money moves.
 */
export function createSandbox(settings: SandboxSettings): Hono {
  const { hostApp } = settings
  const app = new Hono()
  const intake = new IntakeClient(settings)
  app.onError((error, c) => {
    hostApp.onFailure(error)
    const request = sandboxRequest(settings, c)
    return errorPage(request, 503, request.t.sandbox.unreachable)
  })
  app.notFound(c => {
    const request = sandboxRequest(settings, c)
    return errorPage(request, 404, request.t.errors.notFound)
  })
  app.use(async (c, next) => {
    await next()
    const { cookie } = hostApp.localeFor(c)
    if (cookie !== null) c.res.headers.append('set-cookie', cookie)
  })
  app.use(async (c, next) => {
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isRead || hostApp.isSameOrigin(name => c.req.header(name))) return next()
    const request = sandboxRequest(settings, c)
    return errorPage(request, 403, request.t.errors.crossOriginForm)
  })
  app.get(SANDBOX, c => redirect(sandboxRequest(settings, c), SANDBOX_HOP))
  app.route('/', portalRoutes(settings, intake))
  app.route('/', unknownPayerRoutes(settings, intake))
  app.route('/', objectionRoutes(settings, intake))
  app.route('/', officerRoutes(settings, intake))
  return app
}
