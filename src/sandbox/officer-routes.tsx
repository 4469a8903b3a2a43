import { type Context, Hono } from 'hono'
import type { ProblemModel } from '../../views/components/problem-summary.tsx'
import { SandboxActionPage, SandboxOfficerPage } from '../../views/sandbox-officer-page.tsx'
import { FUNDS } from '../domain/fund.ts'
import { SANDBOX_OFFICER } from './addresses.ts'
import { ACTION_FORMS, ACTIONS, actionEvent, isAction, type OfficerAction, readAction } from './deeds.ts'
import { addressWithFormId, formIdOf, isFormId, newFormId, SentForms } from './form-ids.ts'
import type { IntakeClient } from './intake-client.ts'
import { acceptedPage, errorPage, page, redirect, refusalsOf, sandboxModel } from './pages.tsx'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

interface Shown {
  readonly id: string
  readonly typed: Readonly<Record<string, string>>
  readonly heading: string
  readonly problems: readonly ProblemModel[]
}

/** The officer's desk: each deed has a form, and each form that is sent becomes one event. */
export function officerRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp: frame } = settings
  const routes = new Hono()
  const sent = new SentForms()

  routes.get(SANDBOX_OFFICER, c => {
    const its = sandboxRequest(settings, c)
    const { t } = its
    const sandbox = sandboxModel(its, SANDBOX_OFFICER)
    const actions = ACTIONS.map(action => ({ ...t.sandbox.deeds[action], href: deedUrl(action) }))
    return page(its, 200, t.sandbox.officer, <SandboxOfficerPage model={{ sandbox, deeds: actions }} t={t} />)
  })

  routes.get(deedUrl(':deed'), c => {
    const its = sandboxRequest(settings, c)
    const action = deedOf(c)
    if (!action) return errorPage(its, 404, its.t.errors.notFound)
    const query = c.req.query()
    const id = query.id ?? ''
    if (!isFormId(id)) return redirect(its, addressWithFormId(deedUrl(action), query))
    const typed = Object.fromEntries(ACTION_FORMS[action].fields.map(name => [name, query[name] ?? '']))
    return show(its, action, { id, typed, heading: '', problems: [] })
  })

  routes.post(deedUrl(':deed'), async c => {
    const its = sandboxRequest(settings, c)
    const { t } = its
    const action = deedOf(c)
    if (!action) return errorPage(its, 404, t.errors.notFound)
    const field = await frame.readForm(c)
    const id = formIdOf(field('id'))
    const form = readAction(action, field)
    if (form.problems.length > 0) {
      const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
      return show(its, action, { id, typed: form.typed, heading: t.sandbox.formProblems, problems })
    }
    const event = actionEvent(action, form, id, sent.send(id, clock()))
    const answer = await intake.send(senders.declarations, event)
    const { became } = answer
    if (became === 'rejected') {
      const problems = refusalsOf(its, answer, Object.keys(form.typed))
      return show(its, action, { id: newFormId(), typed: form.typed, heading: t.sandbox.refusedProblems, problems })
    }
    const facts = factsOf(its, action, form.typed)
    const voen = form.said.voen as string
    return acceptedPage(its, { became, section: SANDBOX_OFFICER, again: deedUrl(action), voen, facts })
  })

  return routes
}

function show(its: SandboxRequest, action: OfficerAction, { id, typed, heading, problems }: Shown): Response {
  const { t } = its
  const { fields, charges } = ACTION_FORMS[action]
  const { title, about } = t.sandbox.deeds[action]
  const model = {
    ...{
      sandbox: sandboxModel(its, SANDBOX_OFFICER),
      title,
      about,
      id,
      problems,
      problemsHeading: heading,
      action: deedUrl(action),
    },
    fields: fields.map(name => ({
      ...{ name, label: t.sandbox.fields[name], value: typed[name] ?? '', required: name !== 'declarant' },
      ...(name === 'declarant' && { hint: t.sandbox.optional }),
    })),
    charges: charges
      ? FUNDS.map(fund => ({ name: fund, label: t.funds[fund], value: typed[fund] ?? '', required: false }))
      : [],
  }
  return page(its, problems.length > 0 ? 422 : 200, title, <SandboxActionPage model={model} t={t} />)
}

function factsOf({ t }: SandboxRequest, action: OfficerAction, typed: Readonly<Record<string, string>>) {
  const words = { ...t.sandbox.fields, ...t.funds }
  const said = Object.entries(typed).filter(([, value]) => value !== '')
  const facts = said.map(([name, value]) => ({ label: words[name as keyof typeof words], value }))
  return [{ label: t.sandbox.deed, value: t.sandbox.deeds[action].title }, ...facts]
}

function deedUrl(action: string): string {
  return `${SANDBOX_OFFICER}/${action}`
}

function deedOf(c: Context): OfficerAction | null {
  const action = c.req.param('deed') ?? ''
  return isAction(action) ? action : null
}
