import { type Context, Hono } from 'hono'
import type { ProblemModel } from '../../views/components/problem-summary.tsx'
import { SandboxActionPage, SandboxOfficerPage } from '../../views/sandbox/officer-page.tsx'
import { FUNDS } from '../domain/fund.ts'
import type { Voen } from '../domain/voen.ts'
import { ACTION_FORMS, ACTIONS, actionEvent, isAction, type OfficerAction, readAction } from './actions.ts'
import { SANDBOX_OFFICER } from './addresses.ts'
import { addressWithFormId, isFormId, newFormId, readFormId, SentForms } from './form-ids.ts'
import type { IntakeClient } from './intake-client.ts'
import { acceptedPage, errorPage, page, redirect, refusalsOf, sandboxModel } from './pages.tsx'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

interface ActionFormView {
  readonly id: string
  readonly typed: Readonly<Record<string, string>>
  readonly heading: string
  readonly problems: readonly ProblemModel[]
}

/** The customs officer's desk. Each action has a form, and each submitted form becomes one event. */
export function officerRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp } = settings
  const routes = new Hono()
  const sentForms = new SentForms()

  routes.get(SANDBOX_OFFICER, c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const sandbox = sandboxModel(request, SANDBOX_OFFICER)
    const actions = ACTIONS.map(action => ({ ...t.sandbox.actions[action], href: actionUrl(action) }))
    return page(request, 200, t.sandbox.officer, <SandboxOfficerPage model={{ sandbox, actions }} t={t} />)
  })

  routes.get(actionUrl(':action'), c => {
    const request = sandboxRequest(settings, c)
    const action = readActionParam(c)
    if (!action) return errorPage(request, 404, request.t.errors.notFound)
    const query = c.req.query()
    const id = query.id ?? ''
    if (!isFormId(id)) return redirect(request, addressWithFormId(actionUrl(action), query))
    const typed = Object.fromEntries(ACTION_FORMS[action].fields.map(name => [name, query[name] ?? '']))
    return showForm(request, action, { id, typed, heading: '', problems: [] })
  })

  routes.post(actionUrl(':action'), async c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const action = readActionParam(c)
    if (!action) return errorPage(request, 404, t.errors.notFound)
    const field = await hostApp.readForm(c)
    const id = readFormId(field('id'))
    const form = readAction(action, field)
    if (form.problems.length > 0) {
      const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
      return showForm(request, action, { id, typed: form.typed, heading: t.sandbox.formProblems, problems })
    }
    const event = actionEvent(action, form, id, sentForms.send(id, clock()))
    const answer = await intake.send(senders.declarations, event)
    const { became } = answer
    if (became === 'rejected') {
      const problems = refusalsOf(request, answer, Object.keys(form.typed))
      return showForm(request, action, {
        id: newFormId(),
        typed: form.typed,
        heading: t.sandbox.refusedProblems,
        problems,
      })
    }
    const facts = factsOf(request, action, form.typed)
    const voen = form.values.voen as Voen
    return acceptedPage(request, { became, section: SANDBOX_OFFICER, again: actionUrl(action), voen, facts })
  })

  return routes
}

function showForm(
  request: SandboxRequest,
  action: OfficerAction,
  { id, typed, heading, problems }: ActionFormView,
): Response {
  const { t } = request
  const { fields, charges } = ACTION_FORMS[action]
  const { title, about } = t.sandbox.actions[action]
  const model = {
    sandbox: sandboxModel(request, SANDBOX_OFFICER),
    title,
    about,
    id,
    problems,
    problemsHeading: heading,
    action: actionUrl(action),
    fields: fields.map(name => ({
      name,
      label: t.sandbox.fields[name],
      value: typed[name] ?? '',
      required: name !== 'declarant',
      ...(name === 'declarant' && { hint: t.sandbox.optional }),
    })),
    charges: charges
      ? FUNDS.map(fund => ({ name: fund, label: t.funds[fund], value: typed[fund] ?? '', required: false }))
      : [],
  }
  return page(request, problems.length > 0 ? 422 : 200, title, <SandboxActionPage model={model} t={t} />)
}

function factsOf({ t }: SandboxRequest, action: OfficerAction, typed: Readonly<Record<string, string>>) {
  const words = { ...t.sandbox.fields, ...t.funds }
  const filled = Object.entries(typed).filter(([, value]) => value !== '')
  const facts = filled.map(([name, value]) => ({ label: words[name as keyof typeof words], value }))
  return [{ label: t.sandbox.action, value: t.sandbox.actions[action].title }, ...facts]
}

function actionUrl(action: string): string {
  return `${SANDBOX_OFFICER}/${action}`
}

function readActionParam(c: Context): OfficerAction | null {
  const action = c.req.param('action') ?? ''
  return isAction(action) ? action : null
}
