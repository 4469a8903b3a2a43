import type { ProblemModel } from '../../views/components/problem-summary.tsx'
import { type ActionFieldModel, SandboxActionPage } from '../../views/sandbox/officer-page.tsx'
import { todayInBaku } from '../domain/dates.ts'
import { FUNDS, type Ledger } from '../domain/fund.ts'
import type { PaymentCode } from '../domain/operation-type.ts'
import { type ActionField, type ActionForm, CHOICES, isChoice } from './actions.ts'
import { page, sandboxModel } from './pages.tsx'
import type { SandboxRequest } from './settings.ts'

interface ActionFormView {
  readonly form: ActionForm
  readonly section: string
  readonly title: string
  readonly about: string
  readonly submit: string
  readonly action: string
  readonly id: string
  readonly typed: Readonly<Record<string, string>>
  readonly heading: string
  readonly problems: readonly ProblemModel[]
}

/** A page with the form of an action, empty or as it was sent. */
export function actionPage(request: SandboxRequest, { form, section, heading, typed, ...view }: ActionFormView) {
  const { t } = request
  const model = {
    ...view,
    sandbox: sandboxModel(request, section),
    problemsHeading: heading,
    fields: form.fields.map(name => fieldModel(request, form, name, typed[name] ?? '')),
    charges: form.charges
      ? FUNDS.map(fund => ({ name: fund, label: t.funds[fund], value: typed[fund] ?? '', required: false }))
      : [],
  }
  return page(request, view.problems.length > 0 ? 422 : 200, view.title, <SandboxActionPage model={model} t={t} />)
}

function fieldModel({ t }: SandboxRequest, form: ActionForm, name: ActionField, value: string): ActionFieldModel {
  const required = !form.optional.includes(name)
  const hint = hintOf(name, required, t)
  return {
    name,
    label: t.sandbox.fields[name],
    value,
    required,
    ...(hint !== undefined && { hint }),
    ...(isChoice(name) && { options: CHOICES[name].map(code => ({ code, label: choiceLabel(code, t) })) }),
  }
}

function hintOf(name: ActionField, required: boolean, t: SandboxRequest['t']): string | undefined {
  if (!required) return t.sandbox.optional
  return name === 'amount' ? t.sandbox.amountHint : undefined
}

/** The name of a revenue code or a ledger. */
export function choiceLabel(code: PaymentCode | Ledger, t: SandboxRequest['t']): string {
  return code in t.sandbox.targets ? t.sandbox.targets[code as PaymentCode] : t.funds[code as Ledger]
}

/** What an empty form begins with: the address names values, and the day of a refund is today. */
export function initialValues(
  { t, clock }: SandboxRequest,
  { fields }: ActionForm,
  query: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const preset = (name: ActionField) => (name === 'paidOn' ? t.format.typedDate(todayInBaku(clock())) : '')
  return Object.fromEntries(fields.map(name => [name, query[name] ?? preset(name)]))
}

/** What was sent, in words: the labels and values of the fields that are filled in. */
export function factsOf({ t }: SandboxRequest, typed: Readonly<Record<string, string>>) {
  const labels = { ...t.sandbox.fields, ...t.funds }
  const filled = Object.entries(typed).filter(([, value]) => value !== '')
  return filled.map(([name, value]) => ({
    label: labels[name as keyof typeof labels],
    value: isChoice(name as ActionField) ? choiceLabel(value as PaymentCode | Ledger, t) : value,
  }))
}
