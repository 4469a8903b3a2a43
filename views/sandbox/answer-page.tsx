import type { Catalogue } from '../../src/i18n/index.ts'
import { type SandboxModel, SandboxNotice } from './notice.tsx'

export interface SandboxAnswerModel {
  readonly sandbox: SandboxModel
  readonly title: string
  readonly message: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly links: readonly { readonly label: string; readonly href: string }[]
}

export const SandboxAnswerPage = ({ model, t }: { model: SandboxAnswerModel; t: Catalogue }) => (
  <>
    <SandboxNotice sandbox={model.sandbox} t={t} />
    <h1>{model.title}</h1>
    <p class="notice" role="status">
      {model.message}
    </p>
    {model.facts.length > 0 && (
      <dl class="facts">
        {model.facts.map(({ label, value }) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    )}
    <p class="actions">
      {model.links.map(({ label, href }) => (
        <a class="button quiet" href={href}>
          {label}
        </a>
      ))}
    </p>
  </>
)
