import { html } from 'hono/html'
import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate } from './components/account-heading.tsx'
import { FilterForm, type FilterModel } from './components/filter-form.tsx'
import {
  LiveUpdateChanges,
  type LiveUpdateModel,
  LiveUpdateRestart,
  LiveUpdateStatus,
} from './components/live-update.tsx'
import { ListPaging, type ListPagingModel } from './components/paging.tsx'
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

export interface OperationLineModel {
  readonly seq: number
  readonly href: string
  readonly date: string
  readonly ledger: string
  readonly ledgerHref: string
  readonly nameBefore: string
  readonly declaration: string | null
  readonly declarationHref: string
  readonly nameAfter: string
  readonly paymentDate: string
  readonly amount: string
}

export interface OperationsPageModel {
  readonly account: AccountModel
  readonly filter: FilterModel
  readonly status: string
  readonly declaration: { readonly number: string; readonly href: string } | null
  readonly unknown: string | null
  readonly lines: readonly OperationLineModel[]
  readonly empty: EmptyModel | null
  /** Null when the filter is invalid. */
  readonly pages: ListPagingModel | null
  /** Null when the filter is invalid. */
  readonly liveUpdate: LiveUpdateModel | null
  readonly exports: ExportModel | null
  readonly extract: string | null
  /** Has the results issued as a PDF document; null when the filter is invalid, or the user may not download. */
  readonly pdf: string | null
}

interface OperationsProps {
  readonly model: OperationsPageModel
  readonly t: Catalogue
}

export const OperationsPage = ({ model, t }: OperationsProps) => (
  <>
    <h1>{t.operations.title}</h1>
    <AccountLine account={model.account} t={t} />
    <FilterForm filter={model.filter} t={t} />
    <LiveUpdateStatus status={model.status} liveUpdate={model.liveUpdate} t={t} />
    <OperationsResults model={model} t={t} />
  </>
)

export const OperationsFragment = ({ model, t }: OperationsProps) => (
  <>
    <OperationsResults model={model} t={t} />
    <LiveUpdateRestart liveUpdate={model.liveUpdate} t={t} />
    <AccountUpdate account={model.account} t={t} />
    <FilterUpdate filter={model.filter} status={model.status} t={t} />
  </>
)

/** As of a ledger: the user's typed text and the open page of the list stay. */
export const OperationsLiveUpdate = ({ model, at, t }: OperationsProps & { at: string }) => (
  <>
    <LiveUpdateChanges status={model.status} liveUpdate={model.liveUpdate} at={at} t={t} />
    <hx-partial hx-target="#results" hx-swap="outerMorph">
      <OperationsResults model={model} t={t} />
    </hx-partial>
  </>
)

const OperationsResults = ({ model, t }: OperationsProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.statement.operations}</h2>{' '}
      <ExportLinks exports={model.exports} extract={model.extract} pdf={model.pdf} t={t} />
    </div>
    {model.declaration && <DeclarationLink {...model.declaration} t={t} />}
    {model.unknown && <UnknownDeclarations unknown={model.unknown} />}
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.lines.length > 0 && (
      <ScrollRegion labelledBy="results-heading">
        <table class="entries without-totals stacked">
          <thead>
            <tr>
              <th scope="col">{t.columns.operationDate}</th>
              <th scope="col">{t.columns.ledger}</th>
              <th scope="col">{t.columns.name}</th>
              <th scope="col">{t.columns.paymentDate}</th>
              <th scope="col">{t.columns.amount}</th>
            </tr>
          </thead>
          <tbody>{model.lines.map(line => operationLine(line, t))}</tbody>
        </table>
      </ScrollRegion>
    )}
    {model.pages && <ListPaging pages={model.pages} t={t} />}
  </section>
)

/** A template, as the rows of a ledger are. */
const operationLine = (line: OperationLineModel, { columns }: Catalogue) =>
  html`<tr id="n${line.seq}"><td><a href="${line.href}">${line.date}</a></td><td><a href="${line.ledgerHref}">${line.ledger}</a></td><td>${line.nameBefore}${line.declaration === null ? null : html`<a href="${line.declarationHref}">${line.declaration}</a>`}${line.nameAfter}</td><td class="${line.paymentDate === line.date ? 'same' : ''}" data-label="${columns.paymentDate}">${line.paymentDate}</td><td>${line.amount}</td></tr>`
