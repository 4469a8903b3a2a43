import { ActPage } from '../../views/act-page.tsx'
import type { ActProgress, ActStep } from '../domain/act/act.ts'
import type { ActRecord } from '../domain/act/compared.ts'
import type { ActRefusal } from '../domain/act/may-follow.ts'
import { RefusalError } from '../domain/problem.ts'
import { findChangedLedgers, readAct } from '../services/papers/list-acts.ts'
import { takeActStep } from '../services/papers/take-act-step.ts'
import { actorOf } from './actor.ts'
import type { Dependencies, WebContext } from './context.ts'
import { notFound } from './errors.tsx'
import { actPageModel } from './models/act-page.ts'
import { pageTitle } from './page-title.ts'
import type { ActProblem } from './queries/act-forms.ts'
import { redirect, respond } from './respond.tsx'
import { actUrl } from './urls.ts'
import { nameOf, viewerOf } from './viewer.ts'

interface StepForm {
  /** How many steps of the act the form has seen; null where it does not say. */
  readonly seen?: number | null
  /** Shows the form again when the act has changed since; without it, the act is shown. */
  readonly respondChanged?: (record: ActRecord) => Promise<Response>
}

/** What the routes of an act share: finding it, showing it, and taking a step. */
export class ActSteps {
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** Answers with the act in the address, or that there is none. */
  async withAct(c: WebContext, answer: (record: ActRecord) => Response | Promise<Response>): Promise<Response> {
    const number = parseNumber(c.req.param('act'))
    const { voen } = c.get('account')
    const record = number === null ? null : await readAct(this.#dependencies.papers, { voen, number })
    return record ? answer(record) : actNotFound(c)
  }

  /** What the models of all pages of an act need. */
  async common(c: WebContext, record: ActRecord) {
    const person = c.get('person')!.tag
    return { name: await nameOf(c, this.#dependencies), viewer: viewerOf(c), record, person, t: c.get('t') }
  }

  async respondAct(c: WebContext, record: ActRecord, problems: readonly ActProblem[] = []): Promise<Response> {
    const t = c.get('t')
    const changed = await findChangedLedgers(this.#dependencies.reader, record.act)
    const common = await this.common(c, record)
    const model = actPageModel({ ...common, changed, problems })
    return respond(c, {
      status: problems.length === 0 ? 200 : 422,
      title: pageTitle(model.title, common.name),
      sheet: 'acts',
      page: <ActPage model={model} t={t} />,
    })
  }

  /** Takes a step and shows the act; a refused step is named there. */
  async take(
    c: WebContext,
    { act }: ActRecord,
    step: (progress: ActProgress) => ActStep,
    { seen = null, respondChanged }: StepForm = {},
  ): Promise<Response> {
    const { papers, clock } = this.#dependencies
    const { voen, number } = act
    const { subject, name } = c.get('session')!.person
    const request = { voen, act: number, step, by: { subject, name }, actor: actorOf(c), now: clock(), seen }
    try {
      await takeActStep(papers, request)
      return redirect(c, actUrl(voen, number))
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      const code = error.code as ActRefusal
      return this.withAct(c, now =>
        code === 'act-changed' && respondChanged
          ? respondChanged(now)
          : this.respondAct(c, now, [{ field: 'step', code }]),
      )
    }
  }
}

export function actNotFound(c: WebContext): Response {
  return notFound(c, 'noAct', c.get('account').voen)
}

/** How many steps of the act a form has seen. */
export function seenSteps(field: (name: string) => string): number | null {
  const text = field('seen')
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** The number of an act or an objection in an address. */
export function parseNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}
