import type { Catalogue } from '../../src/i18n/index.ts'
import {
  FieldProblem,
  type ProblemModel,
  ProblemSummary,
  problemId,
  problemOf,
} from '../components/problem-summary.tsx'
import { TextField } from '../components/text-field.tsx'
import { type SandboxModel, SandboxNotice } from './notice.tsx'

export interface PayeeModel {
  readonly code: string
  readonly title: string
  readonly searches: readonly SearchModel[]
}

export interface SearchModel {
  readonly title: string
  readonly field: 'voen' | 'declaration'
  readonly label: string
  readonly hint: string
  readonly value: string
}

export interface FoundModel {
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** Why nothing can be paid, or which part cannot. */
  readonly remark: string | null
  /** The other place to pay it. */
  readonly instead: string | null
  readonly form: PayModel | null
}

export interface PayModel {
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
  /** Empty when there is only one choice. */
  readonly targets: readonly { readonly code: string; readonly label: string; readonly chosen: boolean }[]
  readonly amount: string
}

export interface SandboxHopModel {
  readonly sandbox: SandboxModel
  readonly action: string
  /** The address of the form for a payment without VÖEN. */
  readonly unknownPayer: string
  readonly payees: readonly PayeeModel[]
  readonly found: FoundModel | null
  /** `problemsOf` is the payee whose search has them; null for the payment. */
  readonly problems: readonly ProblemModel[]
  readonly problemsOf: string | null
  readonly problemsHeading: string
}

interface HopProps {
  readonly model: SandboxHopModel
  readonly t: Catalogue
}

export const SandboxHopPage = ({ model, t }: HopProps) => (
  <>
    <SandboxNotice sandbox={model.sandbox} t={t} />
    <h1>{t.sandbox.hop}</h1>
    {model.found && <Found found={model.found} model={model} t={t} />}
    {model.payees.map(payee => (
      <Payee payee={payee} model={model} t={t} />
    ))}
    <section class="block" aria-labelledby="unknown-payer-heading">
      <h2 id="unknown-payer-heading">
        <a href={model.unknownPayer}>{t.sandbox.unknownPayer.title}</a>
      </h2>
      <p class="note">{t.sandbox.unknownPayer.about}</p>
    </section>
  </>
)

const Payee = ({ payee, model, t }: HopProps & { payee: PayeeModel }) => {
  const problems = model.problemsOf === payee.code ? model.problems : []
  return (
    <section class="block" aria-labelledby={`${payee.code}-heading`}>
      <h2 id={`${payee.code}-heading`}>{payee.title}</h2>
      {problems.length > 0 && <ProblemSummary heading={model.problemsHeading} problems={problems} form={payee.code} />}
      {payee.searches.map(search => (
        <form class="panel" method="get" action={model.action}>
          <h3>{search.title}</h3>
          <input type="hidden" name="payee" value={payee.code} />
          <TextField
            form={payee.code}
            name={search.field}
            label={search.label}
            hint={search.hint}
            value={search.value}
            required
            problems={problems}
          />
          <p class="actions">
            <button type="submit">
              {t.sandbox.search}
              <span class="sr-only">{t.sandbox.searchOf(search.title, payee.title)}</span>
            </button>
          </p>
        </form>
      ))}
    </section>
  )
}

const Found = ({ found, model, t }: HopProps & { found: FoundModel }) => {
  const problems = model.problemsOf === null ? model.problems : []
  return (
    <section class="block" aria-labelledby="pay-heading">
      <h2 id="pay-heading">{t.sandbox.paymentHeading}</h2>
      {problems.length > 0 && <ProblemSummary heading={model.problemsHeading} problems={problems} form="pay" />}
      <dl class="facts">
        {found.facts.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {found.remark !== null && (
        <p class="notice">
          {found.remark} {found.instead !== null && <a href={found.instead}>{t.sandbox.payAdvance}</a>}
        </p>
      )}
      {found.form && <Pay form={found.form} action={model.action} problems={problems} t={t} />}
    </section>
  )
}

interface PayProps {
  readonly form: PayModel
  readonly action: string
  readonly problems: readonly ProblemModel[]
  readonly t: Catalogue
}

const Pay = ({ form, action, problems, t }: PayProps) => (
  <form class="panel" method="post" action={action}>
    {form.hidden.map(({ name, value }) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {form.targets.length > 0 && <Targets form={form} problems={problems} t={t} />}
    <TextField
      form="pay"
      name="amount"
      label={t.sandbox.amount}
      hint={t.sandbox.amountHint}
      value={form.amount}
      required
      problems={problems}
    />
    <p class="actions">
      <button type="submit">{t.sandbox.pay}</button>
    </p>
  </form>
)

/** The problem summary links to the first of them. */
const Targets = ({ form, problems, t }: Omit<PayProps, 'action'>) => {
  const problem = problemOf(problems, 'target')
  return (
    <fieldset>
      <legend>{t.sandbox.target}</legend>
      {form.targets.map(({ code, label, chosen }, index) => {
        const id = index === 0 ? 'pay-target' : `pay-target-${code}`
        return (
          <p class="choice">
            <input
              id={id}
              type="radio"
              name="target"
              value={code}
              checked={chosen}
              aria-describedby={problem && problemId('pay', problem)}
            />
            <label for={id}>{label}</label>
          </p>
        )
      })}
      <FieldProblem form="pay" problem={problem} />
    </fieldset>
  )
}
