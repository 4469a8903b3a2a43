import { Hono } from 'hono'
import { EntrancePage, type TrialModel } from '../../../views/entrance-page.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { entranceNotice } from '../errors.tsx'
import { homeOf } from '../home-of.ts'
import { nextPage } from '../next-page.ts'
import { redirect, respond } from '../respond.tsx'
import { HOME, SIGNED_OUT, signInUrl, VERIFY } from '../urls.ts'

/** The entrance, also shown after signing out. Signed-in users go to where they start. */
export function homeRoutes(dependencies: Dependencies): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get(HOME, async c => {
    const next = nextPage(c.req.query('next'))
    const session = c.get('session')
    if (session) return redirect(c, next === HOME ? await homeOf(dependencies, session.person) : next)
    return entrance(c, next, next === HOME ? null : entranceNotice(c))
  })

  routes.get(SIGNED_OUT, async c => {
    const session = c.get('session')
    if (session) return redirect(c, await homeOf(dependencies, session.person))
    return entrance(c, HOME, c.get('t').signIn.signedOut)
  })

  async function entrance(c: WebContext, next: string, notice: string | null): Promise<Response> {
    const t = c.get('t')
    const contact = c.get('contact')
    const model = { signIn: signInUrl(next), notice, contact, verify: VERIFY, trial: await trialModel(t) }
    const title = notice === null ? t.service : t.signIn.title
    return respond(c, { status: 200, title, page: <EntrancePage model={model} t={t} />, sheet: 'entrance' })
  }

  /** What a visitor of a trial installation needs to know; null of a real one. */
  async function trialModel(t: Catalogue): Promise<TrialModel | null> {
    const { testIdentity, config } = dependencies
    if (!testIdentity) return null
    const people = await testIdentity.people()
    return {
      demo: config.trial?.demo ?? false,
      people: people.map(({ person: { name, companies } }) => ({
        name,
        about: t.testIdentity.about(companies.map(company => company.name)),
      })),
      sandbox: config.trial?.sandbox ?? null,
    }
  }

  return routes
}
