import { html } from 'hono/html'
import { FieldProblem, type ProblemModel, problemId, problemOf } from './problem-summary.tsx'

interface SelectFieldProps {
  readonly form: string
  readonly name: string
  readonly label: string
  /** The code of the chosen option; empty for none. */
  readonly value: string
  readonly options: readonly { readonly code: string; readonly label: string }[]
  /** The words of the choice of none. */
  readonly empty: string
  readonly hint?: string
  readonly required?: boolean
  readonly problems: readonly ProblemModel[]
}

export const SelectField = ({
  form,
  name,
  label,
  value,
  options,
  empty,
  hint,
  required,
  problems,
}: SelectFieldProps) => {
  const problem = problemOf(problems, name)
  const id = `${form}-${name}`
  const described = [hint && `${id}-hint`, problem && problemId(form, problem)].filter(Boolean).join(' ')
  return (
    <p class={`field field-${name}`}>
      <label for={id}>{label}</label>{' '}
      <select
        id={id}
        name={name}
        aria-required={required ? 'true' : undefined}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described || undefined}
      >
        <option value="">{empty}</option>
        {options.map(({ code, label }) =>
          code === value
            ? html`<option value="${code}" selected>${label}</option>`
            : html`<option value="${code}">${label}</option>`,
        )}
      </select>{' '}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}{' '}
      <FieldProblem form={form} problem={problem} />
    </p>
  )
}
