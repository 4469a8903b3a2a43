import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { PdfForm, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { Trace, type TraceModel } from './components/trace.tsx'
import { WaysToPay, type WayToPayModel } from './components/ways-to-pay.tsx'

export interface StateModel {
  readonly label: string
  readonly tone: 'debt' | 'credit' | 'plain'
}

export interface FundChargesModel {
  readonly label: string
  /** Null for the total. */
  readonly state: string | null
  readonly assessed: string
  readonly reduced: string
  readonly paid: string
  readonly outstanding: string
}

export interface DeclarationPageModel {
  readonly account: AccountModel
  readonly number: string
  readonly state: StateModel
  readonly declarant: string | null
  /** Says that the user sees only declarations they filed; null when they see all. */
  readonly onlyFiled: string | null
  readonly funds: readonly FundChargesModel[]
  readonly total: FundChargesModel
  /** Of open debt: why it is open, and how it is paid; empty without debt. */
  readonly ways: readonly WayToPayModel[]
  readonly status: string
  /** What happened in each fund, in fund order. */
  readonly history: readonly TraceModel[]
  /** Null on the first page. */
  readonly first: string | null
  readonly next: string | null
  readonly liveUpdate: LiveUpdateModel
  /** Has the declaration issued as a PDF document; null when the user may not download. */
  readonly pdf: string | null
}

interface DeclarationProps {
  readonly model: DeclarationPageModel
  readonly t: Catalogue
}

export const DeclarationPage = ({ model, t }: DeclarationProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.number} />
    <h1>
      <small>{t.declaration.kind}</small> {model.number}
    </h1>
    <AccountLine account={model.account} t={t} />
    {model.onlyFiled !== null && <p class="notice">{model.onlyFiled}</p>}
    <DeclarationFacts model={model} t={t} />
    <DeclarationCharges model={model} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <DeclarationEntries model={model} t={t} />
  </>
)

export const DeclarationFragment = ({ model, t }: DeclarationProps) => (
  <>
    <DeclarationEntries model={model} t={t} />
    <StatusUpdate status={model.status} />
    <StandingUpdate model={model} t={t} />
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
  </>
)

export const DeclarationLiveUpdate = ({ model, at, t }: DeclarationProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <StandingUpdate model={model} t={t} />
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <DeclarationEntries model={model} t={t} />
    </hx-partial>
  </>
)

const StandingUpdate = ({ model, t }: DeclarationProps) => (
  <>
    <hx-partial hx-target="#facts" hx-swap="outerMorph">
      <DeclarationFacts model={model} t={t} />
    </hx-partial>
    <hx-partial hx-target="#charges" hx-swap="outerMorph">
      <DeclarationCharges model={model} t={t} />
    </hx-partial>
  </>
)

const DeclarationFacts = ({ model, t }: DeclarationProps) => (
  <dl id="facts" class="facts">
    <div>
      <dt>{t.declaration.state}</dt>
      <dd class={model.state.tone}>{model.state.label}</dd>
    </div>
    {model.declarant !== null && (
      <div>
        <dt>{t.declaration.declarant}</dt>
        <dd>
          {t.voen} {model.declarant}
        </dd>
      </div>
    )}
  </dl>
)

const DeclarationCharges = ({ model, t }: DeclarationProps) => (
  <section id="charges" class="block">
    <h2 id="charges-heading">{t.declaration.charges}</h2>
    {model.funds.length === 0 ? (
      <p class="empty">{t.declaration.noCharges}</p>
    ) : (
      <ScrollRegion labelledBy="charges-heading">
        <table class="charges stacked">
          <thead>
            <tr>
              <th scope="col">{t.columns.fund}</th>
              <th scope="col">{t.columns.assessed}</th>
              <th scope="col">{t.columns.reduced}</th>
              <th scope="col">{t.columns.paid}</th>
              <th scope="col">{t.columns.open}</th>
            </tr>
          </thead>
          <tbody>{model.funds.map(fund => fundRow(fund, t))}</tbody>
          <tfoot>{fundRow(model.total, t)}</tfoot>
        </table>
      </ScrollRegion>
    )}
    <WaysToPay ways={model.ways} t={t} />
  </section>
)

const fundRow = (fund: FundChargesModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      {fund.label} {fund.state !== null && <small>{fund.state}</small>}
    </th>
    <td data-label={t.columns.assessed}>{fund.assessed}</td>
    <td data-label={t.columns.reduced}>{fund.reduced}</td>
    <td data-label={t.columns.paid}>{fund.paid}</td>
    <td data-label={t.columns.open}>{fund.outstanding}</td>
  </tr>
)

const DeclarationEntries = ({ model, t }: DeclarationProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.declaration.entries}</h2>
      <PdfForm action={model.pdf} t={t} />
    </div>
    {model.history.length === 0 && <p class="empty">{t.declaration.noEntries}</p>}
    {model.history.map(trace => (
      <Trace trace={trace} below={true} t={t} />
    ))}
    <ForwardPaging pages={model} labels={t.declaration} t={t} />
  </section>
)
