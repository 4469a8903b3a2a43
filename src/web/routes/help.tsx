import { Hono } from 'hono'
import { HelpPage } from '../../../views/help-page.tsx'
import type { Env } from '../context.ts'
import { helpPageModel } from '../models/help-page.ts'
import { respond } from '../respond.tsx'
import { HELP } from '../urls.ts'

/** Needs no session: the guide also explains how to sign in. */
export function helpRoutes(): Hono<Env> {
  const routes = new Hono<Env>()
  routes.get(HELP, c => {
    const t = c.get('t')
    const page = <HelpPage model={helpPageModel(t)} t={t} />
    return respond(c, { status: 200, title: t.help.title, page, sheet: 'help' })
  })
  return routes
}
