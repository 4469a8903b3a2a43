import { FieldProblem, type ProblemModel, problemId, problemOf } from './problem-summary.tsx'

interface TextFieldProps {
  readonly form: string
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly required?: boolean
  readonly inputmode?: 'numeric'
  /** Of a box for a longer text. */
  readonly rows?: number
  readonly problems: readonly ProblemModel[]
}

export const TextField = ({ form, name, label, value, hint, required, inputmode, rows, problems }: TextFieldProps) => {
  const problem = problemOf(problems, name)
  const id = `${form}-${name}`
  const described = [hint && `${id}-hint`, problem && problemId(form, problem)].filter(Boolean).join(' ')
  const box = {
    id,
    name,
    autocomplete: 'off',
    'aria-required': required ? 'true' : undefined,
    'aria-invalid': problem ? 'true' : undefined,
    'aria-describedby': described || undefined,
  } as const
  return (
    <p class={`field field-${name}`}>
      <label for={id}>{label}</label>{' '}
      {rows === undefined ? (
        <input {...box} value={value} inputmode={inputmode} spellcheck={false} />
      ) : (
        <textarea {...box} rows={rows}>
          {value}
        </textarea>
      )}{' '}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}{' '}
      <FieldProblem form={form} problem={problem} />
    </p>
  )
}
