import { type Context, Hono } from 'hono'
import { SandboxOfficerPage } from '../../views/sandbox/officer-page.tsx'
import type { Voen } from '../domain/voen.ts'
import { actionPage, factsOf, initialValues } from './action-page.tsx'
import { ACTION_FORMS, ACTIONS, actionEvent, isAction, type OfficerAction, readAction } from './actions.ts'
import { SANDBOX_OBJECTIONS, SANDBOX_OFFICER } from './addresses.ts'
import { addressWithFormId, isFormId, newFormId, readFormId, SentForms } from './form-ids.ts'
import type { IntakeClient } from './intake-client.ts'
import { acceptedPage, errorPage, page, redirect, refusalsOf, sandboxModel } from './pages.tsx'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

type ActionFormView = Pick<Parameters<typeof actionPage>[1], 'id' | 'typed' | 'heading' | 'problems'>

/** The customs officer's desk. Each action has a form, and each submitted form becomes one event. */
export function officerRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp } = settings
  const routes = new Hono()
  const sentForms = new SentForms()

  routes.get(SANDBOX_OFFICER, c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const sandbox = sandboxModel(request, SANDBOX_OFFICER)
    const actions = [
      ...ACTIONS.map(action => ({ ...t.sandbox.actions[action], href: actionUrl(action) })),
      { ...t.sandbox.objections, href: SANDBOX_OBJECTIONS },
    ]
    return page(request, 200, t.sandbox.officer, <SandboxOfficerPage model={{ sandbox, actions }} t={t} />)
  })

  routes.get(actionUrl(':action'), c => {
    const request = sandboxRequest(settings, c)
    const action = readActionParam(c)
    if (!action) return errorPage(request, 404, request.t.errors.notFound)
    const query = c.req.query()
    const id = query.id ?? ''
    if (!isFormId(id)) return redirect(request, addressWithFormId(actionUrl(action), query))
    const typed = initialValues(request, ACTION_FORMS[action], query)
    return showForm(request, action, { id, typed, heading: '', problems: [] })
  })

  routes.post(actionUrl(':action'), async c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const action = readActionParam(c)
    if (!action) return errorPage(request, 404, t.errors.notFound)
    const field = await hostApp.readForm(c)
    const id = readFormId(field('id'))
    const form = readAction(ACTION_FORMS[action], field)
    if (form.problems.length > 0) {
      const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
      return showForm(request, action, { id, typed: form.typed, heading: t.sandbox.formProblems, problems })
    }
    const event = actionEvent(action, form, id, sentForms.send(id, clock()))
    const answer = await intake.send(senders.declarations, event)
    if (answer.became === 'rejected') {
      const problems = refusalsOf(request, answer, Object.keys(form.typed))
      return showForm(request, action, {
        id: newFormId(),
        typed: form.typed,
        heading: t.sandbox.refusedProblems,
        problems,
      })
    }
    const facts = [{ label: t.sandbox.action, value: t.sandbox.actions[action].title }, ...factsOf(request, form.typed)]
    const voen = form.values.voen as Voen
    return acceptedPage(request, { answer, section: SANDBOX_OFFICER, again: actionUrl(action), voen, facts })
  })

  return routes
}

function showForm(request: SandboxRequest, action: OfficerAction, view: ActionFormView): Response {
  const { t } = request
  return actionPage(request, {
    ...t.sandbox.actions[action],
    ...view,
    form: ACTION_FORMS[action],
    section: SANDBOX_OFFICER,
    submit: t.sandbox.send,
    action: actionUrl(action),
  })
}

function actionUrl(action: string): string {
  return `${SANDBOX_OFFICER}/${action}`
}

function readActionParam(c: Context): OfficerAction | null {
  const action = c.req.param('action') ?? ''
  return isAction(action) ? action : null
}
