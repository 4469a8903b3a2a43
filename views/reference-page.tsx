import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { Status, StatusUpdate } from './components/results.tsx'
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
    <Status status={model.status} />
    <ReferenceCharges model={model} t={t} />
  </>
)

export const ReferenceFragment = ({ model, t }: ReferenceProps) => (
  <>
    <ReferenceCharges model={model} t={t} />
    <StatusUpdate status={model.status} />
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
