import type { HelpTerm } from '../src/i18n/help-terms.ts'
import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { HelpLink } from './components/help-link.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { Linked, type LinkedText, Trace, type TraceModel } from './components/trace.tsx'

export interface FactModel {
  readonly label: string
  readonly value: LinkedText
  readonly tone?: 'debt' | 'credit' | 'plain'
}

export interface OperationPageModel {
  readonly account: AccountModel
  readonly number: string
  readonly name: string
  readonly sentence: string
  /** Why a settlement closed this debt; null for other operations. */
  readonly why: string | null
  readonly type: { readonly label: string; readonly term: HelpTerm }
  readonly facts: readonly FactModel[]
  /** Of an open debt: why it is open and how it can be paid; null for anything else. */
  readonly how: readonly string[] | null
  readonly traces: readonly TraceModel[]
  /** Null when the log does not have the event. */
  readonly event: readonly FactModel[] | null
  readonly liveUpdate: LiveUpdateModel
}

interface OperationProps {
  readonly model: OperationPageModel
  readonly t: Catalogue
}

export const OperationPage = ({ model, t }: OperationProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.number} />
    <h1>
      <small>{model.number}</small> {model.name}
    </h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">
      {model.sentence}
      {model.why !== null && (
        <>
          {' '}
          <b>{t.operation.whyThisDebt}</b> {model.why}
        </>
      )}
    </p>
    <OperationFacts model={model} t={t} />
    <LiveUpdateStatus status={null} liveUpdate={model.liveUpdate} t={t} />
    <OperationTraces model={model} t={t} />
    <section class="block">
      <h2>{t.operation.event.heading}</h2>
      {model.event === null ? (
        <p class="empty">{t.operation.event.missing}</p>
      ) : (
        <dl class="facts">
          <Facts facts={model.event} />
        </dl>
      )}
    </section>
  </>
)

/** A link chooses another page of a list. The figures above it are those of the same moment. */
export const OperationFragment = ({ model, t }: OperationProps) => (
  <>
    <OperationTraces model={model} t={t} />
    <hx-partial hx-target="#facts" hx-swap="outerMorph">
      <OperationFacts model={model} t={t} />
    </hx-partial>
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
  </>
)

export const OperationLiveUpdate = ({ model, at, t }: OperationProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={null} liveUpdate={model.liveUpdate} at={at} t={t} />
    <hx-partial hx-target="#facts" hx-swap="outerMorph">
      <OperationFacts model={model} t={t} />
    </hx-partial>
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <OperationTraces model={model} t={t} />
    </hx-partial>
  </>
)

const OperationFacts = ({ model, t }: OperationProps) => (
  <section id="facts" class="block">
    <dl class="facts">
      <div>
        <dt>{t.operation.facts.type}</dt>
        <dd>
          <HelpLink term={model.type.term} t={t}>
            {model.type.label}
          </HelpLink>
        </dd>
      </div>
      <Facts facts={model.facts} />
    </dl>
    {model.how && (
      <>
        <h2>{t.operation.how.heading}</h2>
        {model.how.map(sentence => (
          <p>{sentence}</p>
        ))}
      </>
    )}
  </section>
)

function OperationTraces({ model, t }: OperationProps) {
  return (
    <div id="results">
      {model.traces.map(trace => (
        <Trace trace={trace} t={t} />
      ))}
    </div>
  )
}

const Facts = ({ facts }: { facts: readonly FactModel[] }) => (
  <>
    {facts.map(({ label, value, tone }) => (
      <div>
        <dt>{label}</dt>
        <dd class={tone}>
          <Linked {...value} />
        </dd>
      </div>
    ))}
  </>
)
