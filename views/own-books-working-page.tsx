import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'

export interface WorkingStepModel {
  readonly label: string
  readonly count: string
  readonly state: 'done' | 'now' | 'later'
  /** Null where nobody knows how much there is. */
  readonly part: { readonly done: number; readonly of: number } | null
}

export interface OwnBooksWorkingModel {
  readonly account: AccountModel
  readonly title: string
  readonly address: string
  readonly steps: readonly WorkingStepModel[]
  readonly stopAction: string
}

interface WorkingProps {
  readonly model: OwnBooksWorkingModel
  readonly t: Catalogue
}

export const OwnBooksWorkingPage = ({ model, t }: WorkingProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>{t.ownBooks.working}</h1>
    <AccountLine account={model.account} t={t} />
    <ol class="panel work-steps">{model.steps.map(step => workingStep(step, t))}</ol>
    <p class="note">{t.ownBooks.workingNote}</p>
    <p class="links">
      <a href={model.address}>{t.ownBooks.refresh}</a>
    </p>
    <form method="post" action={model.stopAction}>
      <button class="quiet" type="submit">
        {t.ownBooks.stop}
      </button>
    </form>
  </>
)

const workingStep = ({ label, count, state, part }: WorkingStepModel, t: Catalogue) => (
  <li class={state} aria-current={state === 'now' ? 'step' : undefined}>
    {label}
    {count !== '' && `: ${count}`} <small>{t.ownBooks.stepStates[state]}</small>
    {state === 'now' && part !== null && <progress value={part.done} max={part.of} aria-label={label} />}
  </li>
)
