import { Hono } from 'hono'
import { MandatePage } from '../../../views/mandate-page.tsx'
import { MandatesPage } from '../../../views/mandates-page.tsx'
import type { Mandate } from '../../domain/mandate.ts'
import { isVoen, type Voen } from '../../domain/voen.ts'
import { audit } from '../../services/access/audit.ts'
import { findMandate, grantMandate, listMandates, withdrawMandate } from '../../services/access/mandates.ts'
import { actorOf } from '../actor.ts'
import { cachedToday } from '../cached-today.ts'
import type { Dependencies, Env, WebContext } from '../context.ts'
import { notFound } from '../errors.tsx'
import { requireAccess } from '../gate.ts'
import { readForm } from '../http/form.ts'
import { forgetKeptForm, keptForm } from '../http/kept-form.ts'
import { type MandateQuestion, nameOfBroker, questionOf, replacesSeen } from '../mandate-question.ts'
import {
  MANDATE_ACTIONS,
  type MandateAction,
  type MandatesView,
  mandatePageModel,
  mandatesPageModel,
} from '../models/mandates-page.ts'
import { pageTitle } from '../page-title.ts'
import {
  MANDATE_FIELDS,
  type MandateForm,
  type MandateProblem,
  newMandate,
  parseMandate,
  typedTerms,
} from '../queries/mandate-form.ts'
import { redirect, respond } from '../respond.tsx'
import { writeThrottled } from '../throttle.ts'
import { mandatesUrl } from '../urls.ts'
import { nameOf, viewerOf } from '../viewer.ts'

type Form = Pick<MandateForm, 'typed' | 'problems'> & {
  /** The text was typed before the session ended. */
  readonly kept?: boolean
  /** Asked before anything is granted. */
  readonly question?: MandateQuestion
}

const WITHDRAWN: readonly MandateProblem[] = [{ field: 'from', code: 'withdrawn-meanwhile' }]
const CHANGED: readonly MandateProblem[] = [{ field: 'from', code: 'changed-meanwhile' }]

/** Whether the form is older than the withdrawal: it does not grant the mandate again. */
function isWithdrawnMeanwhile({ withdrawn }: Mandate, seen: string): boolean {
  return withdrawn && seen !== 'withdrawn'
}

function owned(c: WebContext, form: Form): MandatesView['form'] {
  return { ...form, person: c.get('person')!.tag }
}

