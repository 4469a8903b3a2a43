import { Hono } from 'hono'
import { AccessLogFragment, AccessLogPage } from '../../../views/access-log-page.tsx'
import { readAccessLog, type VisitCursor } from '../../services/access/visits.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { accessLogPageModel, accessLogPosition, visitCursorQuery } from '../models/access-log-page.ts'
import { respond } from '../respond.tsx'
import { accessLogUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** Who looked at an account, and took something of it away. */
export function accessLogRoutes(dependencies: Dependencies): Hono<Env> {
  const { access } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/access-log', requireAccess(dependencies, 'representation'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const before = parsePlace(c.req.query('before'), c.req.query('id'))
    if (before === undefined) return notFound(c, 'noPage', voen)

    const page = await readAccessLog(access, voen, before)
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const model = accessLogPageModel({ name, viewer, page, newest: before === null, t })
    const position = before && accessLogPosition(page, t)
    return respond(c, {
      status: 200,
      title: [t.accessLog.title, position, name].filter(Boolean).join(', '),
      page: <AccessLogPage model={model} t={t} />,
      fragment: <AccessLogFragment model={model} t={t} />,
      url: accessLogUrl(voen, before ? visitCursorQuery(before) : ''),
    })
  })

  return routes
}

const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const ID = /^[\w-]{1,64}$/

/** Where the page starts: null at the newest visit, undefined when the address makes no sense. */
function parsePlace(at: string | undefined, id: string | undefined): VisitCursor | null | undefined {
  if (at === undefined && id === undefined) return null
  return at !== undefined && id !== undefined && isInstant(at) && ID.test(id) ? { at, id } : undefined
}

/** Of the form that `Date.toISOString` writes, and not the 31st of February. */
function isInstant(text: string): boolean {
  return AT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text
}
