import type { Catalogue } from '../../src/i18n/index.ts'
import { type ProblemModel, ProblemSummary } from '../components/problem-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { type SandboxModel, SandboxNotice } from './notice.tsx'

export interface ActionLinkModel {
  readonly title: string
  readonly about: string
  readonly href: string
}

interface OfficerProps {
  readonly model: { readonly sandbox: SandboxModel; readonly actions: readonly ActionLinkModel[] }
  readonly t: Catalogue
}

export const SandboxOfficerPage = ({ model, t }: OfficerProps) => (
  <>
    <SandboxNotice sandbox={model.sandbox} t={t} />
    <h1>{t.sandbox.officer}</h1>
    <p class="lead">{t.sandbox.actionsLead}</p>
    <div class="cards">
      {model.actions.map(({ title, about, href }) => (
        <article class="card">
          <h2>
            <a href={href}>{title}</a>
          </h2>
          <p class="note">{about}</p>
        </article>
      ))}
    </div>
  </>
)

export interface ActionFieldModel {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly value: string
  /** Of a field with a list of answers. */
  readonly options?: readonly { readonly code: string; readonly label: string }[]
}

export interface SandboxActionModel {
  readonly sandbox: SandboxModel
  readonly title: string
  readonly about: string
  readonly action: string
  /** The words of the button. */
  readonly submit: string
  readonly id: string
  readonly fields: readonly ActionFieldModel[]
  /** One field per fund; empty for an action without amounts. */
  readonly charges: readonly ActionFieldModel[]
  readonly problems: readonly ProblemModel[]
  readonly problemsHeading: string
}

interface ActionProps {
  readonly model: SandboxActionModel
  readonly t: Catalogue
}

export const SandboxActionPage = ({ model, t }: ActionProps) => {
  const field = ({ options, ...field }: ActionFieldModel) => {
    const props = { form: 'action', problems: model.problems, ...field }
    return options ? <SelectField {...props} options={options} empty={t.sandbox.choose} /> : <TextField {...props} />
  }
  return (
    <>
      <SandboxNotice sandbox={model.sandbox} t={t} />
      <h1>{model.title}</h1>
      <p class="lead">{model.about}</p>
      <section class="block" aria-labelledby="action-heading">
        <h2 id="action-heading" class="sr-only">
          {model.title}
        </h2>
        {model.problems.length > 0 && (
          <ProblemSummary heading={model.problemsHeading} problems={model.problems} form="action" />
        )}
        <form class="panel" method="post" action={model.action}>
          <input type="hidden" name="id" value={model.id} />
          {model.fields.map(field)}
          {model.charges.length > 0 && (
            <fieldset class="cards">
              <legend>{t.sandbox.charges}</legend>
              {model.charges.map(field)}
            </fieldset>
          )}
          <p class="actions">
            <button type="submit">{model.submit}</button>
          </p>
        </form>
      </section>
    </>
  )
}
