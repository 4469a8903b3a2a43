import { FieldProblem, type ProblemModel, problemId, problemOf } from './problem-summary.tsx'

interface TextFieldProps {
  readonly form: string
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly required?: boolean
  readonly inputmode?: 'numeric'
  readonly problems: readonly ProblemModel[]
}

export const TextField = ({ form, name, label, value, hint, required, inputmode, problems }: TextFieldProps) => {
  const problem = problemOf(problems, name)
  const id = `${form}-${name}`
  const described = [hint && `${id}-hint`, problem && problemId(form, problem)].filter(Boolean).join(' ')
  return (
    <p class={`field field-${name}`}>
      <label for={id}>{label}</label>{' '}
      <input
        id={id}
        name={name}
        value={value}
        inputmode={inputmode}
        autocomplete="off"
        spellcheck={false}
        aria-required={required ? 'true' : undefined}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described || undefined}
      />{' '}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}{' '}
      <FieldProblem form={form} problem={problem} />
    </p>
  )
}
