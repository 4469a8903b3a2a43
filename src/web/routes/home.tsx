import { Hono } from 'hono'
import { EntrancePage } from '../../../views/entrance-page.tsx'
import type { Env, WebContext } from '../context.ts'
import { nextPage } from '../next-page.ts'
import { redirect, respond } from '../respond.tsx'
import { COMPANIES, HOME, SIGNED_OUT, signInUrl } from '../urls.ts'

/** The sign-in page, also shown after signing out. Signed-in users go to the cabinet. */
export function homeRoutes(): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(HOME, c => {
    const next = nextPage(c.req.query('next'))
    if (c.get('session')) return redirect(c, next === HOME ? COMPANIES : next)
    return entrance(c, next, next === HOME ? null : c.get('t').signIn.first)
  })

  routes.get(SIGNED_OUT, c =>
    c.get('session') ? redirect(c, COMPANIES) : entrance(c, HOME, c.get('t').signIn.signedOut),
  )

  return routes
}

function entrance(c: WebContext, next: string, notice: string | null): Response {
  const t = c.get('t')
  const page = <EntrancePage model={{ signIn: signInUrl(next), notice }} t={t} />
  return respond(c, { status: 200, title: notice === null ? t.service : t.signIn.title, page })
}
