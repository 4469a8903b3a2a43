import { Hono } from 'hono'
import {
  type SandboxObjectionModel,
  type SandboxObjectionsModel,
  SandboxObjectionsPage,
} from '../../views/sandbox/objections-page.tsx'
import type { ActLine } from '../domain/act/lines.ts'
import type { PlainDate } from '../domain/dates.ts'
import { parseAmount } from '../domain/money.ts'
import { typedText } from '../domain/typed/text.ts'
import { lineName } from '../i18n/act-names.ts'
import { MAX_ANSWER } from '../intake/objections.ts'
import { SANDBOX_OBJECTIONS, SANDBOX_OFFICER } from './addresses.ts'
import type { IntakeClient, ObjectionJson } from './intake-client.ts'
import { page, redirect, sandboxModel } from './pages.tsx'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

const DECISIONS = ['accepted', 'rejected'] as const

/** An answer as it was typed. */
interface TypedAnswer {
  readonly objection: string
  readonly decision: string
  readonly answer: string
}

type Problem = 'decision-missing' | 'answer-missing' | 'answer-too-long'

interface ListView {
  readonly after: string
  readonly notice?: string
  readonly refused?: string
  /** An answer that was not sent, and why. */
  readonly failed?: { readonly typed: TypedAnswer; readonly problems: readonly (readonly [string, Problem])[] }
}

/** The objections of companies to their reconciliation acts, which the officer answers. */
export function objectionRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { senders, hostApp } = settings
  const routes = new Hono()

  routes.get(SANDBOX_OBJECTIONS, async c => {
    const request = sandboxRequest(settings, c)
    const notice = c.req.query('done') === undefined ? {} : { notice: request.t.sandbox.objections.done }
    return show(request, { after: c.req.query('after') ?? '', ...notice })
  })

  routes.post(SANDBOX_OBJECTIONS, async c => {
    const request = sandboxRequest(settings, c)
    const field = await hostApp.readForm(c)
    const after = field('after')
    const typed = { objection: field('objection'), decision: field('decision'), answer: typedText(field('answer')) }
    const problems = problemsOf(typed)
    if (problems.length > 0) return show(request, { after, failed: { typed, problems } })
    if (await intake.answer(senders.declarations, typed)) return redirect(request, `${SANDBOX_OBJECTIONS}?done=1`)
    return show(request, { after, refused: request.t.sandbox.objections.ended })
  })

  async function show(request: SandboxRequest, view: ListView): Promise<Response> {
    const { t } = request
    const listed = await intake.objections(senders.declarations, view.after)
    const model: SandboxObjectionsModel = {
      sandbox: sandboxModel(request, SANDBOX_OFFICER),
      action: SANDBOX_OBJECTIONS,
      decisions: DECISIONS.map(code => ({ code, label: t.sandbox.objections[code] })),
      objections: listed.objections.map(objection => objectionModel(request, objection, view.failed)),
      after: view.after,
      next: listed.next && `${SANDBOX_OBJECTIONS}?${new URLSearchParams({ after: listed.next })}`,
      notice: view.notice ?? null,
      refused: view.refused ?? null,
    }
    const status = view.failed || view.refused ? 422 : 200
    return page(request, status, t.sandbox.objections.title, <SandboxObjectionsPage model={model} t={t} />)
  }

  return routes
}

function problemsOf({ decision, answer }: TypedAnswer): (readonly [string, Problem])[] {
  const problems: (readonly [string, Problem])[] = []
  if (!(DECISIONS as readonly string[]).includes(decision)) problems.push(['decision', 'decision-missing'])
  if (answer === '') problems.push(['answer', 'answer-missing'])
  if (answer.length > MAX_ANSWER) problems.push(['answer', 'answer-too-long'])
  return problems
}

function objectionModel(
  { t }: SandboxRequest,
  objection: ObjectionJson,
  failed: ListView['failed'],
): SandboxObjectionModel {
  const { objection: id, company, voen, act } = objection
  const typed = failed?.typed.objection === id ? failed.typed : null
  const problems = typed ? failed!.problems : []
  return {
    id,
    title: `${company}, ${voen}: ${t.acts.one(act)}`,
    facts: factsOf(objection, t),
    said: [
      { label: t.acts.reason, value: objection.reason },
      { label: t.acts.note, value: objection.note },
    ].filter(({ value }) => value !== ''),
    decision: typed?.decision ?? '',
    answer: typed?.answer ?? '',
    problems: problems.map(([field, code]) => ({ field, message: t.sandbox.objections.problems[code] })),
  }
}

function factsOf({ from, to, ledger, line, customs, own, ...said }: ObjectionJson, t: SandboxRequest['t']) {
  const amount = (text: string) => t.format.amount(parseAmount(text)!)
  const day = (text: string) => t.format.date(text as PlainDate)
  const facts = [
    { label: t.acts.period, value: t.range(day(from), day(to)) },
    { label: t.acts.about, value: `${t.ledgers[ledger]}, ${lineName(ledger, line as ActLine, t)}` },
    { label: t.acts.customs, value: amount(customs) },
    { label: t.acts.own, value: own === null ? '' : amount(own) },
    { label: t.acts.raised, value: t.acts.drawnUpBy(t.format.instant(new Date(said.raisedAt)), said.raisedBy) },
  ]
  return facts.filter(({ value }) => value !== '')
}
