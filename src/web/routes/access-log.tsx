import { Hono } from 'hono'
import { AccessLogFragment, AccessLogPage } from '../../../views/access-log-page.tsx'
import { readAccessLog, type VisitCursor } from '../../services/access/visits.ts'
import type { Dependencies, Env } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { accessLogPageModel, accessLogPosition, visitCursorQuery } from '../models/access-log-page.ts'
import { pageTitle } from '../page-title.ts'
import { respond } from '../respond.tsx'
import { accessLogUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** The visits and exports of an account. */
export function accessLogRoutes(dependencies: Dependencies): Hono<Env> {
  const { access } = dependencies
  const routes = new Hono<Env>()

  routes.get('/accounts/:voen/access-log', requireAccess(dependencies, 'representation'), async c => {
    const t = c.get('t')
    const { voen } = c.get('account')
    const before = parseCursor(c.req.query('before'), c.req.query('id'))
    if (before === undefined) return notFound(c, 'noPage', voen)

    const page = await readAccessLog(access, voen, before)
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const model = accessLogPageModel({ name, viewer, page, newest: before === null, t })
    const position = before && accessLogPosition(page, t)
    return respond(c, {
      status: 200,
      title: pageTitle(t.accessLog.title, position, name),
      page: <AccessLogPage model={model} t={t} />,
      sheet: 'lists',
      fragment: <AccessLogFragment model={model} t={t} />,
      url: accessLogUrl(voen, before ? visitCursorQuery(before) : ''),
    })
  })

  return routes
}

const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const ID = /^[\w-]{1,64}$/

/** @returns null for the first page, undefined for an invalid cursor */
function parseCursor(at: string | undefined, id: string | undefined): VisitCursor | null | undefined {
  if (at === undefined && id === undefined) return null
  return at !== undefined && id !== undefined && isInstant(at) && ID.test(id) ? { at, id } : undefined
}

/** Accepts only what `Date.toISOString` writes; rejects dates such as 31 February. */
function isInstant(text: string): boolean {
  return AT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text
}
