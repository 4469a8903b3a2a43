import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'

export interface WorkingStepModel {
  readonly label: string
  readonly count: string
  readonly state: 'done' | 'now' | 'later'
  /** Null where nobody knows how much there is. */
  readonly part: { readonly done: number; readonly of: number } | null
}

export interface WorkingPageModel {
  readonly account: AccountModel
  /** In the path to the page. */
  readonly place: string
  readonly title: string
  readonly steps: readonly WorkingStepModel[]
  readonly note: string
  /** Its own address. */
  readonly address: string
  readonly stopAction: string
}

interface WorkingProps {
  readonly model: WorkingPageModel
  readonly t: Catalogue
}

/** Work that goes on beside requests: how far it is, and how to stop it. */
export const WorkingPage = ({ model, t }: WorkingProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.place} />
    <h1>{model.title}</h1>
    <AccountLine account={model.account} t={t} />
    <ol class="panel work-steps">{model.steps.map(step => workingStep(step, t))}</ol>
    <p class="note">{model.note}</p>
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
