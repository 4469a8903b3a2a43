import { Hono } from 'hono'
import { todayInBaku } from '../domain/dates.ts'
import { actionPage, factsOf, initialValues } from './action-page.tsx'
import { type ActionForm, readAction, type TypedAction } from './actions.ts'
import { SANDBOX_ASSIGN, SANDBOX_HOP, SANDBOX_UNKNOWN_PAYER } from './addresses.ts'
import { addressWithFormId, isFormId, newFormId, readFormId, SentForms } from './form-ids.ts'
import type { IntakeClient } from './intake-client.ts'
import { acceptedPage, redirect, refusalsOf } from './pages.tsx'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

const FORM: ActionForm = {
  type: 'payment.received',
  fields: ['code', 'amount', 'reference'],
  optional: ['reference'],
  charges: false,
}

/** The portal's form for money whose owner cannot be told: a payment by code without VÖEN, which the intake holds. */
export function unknownPayerRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp } = settings
  const routes = new Hono()
  const sentForms = new SentForms()

  routes.get(SANDBOX_UNKNOWN_PAYER, c => {
    const request = sandboxRequest(settings, c)
    const query = c.req.query()
    const id = query.id ?? ''
    if (!isFormId(id)) return redirect(request, addressWithFormId(SANDBOX_UNKNOWN_PAYER, query))
    return showForm(request, { id, typed: initialValues(request, FORM, query), heading: '', problems: [] })
  })

  routes.post(SANDBOX_UNKNOWN_PAYER, async c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const field = await hostApp.readForm(c)
    const id = readFormId(field('id'))
    const form = readAction(FORM, field)
    const { typed } = form
    if (form.problems.length > 0) {
      const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
      return showForm(request, { id, typed, heading: t.sandbox.formProblems, problems })
    }
    const event = paymentEvent(form, id, sentForms.send(id, clock()))
    const answer = await intake.send(senders.hop, event)
    if (answer.became === 'rejected') {
      const problems = refusalsOf(request, answer, Object.keys(typed))
      return showForm(request, { id: newFormId(), typed, heading: t.sandbox.refusedProblems, problems })
    }
    return acceptedPage(request, {
      answer,
      section: SANDBOX_HOP,
      again: SANDBOX_UNKNOWN_PAYER,
      voen: null,
      facts: [...factsOf(request, typed), { label: t.sandbox.fields.payment, value: event.id }],
      more: [
        {
          label: t.sandbox.actions.assign.title,
          href: `${SANDBOX_ASSIGN}?${new URLSearchParams({ payment: event.id })}`,
        },
      ],
    })
  })

  return routes
}

function showForm(
  request: SandboxRequest,
  view: Pick<Parameters<typeof actionPage>[1], 'id' | 'typed' | 'heading' | 'problems'>,
): Response {
  const { t } = request
  return actionPage(request, {
    ...t.sandbox.unknownPayer,
    ...view,
    form: FORM,
    section: SANDBOX_HOP,
    submit: t.sandbox.pay,
    action: SANDBOX_UNKNOWN_PAYER,
  })
}

function paymentEvent({ values }: TypedAction, id: string, at: Date) {
  return {
    id: `sandbox-hop-${id}`,
    type: FORM.type,
    occurredAt: at.toISOString(),
    channel: 'hop',
    paidOn: todayInBaku(at),
    ...values,
  }
}
