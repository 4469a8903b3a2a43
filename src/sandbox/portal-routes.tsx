import { Hono } from 'hono'
import { SandboxHopPage } from '../../views/sandbox/hop-page.tsx'
import type { Catalogue } from '../i18n/index.ts'
import { SANDBOX_HOP } from './addresses.ts'
import { type Bill, isPayable } from './bills.ts'
import { addressWithFormId, isFormId, newFormId, SentForms } from './form-ids.ts'
import type { IntakeAnswer, IntakeClient } from './intake-client.ts'
import { acceptedPage, page, redirect, refusalsOf, type SandboxStatus } from './pages.tsx'
import { isCode } from './payees.ts'
import {
  type Payment,
  type PaymentForm,
  parsePayment,
  paymentEvent,
  readSearch,
  readTypedPayment,
} from './payment-form.ts'
import { type PortalView, portalModel } from './portal-model.ts'
import { type SandboxRequest, type SandboxSettings, sandboxRequest } from './settings.ts'

export function portalRoutes(settings: SandboxSettings, intake: IntakeClient): Hono {
  const { clock, senders, hostApp } = settings
  const routes = new Hono()
  const sentForms = new SentForms()

  routes.get(SANDBOX_HOP, async c => {
    const request = sandboxRequest(settings, c)
    const { t } = request
    const field = (name: string) => c.req.query(name) ?? ''
    const search = readSearch(field)
    const id = field('id')
    if (search && !isFormId(id)) return redirect(request, addressWithFormId(SANDBOX_HOP, c.req.query()))
    const typed = readTypedPayment(field, id)
    const emptyView = { search, typed, bill: null, heading: t.sandbox.searchProblems, problems: [] }
    if (!search) return show(request, 200, emptyView)
    const { key, by } = search
    const problem = (code: `${typeof by}-malformed` | `${typeof by}-unknown`) => ({
      ...emptyView,
      problems: [{ field: by, message: t.sandbox.problems[code] }],
    })
    if (key === null) return show(request, 422, problem(`${by}-malformed`))
    const bill = await intake.bill(senders.hop, by, key)
    if (!bill) return show(request, 404, problem(`${by}-unknown`))
    // An amount in an old link may be out of date; the bill has today's.
    return show(request, 200, { ...emptyView, bill, typed: by === 'declaration' ? { ...typed, amount: '' } : typed })
  })

  routes.post(SANDBOX_HOP, async c => {
    const request = sandboxRequest(settings, c)
    const form = parsePayment(await hostApp.readForm(c))
    if (!form) return redirect(request, SANDBOX_HOP)
    const { payment, search, typed } = form
    if (!payment) return showFormAgain(request, form)
    // A form that is sent again has already paid the bill. Send its event again: the intake answers `duplicate`.
    const payable = search.by === 'voen' || isPayable(await findBill(form))
    if (!payable && !sentForms.has(typed.id)) return showFormAgain(request, form)
    const answer = await intake.send(senders.hop, paymentEvent(payment, typed.id, sentForms.send(typed.id, clock())))
    return answer.became === 'rejected'
      ? showRefusal(request, form, answer)
      : showAccepted(request, form, payment, answer)
  })

  function show(request: SandboxRequest, status: SandboxStatus, view: PortalView): Response {
    const { t } = request
    return page(request, status, t.sandbox.hop, <SandboxHopPage model={portalModel(request, view)} t={t} />)
  }

  async function findBill({ search: { by, key } }: PaymentForm): Promise<Bill | null> {
    return key === null ? null : intake.bill(senders.hop, by, key)
  }

  async function showFormAgain(request: SandboxRequest, form: PaymentForm): Promise<Response> {
    const { t } = request
    const { search, typed } = form
    const bill = await findBill(form)
    if (!bill) {
      const code = search.key === null ? (`${search.by}-malformed` as const) : (`${search.by}-unknown` as const)
      const problems = [{ field: search.by, message: t.sandbox.problems[code] }]
      return show(request, 422, { search, typed, bill, heading: t.sandbox.searchProblems, problems })
    }
    const problems = form.problems.map(({ field, code }) => ({ field, message: t.sandbox.problems[code] }))
    return show(request, 422, { search, typed, bill, heading: t.sandbox.formProblems, problems })
  }

  /** The form gets a new id: with the id of the rejected event, a corrected payment could be refused as `id-taken`. */
  async function showRefusal(request: SandboxRequest, form: PaymentForm, answer: IntakeAnswer): Promise<Response> {
    const { search } = form
    const bill = await findBill(form)
    const typed = { ...form.typed, id: newFormId() }
    const problems = refusalsOf(request, answer, [])
    return show(request, 422, { search, typed, bill, heading: request.t.sandbox.refusedProblems, problems })
  }

  async function showAccepted(
    request: SandboxRequest,
    form: PaymentForm,
    payment: Payment,
    answer: IntakeAnswer,
  ): Promise<Response> {
    const { t } = request
    const bill = 'declaration' in payment ? await findBill(form) : null
    const facts = [
      { label: t.sandbox.paid, value: targetName(payment, t) },
      { label: t.columns.amount, value: t.format.money(payment.amount) },
    ]
    const voen = 'voen' in payment ? payment.voen : (bill?.voen ?? null)
    const again = `${SANDBOX_HOP}?${new URLSearchParams({ payee: form.search.payee, [form.search.by]: form.search.key! })}`
    return acceptedPage(request, { answer, section: SANDBOX_HOP, again, voen, facts })
  }

  return routes
}

function targetName(payment: Payment, t: Catalogue): string {
  if ('declaration' in payment) return `${t.sandbox.declaration} ${payment.declaration}`
  return isCode(payment.target) ? t.sandbox.targets[payment.target] : t.funds[payment.target]
}
