import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'
import { FieldProblem, type ProblemModel, problemId, problemOf } from './problem-summary.tsx'

interface DateFieldProps {
  readonly form: string
  readonly name: string
  readonly label: string
  readonly value: string
  readonly hint: string
  readonly problems: readonly ProblemModel[]
  readonly t: Catalogue
}

/**
 * A typed date with the browser's calendar beside it. The calendar is a field of its own: a browser's date field would
 * take neither pasted dates nor words. A day chosen there is sent with the form and replaces the typed text; `SwapForm`
 * sends it at once, and the answer shows it in the text field. Templates like the rows: a ledger has four.
 */
export const DateField = ({ form, name, label, value, hint, problems, t }: DateFieldProps) => {
  const problem = problemOf(problems, name)
  const id = `${form}-${name}`
  const described = problem ? `${id}-hint ${problemId(form, problem)}` : `${id}-hint`
  const invalid = problem && html` aria-invalid="true"`
  const typed = html`<input id="${id}" name="${name}" value="${value}" autocomplete="off" spellcheck="false"${invalid} aria-describedby="${described}">`
  const calendar = html`<label class="sr-only" for="${id}-day">${t.found.calendar(label)}</label> <input id="${id}-day" type="date" name="${name}-day">`
  return html`<div class="field field-${name}"><label for="${id}">${label}</label> <span class="date">${typed} ${calendar}</span> <small id="${id}-hint" class="hint">${hint}</small> ${<FieldProblem form={form} problem={problem} />}</div>`
}
