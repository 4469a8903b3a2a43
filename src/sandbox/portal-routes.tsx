import { Hono } from 'hono'
import { SandboxHopPage } from '../../views/sandbox/hop-page.tsx'
import type { Catalogue } from '../i18n/index.ts'
import { SANDBOX_HOP } from './addresses.ts'
import { type Bill, isPayable } from './bills.ts'
import { addressWithFormId, isFormId, newFormId, SentForms } from './form-ids.ts'
import type { AcceptedAs, IntakeAnswer, IntakeClient } from './intake-client.ts'
import { acceptedPage, page, redirect, refusalsOf, type SandboxStatus } from './pages.tsx'
import { isCode } from './payees.ts'
import { type Payment, type PaymentForm, parsePayment, paymentEvent, readSearch, typedBefore } from './payment-form.ts'
import { type PortalView, portalModel } from './portal-model.ts'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

/** The payment portal: look up what there is to pay, and pay it. */
export function portalRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp } = settings
  const routes = new Hono()
  const sent = new SentForms()

  routes.get(SANDBOX_HOP, async c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const field = (name: string) => c.req.query(name) ?? ''
    const search = readSearch(field)
    const id = field('id')
    if (search && !isFormId(id)) return redirect(request, addressWithFormId(SANDBOX_HOP, c.req.query()))
    const typed = typedBefore(field, id)
    const nothing = { search, typed, bill: null, heading: t.sandbox.searchProblems, problems: [] }
    if (!search) return show(request, 200, nothing)
    const { key, by } = search
    const problem = (code: `${typeof by}-malformed` | `${typeof by}-unknown`) => ({
      ...nothing,
      problems: [{ field: by, message: t.sandbox.problems[code] }],
    })
    if (key === null) return show(request, 422, problem(`${by}-malformed`))
    const bill = await intake.bill(senders.hop, by, key)
    if (!bill) return show(request, 404, problem(`${by}-unknown`))
    // What a declaration owes is known best today, whatever an older address says.
    return show(request, 200, { ...nothing, bill, typed: by === 'declaration' ? { ...typed, amount: '' } : typed })
  })

  routes.post(SANDBOX_HOP, async c => {
    const request = sandboxRequest(settings, c)
    const form = parsePayment(await hostApp.readForm(c))
    if (!form) return redirect(request, SANDBOX_HOP)
    const { payment, search, typed } = form
    if (!payment) return again(request, form)
    // What this form has paid itself, a moment ago perhaps, is open no more; the intake knows the event again.
    const payable = search.by === 'voen' || isPayable(await billOf(form))
    if (!payable && !sent.has(typed.id)) return again(request, form)
    const answer = await intake.send(senders.hop, paymentEvent(payment, typed.id, sent.send(typed.id, clock())))
    return answer.became === 'rejected'
      ? refused(request, form, answer)
      : accepted(request, form, payment, answer.became)
  })

  function show(request: SandboxRequest, status: SandboxStatus, view: PortalView): Response {
    const { t } = request
    return page(request, status, t.sandbox.hop, <SandboxHopPage model={portalModel(request, view)} t={t} />)
  }

  async function billOf({ search: { by, key } }: PaymentForm): Promise<Bill | null> {
    return key === null ? null : intake.bill(senders.hop, by, key)
  }

  /** The form once more, with its words and what is wrong with them. */
  async function again(request: SandboxRequest, form: PaymentForm): Promise<Response> {
    const { t } = request
    const { search, typed } = form
    const bill = await billOf(form)
    if (!bill) {
      const code = search.key === null ? (`${search.by}-malformed` as const) : (`${search.by}-unknown` as const)
      const problems = [{ field: search.by, message: t.sandbox.problems[code] }]
      return show(request, 422, { search, typed, bill, heading: t.sandbox.searchProblems, problems })
    }
    const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
    return show(request, 422, { search, typed, bill, heading: t.sandbox.formProblems, problems })
  }

  /** Sent anew it is another payment: the id of one that was refused says something else already, or may come to. */
  async function refused(request: SandboxRequest, form: PaymentForm, answer: IntakeAnswer): Promise<Response> {
    const { search } = form
    const bill = await billOf(form)
    const typed = { ...form.typed, id: newFormId() }
    const problems = refusalsOf(request, answer, [])
    return show(request, 422, { search, typed, bill, heading: request.t.sandbox.refusedProblems, problems })
  }

  async function accepted(
    request: SandboxRequest,
    form: PaymentForm,
    payment: Payment,
    became: AcceptedAs,
  ): Promise<Response> {
    const { t } = request
    const bill = 'declaration' in payment ? await billOf(form) : null
    const facts = [
      { label: t.sandbox.paid, value: targetName(payment, t) },
      { label: t.columns.amount, value: t.format.money(payment.amount) },
    ]
    const voen = 'voen' in payment ? payment.voen : (bill?.voen ?? null)
    const again = `${SANDBOX_HOP}?${new URLSearchParams({ payee: form.search.payee, [form.search.by]: form.search.key! })}`
    return acceptedPage(request, { became, section: SANDBOX_HOP, again, voen, facts })
  }

  return routes
}

function targetName(payment: Payment, t: Catalogue): string {
  if ('declaration' in payment) return `${t.sandbox.declaration} ${payment.declaration}`
  return isCode(payment.target) ? t.sandbox.targets[payment.target] : t.funds[payment.target]
}