/** Grants, changes and withdraws a company's mandates. Changes take effect at once. */
export function mandateRoutes(dependencies: Dependencies): Hono<Env> {
  const { access, reader, clock } = dependencies
  const routes = new Hono<Env>()
  const today = cachedToday(clock)
  const forget = forgetKeptForm()
  const representative = requireAccess(dependencies, 'representation')

  routes.get('/accounts/:voen/mandates', representative, async c => {
    const kept = keptForm(c, MANDATE_FIELDS)
    return respondList(c, { typed: kept ?? newMandate(today(), c.get('t')), problems: [], kept: kept !== null })
  })

  routes.post('/accounts/:voen/mandates', forget, representative, async c => {
    const field = await readForm(c)
    const form = parseMandate(field, c.get('account').voen, today())
    if (!form.terms) return respondList(c, form)
    const { broker } = form.terms
    const present = await mandateOf(c, broker)
    // Another number than the one in the question is asked for anew, and so are terms that the question did not show.
    if (field('confirmed') === broker) {
      const seen = field('seen')
      if (present && isWithdrawnMeanwhile(present, seen)) return respondList(c, { ...form, problems: WITHDRAWN })
      if (replacesSeen(present, form.terms, seen)) return grant(c, form.terms)
    }
    const question = await questionOf(reader, broker, present)
    await auditQuestion(c, question)
    // What was understood, and not "yesterday", which is another day when the answer comes after midnight.
    return respondList(c, { ...form, typed: typedTerms(form.terms, c.get('t')), question })
  })

  routes.get('/accounts/:voen/mandates/:broker', representative, async c => {
    const mandate = await mandateOf(c, c.req.param('broker'))
    if (!mandate) return mandateNotFound(c)
    const kept = keptForm(c, MANDATE_FIELDS)
    const typed = kept ?? typedTerms(mandate, c.get('t'))
    return respondOne(c, mandate, { typed, problems: [], kept: kept !== null })
  })

  routes.post('/accounts/:voen/mandates/:broker', forget, representative, async c => {
    const mandate = await mandateOf(c, c.req.param('broker'))
    if (!mandate) return mandateNotFound(c)
    const { voen, broker } = mandate
    const field = await readForm(c)
    const form = parseMandate(name => (name === 'broker' ? broker : field(name)), voen, today())
    const seen = field('seen')
    if (isWithdrawnMeanwhile(mandate, seen)) return respondOne(c, mandate, { ...form, problems: WITHDRAWN })
    if (!form.terms) return respondOne(c, mandate, form)
    if (!replacesSeen(mandate, form.terms, seen)) return respondOne(c, mandate, { ...form, problems: CHANGED })
    return grant(c, form.terms)
  })

  routes.post('/accounts/:voen/mandates/:broker/withdraw', representative, async c => {
    const mandate = await mandateOf(c, c.req.param('broker'))
    if (!mandate) return mandateNotFound(c)
    const { voen, broker } = mandate
    await withdrawMandate(access, { voen, broker }, actorOf(c), clock())
    return redirect(c, doneUrl(voen, { action: 'withdrawn', broker }))
  })

  async function mandateOf(c: WebContext, broker: string): Promise<Mandate | undefined> {
    return isVoen(broker) ? findMandate(access, { voen: c.get('account').voen, broker }) : undefined
  }

  /** The answer tells who has a number, and each number asked for stands in the log. */
  async function auditQuestion(c: WebContext, { broker, name }: MandateQuestion): Promise<void> {
    const [at, { voen }] = [clock(), c.get('account')]
    const detail = { asked: broker, registered: name !== null }
    const entry = { at, action: 'taxpayer-asked', actor: actorOf(c), voen, detail } as const
    const lines = new Map([[`taxpayer ${c.get('session')!.handle} ${voen} ${broker}`, entry]])
    await writeThrottled(access, lines, at, ([entry]) => audit(access, entry!))
  }

  async function grant(c: WebContext, terms: Omit<Mandate, 'withdrawn'>): Promise<Response> {
    const action = await grantMandate(access, terms, actorOf(c), clock())
    return redirect(c, doneUrl(terms.voen, { action, broker: terms.broker }))
  }

  async function respondList(c: WebContext, form: Form): Promise<Response> {
    const t = c.get('t')
    const mandates = await listMandates(access, c.get('account').voen)
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const done = doneOf(c, mandates)
    const brokerName = done && (await nameOfBroker(reader, done.broker))
    const model = mandatesPageModel({
      name,
      viewer,
      mandates,
      form: owned(c, form),
      done,
      brokerName,
      today: today(),
      t,
    })
    return respond(c, {
      status: form.problems.length === 0 ? 200 : 422,
      title: pageTitle(form.question ? t.mandateQuestion.title : t.mandates.title, name),
      page: <MandatesPage model={model} t={t} />,
      sheet: 'lists',
    })
  }

  async function respondOne(c: WebContext, mandate: Mandate, form: Form): Promise<Response> {
    const t = c.get('t')
    const [name, viewer] = [await nameOf(c, dependencies), viewerOf(c)]
    const brokerName = await nameOfBroker(reader, mandate.broker)
    const model = mandatePageModel({ name, viewer, mandate, form: owned(c, form), brokerName, today: today(), t })
    return respond(c, {
      status: form.problems.length === 0 ? 200 : 422,
      title: pageTitle(model.title, name),
      page: <MandatePage model={model} t={t} />,
    })
  }

  return routes
}

function mandateNotFound(c: WebContext): Response {
  return notFound(c, 'notFound', c.get('account').voen)
}

function doneUrl(voen: Voen, { action, broker }: MandateAction): string {
  return mandatesUrl(voen, `done=${action}&broker=${broker}`)
}

/** The action to confirm. Anyone can edit the URL, so an action that contradicts the mandate's state is ignored. */
function doneOf(c: WebContext, mandates: readonly Mandate[]): MandateAction | null {
  const action = MANDATE_ACTIONS.find(action => action === c.req.query('done'))
  const mandate = mandates.find(({ broker }) => broker === c.req.query('broker'))
  if (!action || !mandate || mandate.withdrawn !== (action === 'withdrawn')) return null
  return { action, broker: mandate.broker }
}
