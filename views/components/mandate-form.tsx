import type { Catalogue } from '../../src/i18n/index.ts'
import { FieldProblem, type ProblemModel, ProblemSummary, problemId, problemOf } from './problem-summary.tsx'
import { TextField } from './text-field.tsx'

/** A mandate's terms in the words of the pages. */
export interface MandateTermsModel {
  readonly state: string
  readonly period: string
  readonly shows: string
  readonly exports: string
}

export interface MandateFormModel {
  readonly action: string
  /** Tells whose form it is: what is typed is kept for nobody else. */
  readonly person: string
  readonly broker: string
  readonly from: string
  readonly to: string
  readonly scope: string
  readonly exports: boolean
  readonly problems: readonly ProblemModel[]
  /** Said above the form; null for nothing. */
  readonly notice: string | null
  /** Asked before the mandate is granted; null when nothing is. */
  readonly question: {
    /** The number that the question is about. */
    readonly broker: string
    readonly text: string
    /** Whom the user may have meant; null without a guess. */
    readonly hint: string | null
    /** Said of the mandate that the answer replaces; null when there is none. */
    readonly exists: string | null
  } | null
  /** What the form says was seen of the broker's mandate, empty for none; null where nothing is replaced. */
  readonly seen: string | null
  /** The present terms, where the form would replace others than the user may think; else null. */
  readonly present: MandateTermsModel | null
  readonly submit: string
}

interface MandateFormProps {
  readonly form: MandateFormModel
  readonly withBroker: boolean
  readonly t: Catalogue
}

export const MandateForm = ({ form, withBroker, t }: MandateFormProps) => {
  const { form: labels } = t.mandates
  return (
    <>
      {form.notice !== null && (
        <p class="notice" role="status">
          {form.notice}
        </p>
      )}
      {form.question && (
        <p class="notice" role="status">
          <b>{form.question.text}</b> {form.question.hint}
        </p>
      )}
      {form.question?.exists && <p>{form.question.exists}</p>}
      {form.problems.length > 0 && (
        <ProblemSummary heading={t.mandates.problemsHeading} problems={form.problems} form="mandate" />
      )}
      {form.present && <PresentMandate terms={form.present} t={t} />}
      <form class="panel" method="post" action={form.action}>
        <input type="hidden" name="person" value={form.person} />
        {form.question && <input type="hidden" name="confirmed" value={form.question.broker} />}
        {form.seen !== null && <input type="hidden" name="seen" value={form.seen} />}
        {withBroker && (
          <Field
            name="broker"
            label={labels.broker}
            hint={labels.brokerHint}
            inputmode="numeric"
            required
            form={form}
          />
        )}
        <Field name="from" label={labels.from} hint={labels.dateHint} form={form} />
        <Field name="to" label={labels.to} hint={labels.toHint} form={form} />
        <Scopes form={form} t={t} />
        <p class="choice">
          <input
            id="mandate-exports"
            type="checkbox"
            name="exports"
            value="yes"
            checked={form.exports}
            aria-describedby="mandate-exports-hint"
          />{' '}
          <ChoiceLabel id="mandate-exports" label={labels.exports} hint={labels.exportsHint} />
        </p>
        <p class="actions">
          <button type="submit">{form.submit}</button>
        </p>
      </form>
    </>
  )
}

const PresentMandate = ({ terms, t }: { terms: MandateTermsModel; t: Catalogue }) => (
  <dl class="facts">
    {(['state', 'period', 'shows', 'exports'] as const).map(term => (
      <div>
        <dt>{t.mandates[term]}</dt>
        <dd>{terms[term]}</dd>
      </div>
    ))}
  </dl>
)

interface FieldProps {
  readonly name: 'broker' | 'from' | 'to'
  readonly label: string
  readonly hint: string
  readonly inputmode?: 'numeric'
  readonly required?: boolean
  readonly form: MandateFormModel
}

const Field = ({ name, form, ...rest }: FieldProps) => (
  <TextField form="mandate" name={name} value={form[name]} problems={form.problems} {...rest} />
)

const ChoiceLabel = ({ id, label, hint }: { id: string; label: string; hint: string }) => (
  <span>
    <label for={id}>{label}</label>{' '}
    <small id={`${id}-hint`} class="hint">
      {hint}
    </small>
  </span>
)

/** The problem summary links to the first of the two. */
const Scopes = ({ form, t }: Omit<MandateFormProps, 'withBroker'>) => {
  const problem = problemOf(form.problems, 'scope')
  const scope = (value: 'balances' | 'declarations', id: string) => (
    <p class="choice">
      <input
        id={id}
        type="radio"
        name="scope"
        value={value}
        checked={form.scope === value}
        aria-describedby={[`${id}-hint`, problem && problemId('mandate', problem)].filter(Boolean).join(' ')}
      />{' '}
      <ChoiceLabel id={id} label={t.mandates.form[value]} hint={t.mandates.form[`${value}Hint`]} />
    </p>
  )
  return (
    <fieldset>
      <legend>{t.mandates.form.scope}</legend>
      {scope('declarations', 'mandate-scope')}
      {scope('balances', 'mandate-scope-balances')}
      <FieldProblem form="mandate" problem={problem} />
    </fieldset>
  )
}
