import { Hono } from 'hono'
import { ActsFragment, ActsPage } from '../../../views/acts-page.tsx'
import { allows } from '../../domain/account-access.ts'
import { drawUpAct } from '../../services/papers/draw-up-act.ts'
import { listActs } from '../../services/papers/list-acts.ts'
import { parseNumber } from '../act-steps.tsx'
import { actorOf } from '../actor.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { readForm } from '../http/form.ts'
import { forgetKeptForm, keptForm } from '../http/kept-form.ts'
import { type ActsView, actsPageModel, lastMonth, typedPeriod } from '../models/acts-page.ts'
import { pageTitle } from '../page-title.ts'
import { parseActPeriod } from '../queries/act-forms.ts'
import { parseSeq } from '../queries/cursor.ts'
import { redirect, respond } from '../respond.tsx'
import { actsUrl, actUrl, ownBooksObjectionUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

/** Lists the acts of reconciliation of an account and draws up new ones. */
export function actsRoutes(dependencies: Dependencies): Hono<Env> {
  const { papers, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)

  routes.get('/accounts/:voen/acts', requireAccess(dependencies, 'balances'), c => {
    const before = c.req.query('before')
    if (before !== undefined && parseNumber(before) === null) return notFound(c, 'noPage', c.get('account').voen)
    return respondList(c, offeredForm(c), parseNumber(before))
  })

  routes.post('/accounts/:voen/acts', forgetKeptForm(), requireAccess(dependencies, 'representation'), async c => {
    const { voen } = c.get('account')
    const field = await readForm(c)
    const form = parseActPeriod(field, today())
    const objection = objectionAfter(c, field)
    if (!form.period) return respondList(c, { ...form, objection }, null)
    const { subject, name } = c.get('session')!.person
    const request = { voen, period: form.period, by: { subject, name }, actor: actorOf(c), day: today(), now: clock() }
    const act = await drawUpAct(dependencies, request)
    if (!act) return notFound(c, 'noAccount')
    return redirect(c, objection ? ownBooksObjectionUrl(voen, objection.id, objection.seq) : actUrl(voen, act.number))
  })

  /** The period of a link, or last month. Nothing is a mistake before it is sent. */
  function offeredForm(c: WebContext): ActsView['form'] {
    const t = c.get('t')
    const isLink = c.req.query('from') !== undefined
    const kept = isLink ? null : keptForm(c, ['from', 'to'])
    if (kept) return { typed: kept, problems: [], kept: true }
    const { period } = parseActPeriod(name => c.req.query(name) ?? '', today())
    const objection = objectionAfter(c, name => c.req.query(name) ?? '')
    return { typed: typedPeriod(period ?? lastMonth(today()), t), problems: [], objection }
  }

  /** The result of a comparison with own books to which the act is drawn up to object. */
  function objectionAfter(c: WebContext, field: (name: string) => string): { id: string; seq: number } | null {
    const [id, seq] = [field('books'), parseSeq(field('result'))]
    return /^[\w-]{16}$/.test(id) && seq !== null && allows(c.get('account'), 'representation') ? { id, seq } : null
  }

  async function respondList(c: WebContext, form: ActsView['form'], before: number | null): Promise<Response> {
    const t = c.get('t')
    const { voen } = c.get('account')
    const page = await listActs(papers, voen, before)
    const name = await nameOf(c, dependencies)
    const person = c.get('person')!.tag
    const list = { page, newest: before === null, today: today() }
    const model = actsPageModel({ name, viewer: viewerOf(c), form, person, ...list, t })
    return respond(c, {
      status: form.problems.length === 0 ? 200 : 422,
      title: pageTitle(t.acts.title, name),
      sheet: 'acts',
      page: <ActsPage model={model} t={t} />,
      fragment: <ActsFragment model={model} t={t} />,
      url: actsUrl(voen, before === null ? '' : `before=${before}`),
    })
  }

  return routes
}
