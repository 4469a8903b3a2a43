import type { Catalogue } from '../../src/i18n/index.ts'
import { type ProblemModel, ProblemSummary } from '../components/problem-summary.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextField } from '../components/text-field.tsx'
import { type SandboxModel, SandboxNotice } from './notice.tsx'

interface FactModel {
  readonly label: string
  readonly value: string
}

export interface SandboxObjectionModel {
  readonly id: string
  readonly title: string
  readonly facts: readonly FactModel[]
  /** What the company says, which may be long. */
  readonly said: readonly FactModel[]
  readonly decision: string
  readonly answer: string
  readonly problems: readonly ProblemModel[]
}

export interface SandboxObjectionsModel {
  readonly sandbox: SandboxModel
  readonly action: string
  readonly decisions: readonly { readonly code: string; readonly label: string }[]
  readonly objections: readonly SandboxObjectionModel[]
  /** The page that is shown, so that an answer that cannot be read comes back on it; empty for the first. */
  readonly after: string
  readonly next: string | null
  /** What became of the last answer; null before one. */
  readonly notice: string | null
  /** Why the last answer was not taken, when its objection does not wait any more. */
  readonly refused: string | null
}

interface ObjectionsProps {
  readonly model: SandboxObjectionsModel
  readonly t: Catalogue
}

export const SandboxObjectionsPage = ({ model, t }: ObjectionsProps) => {
  const { objections: words } = t.sandbox
  return (
    <>
      <SandboxNotice sandbox={model.sandbox} t={t} />
      <h1>{words.title}</h1>
      <p class="lead">{words.about}</p>
      {model.notice && (
        <p class="notice" role="status">
          {model.notice}
        </p>
      )}
      {model.refused && (
        <p class="problems" role="alert">
          {model.refused}
        </p>
      )}
      {model.objections.length === 0 && <p class="empty">{words.none}</p>}
      {model.objections.map(objection => (
        <Objection objection={objection} model={model} t={t} />
      ))}
      {model.next && (
        <p>
          <a href={model.next}>{words.next}</a>
        </p>
      )}
    </>
  )
}

const Objection = ({ objection, model, t }: ObjectionsProps & { objection: SandboxObjectionModel }) => {
  const { id, title, facts, said, problems } = objection
  const { objections: words } = t.sandbox
  return (
    <section class="block" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>
        <bdi>{title}</bdi>
      </h2>
      <dl class="facts">
        {facts.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {said.map(({ label, value }) => (
        <p>
          {label}: <bdi>{value}</bdi>
        </p>
      ))}
      {problems.length > 0 && <ProblemSummary heading={t.sandbox.formProblems} problems={problems} form={id} />}
      <form class="panel" method="post" action={model.action}>
        <input type="hidden" name="objection" value={id} />
        <input type="hidden" name="after" value={model.after} />
        <SelectField
          form={id}
          name="decision"
          label={words.decision}
          value={objection.decision}
          options={model.decisions}
          empty={t.sandbox.choose}
          required
          problems={problems}
        />
        <TextField
          form={id}
          name="answer"
          label={t.acts.answer}
          hint={words.answerHint}
          value={objection.answer}
          required
          problems={problems}
        />
        <p class="actions">
          <button type="submit" aria-label={words.sendFor(title)}>
            {t.sandbox.send}
          </button>
        </p>
      </form>
    </section>
  )
}
