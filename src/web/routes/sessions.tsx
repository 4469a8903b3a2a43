import { Hono } from 'hono'
import { SessionPage, SessionWarning } from '../../../views/components/session.tsx'
import { SessionsPage } from '../../../views/sessions-page.tsx'
import { endOtherSessions, endSession, listSessions } from '../../services/access/sessions.ts'
import { actorOf } from '../actor.ts'
import type { Dependencies, Env } from '../context.ts'
import { requireSession } from '../gate.ts'
import { readFields } from '../http/form.ts'
import { keptFormCookie, keptFormPlace } from '../http/kept-form.ts'
import { sessionModel, sessionsPageModel } from '../models/session.ts'
import { nextPage } from '../next-page.ts'
import { isPartial, redirect, referringPage, respond, respondPart } from '../respond.tsx'
import { END_OTHER_SESSIONS, endSessionUrl, SESSION, SESSIONS, SIGN_IN_AGAIN, signInUrl } from '../urls.ts'

/** The current session's remaining time, and the list of the person's sessions. */
export function sessionRoutes({ access, clock, config }: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(SESSION, requireSession(), c => {
    const t = c.get('t')
    const session = sessionModel(c.get('session')!, config.session, clock(), c.get('t'))
    if (isPartial(c)) return respondPart(c, <SessionWarning session={session} t={t} />)
    return respond(c, { status: 200, title: t.sessions.thisSession, page: <SessionPage session={session} t={t} /> })
  })

  // The identity middleware has already extended the session, as for every request.
  routes.post(SESSION, requireSession(), c => {
    const session = sessionModel(c.get('session')!, config.session, clock(), c.get('t'))
    return isPartial(c) ? respondPart(c, <SessionWarning session={session} t={c.get('t')} />) : redirect(c, SESSION)
  })

  // Without a session: the page sends what is typed in it, and whoever presses the button signs in again.
  routes.post(SIGN_IN_AGAIN, async c => {
    const page = referringPage(c)
    const [path = '', search = ''] = page.split('?', 2)
    const fields = await readFields(c)
    const kept = keptFormPlace(page)
    if (kept) {
      const typed = keptFormCookie(kept, name => fields.get(name) ?? '')
      return redirect(c, signInUrl(kept.address), { cookies: [typed] })
    }
    return redirect(c, signInUrl(nextPage(withTyped(path, search, fields))))
  })

  routes.get(SESSIONS, requireSession(), async c => {
    const t = c.get('t')
    const current = c.get('session')!
    const sessions = await listSessions(access, current.person.subject, config.session, clock())
    const ended = /^\d{1,4}$/.exec(c.req.query('ended') ?? '')?.[0]
    const model = sessionsPageModel(sessions, current, ended === undefined ? null : Number(ended), t)
    return respond(c, { status: 200, title: t.sessions.title, page: <SessionsPage model={model} t={t} /> })
  })

  routes.post(END_OTHER_SESSIONS, requireSession(), async c => {
    const { handle, person } = c.get('session')!
    const ended = await endOtherSessions(access, { handle, subject: person.subject, actor: actorOf(c), now: clock() })
    return redirect(c, `${SESSIONS}?ended=${ended}`)
  })

  routes.post(endSessionUrl(':handle'), requireSession(), async c => {
    const { subject } = c.get('session')!.person
    const ended = await endSession(access, {
      handle: c.req.param('handle')!,
      subject,
      actor: actorOf(c),
      action: 'session-ended',
      now: clock(),
    })
    return redirect(c, `${SESSIONS}?ended=${Number(ended)}`)
  })

  return routes
}

/** The address of a page with the fields of its search form as they are typed now. */
function withTyped(path: string, search: string, fields: URLSearchParams): string {
  const query = new URLSearchParams(search)
  for (const name of new Set(fields.keys())) {
    query.delete(name)
    for (const value of fields.getAll(name)) if (value !== '') query.append(name, value)
  }
  return query.size === 0 ? path : `${path}?${query}`
}
