import { html } from 'hono/html'
import type { HelpTerm } from '../src/i18n/help-terms.ts'
import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate, Breadcrumb } from './components/account-heading.tsx'
import { EntryHeadings, type EntryRowModel, entryRow } from './components/entry-rows.tsx'
import { FilterForm, type FilterModel } from './components/filter-form.tsx'
import { ForecastLine, type ForecastLineModel } from './components/forecast-line.tsx'
import { HelpLink, HelpSign } from './components/help-link.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { ListPaging, type ListPagingModel } from './components/paging.tsx'
import { PayButton, type PayModel } from './components/pay-link.tsx'
import {
  DeclarationLink,
  Empty,
  type EmptyModel,
  ExportLinks,
  type ExportModel,
  FilterUpdate,
  UnknownDeclarations,
} from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { type SumBlockModel, SumBlocks } from './components/sums.tsx'

export interface LedgerPageModel {
  readonly account: AccountModel
  readonly title: string
  readonly term: HelpTerm
  readonly ledgers: readonly {
    readonly label: string
    readonly href: string
    readonly current: boolean
  }[]
  readonly filter: FilterModel
  readonly status: string
  /** Empty when the filter is invalid. */
  readonly sums: readonly SumBlockModel[]
  readonly declaration: {
    readonly number: string
    readonly href: string
  } | null
  /** The declarations of the filter that the account does not have. */
  readonly unknown: string | null
  /** Pays the debt of now; null without debt, and where the period ends in the past. */
  readonly pay: PayModel | null
  /** Null on other ledgers than the advance. */
  readonly forecast: ForecastLineModel | null
  readonly rows: readonly EntryRowModel[]
  readonly legend: readonly { readonly label: string; readonly term: HelpTerm }[]
  readonly empty: EmptyModel | null
  /** Names the rows and their order. */
  readonly caption: string
  /** Null when the request is invalid. */
  readonly pages: ListPagingModel | null
  readonly exports: ExportModel | null
  readonly extract: string | null
  /** Has the results issued as a PDF document; null when the filter is invalid, or the user may not download. */
  readonly pdf: string | null
  readonly liveUpdate: LiveUpdateModel | null
}

interface LedgerProps {
  readonly model: LedgerPageModel
  readonly t: Catalogue
}

export const LedgerPage = ({ model, t }: LedgerProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <div class="card-head">
      <h1>{model.title}</h1>
      <HelpSign term={model.term} about={model.title} t={t} />
    </div>
    <AccountLine account={model.account} t={t} />
    <LedgerNavigation model={model} t={t} />
    <FilterForm filter={model.filter} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <LedgerResults model={model} t={t} />
  </>
)

export const LedgerFragment = ({ model, t }: LedgerProps) => (
  <>
    <LedgerResults model={model} t={t} />
    <hx-partial hx-target="#ledgers" hx-swap="outerMorph">
      <LedgerNavigation model={model} t={t} />
    </hx-partial>
    <hx-partial hx-target="#breadcrumb" hx-swap="outerMorph">
      <Breadcrumb account={model.account} t={t} page={model.title} />
    </hx-partial>
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
    <AccountUpdate account={model.account} t={t} />
    <FilterUpdate filter={model.filter} status={model.status} t={t} />
  </>
)

/** Changes when something is booked. The user's typed text and the open page of the list stay. */
export const LedgerLiveUpdate = ({ model, at, t }: LedgerProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <LedgerResults model={model} t={t} />
    </hx-partial>
  </>
)

const LedgerNavigation = ({ model, t }: LedgerProps) => (
  <nav id="ledgers" class="ledgers" aria-label={t.ledger.otherLedgers}>
    {html`<ul>${model.ledgers.map(ledgerLink)}</ul>`}
  </nav>
)

/** A template, as the rows are. */
const ledgerLink = ({ href, label, current }: LedgerPageModel['ledgers'][number]) =>
  current
    ? html`<li><a href="${href}" aria-current="page">${label}</a></li>`
    : html`<li><a href="${href}">${label}</a></li>`

const LedgerResults = ({ model, t }: LedgerProps) => (
  <section id="results" aria-labelledby="results-heading">
    <div class="heading">
      <h2 id="results-heading">{t.statement.operations}</h2>
      <ExportLinks exports={model.exports} extract={model.extract} pdf={model.pdf} t={t} />
    </div>
    {model.declaration && <DeclarationLink {...model.declaration} t={t} />}
    {model.unknown && <UnknownDeclarations unknown={model.unknown} />}
    {model.pay && <PayButton pay={model.pay} label={t.preview.pay} t={t} />}
    {model.sums.length > 0 && <SumBlocks blocks={model.sums} label={t.ledger.summary} />}
    {model.forecast && <ForecastLine forecast={model.forecast} />}
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.rows.length > 0 && <LedgerEntries model={model} t={t} />}
    {model.legend.length > 0 && <Legend model={model} t={t} />}
    {model.pages && <ListPaging pages={model.pages} t={t} />}
  </section>
)

const LedgerEntries = ({ model, t }: LedgerProps) => (
  <ScrollRegion labelledBy="entries-caption">
    <table class="entries stacked">
      <caption id="entries-caption">
        {model.caption}
        <HelpSign term="column-operationDate" about={model.caption} t={t} />
      </caption>
      <EntryHeadings t={t} />
      <tbody>{model.rows.map(row => entryRow(row, t))}</tbody>
    </table>
  </ScrollRegion>
)

/** Explains the operation types once below the rows instead of in each row. */
const Legend = ({ model, t }: LedgerProps) => (
  <div class="legend">
    <h3 id="legend-heading">{t.ledger.legend}</h3>
    {html`<ul aria-labelledby="legend-heading">${model.legend.map(({ label, term }) => html`<li>${HelpLink({ term, t, children: label })}</li>`)}</ul>`}
  </div>
)
