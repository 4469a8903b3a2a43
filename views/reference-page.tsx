import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { StatusUpdate } from './components/results.tsx'
import { Trace, type TraceModel } from './components/trace.tsx'
import { WaysToPay, type WayToPayModel } from './components/ways-to-pay.tsx'

export interface ReferencePageModel {
  readonly account: AccountModel
  readonly number: string
  readonly status: string
  /** Of open debt: why it is open, and how it is paid; empty without debt. */
  readonly ways: readonly WayToPayModel[]
  /** A list for each charge of each document with the number. */
  readonly charges: readonly TraceModel[]
  readonly liveUpdate: LiveUpdateModel
  /** Null on the first page. */
  readonly first: string | null
  readonly next: string | null
}

interface ReferenceProps {
  readonly model: ReferencePageModel
  readonly t: Catalogue
}

export const ReferencePage = ({ model, t }: ReferenceProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.number} />
    <h1>
      <small>{t.reference.kind}</small> <bdi>{model.number}</bdi>
    </h1>
    <AccountLine account={model.account} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <ReferenceCharges model={model} t={t} />
  </>
)

export const ReferenceFragment = ({ model, t }: ReferenceProps) => (
  <>
    <ReferenceCharges model={model} t={t} />
    <StatusUpdate status={model.status} />
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
  </>
)

export const ReferenceLiveUpdate = ({ model, at, t }: ReferenceProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <ReferenceCharges model={model} t={t} />
    </hx-partial>
  </>
)

const ReferenceCharges = ({ model, t }: ReferenceProps) => (
  <section id="results" aria-labelledby="results-heading">
    <h2 id="results-heading">{t.reference.charges}</h2>
    <WaysToPay ways={model.ways} t={t} />
    {model.charges.map(charge => (
      <Trace trace={charge} below={true} t={t} />
    ))}
    <ForwardPaging pages={model} labels={t.reference} t={t} />
  </section>
)
