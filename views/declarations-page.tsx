import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { AmountList } from './components/amount-list.tsx'
import { DateField } from './components/date-field.tsx'
import { zeroClass } from './components/entry-rows.tsx'
import { ListFilter } from './components/list-filter.tsx'
import { ListPaging, type ListPagingModel } from './components/paging.tsx'
import type { ProblemModel } from './components/problem-summary.tsx'
import { Empty, type EmptyModel, type ExportModel, FileLinks, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SelectField } from './components/select-field.tsx'
import type { StateModel } from './declaration-page.tsx'

export interface DeclarationLineModel {
  readonly number: string
  readonly href: string
  readonly state: StateModel
  /** Empty when nothing was ever assessed. */
  readonly date: string
  readonly declarant: string
  /** Empty when it is not known. */
  readonly declarantName: string
  readonly assessed: string
  readonly reduced: string
  readonly paid: string
  readonly outstanding: string
}

interface OptionModel {
  readonly code: string
  readonly label: string
}

export interface DeclarationsPageModel {
  readonly account: AccountModel
  /** Why the list is incomplete; null when it is complete. */
  readonly onlyFiled: string | null
  readonly filter: {
    readonly action: string
    /** Unfolded. */
    readonly isOpen: boolean
    readonly from: string
    readonly to: string
    readonly state: string
    readonly states: readonly OptionModel[]
    /** Null when no broker filed any, and for a broker who sees its own only. */
    readonly brokers: { readonly chosen: string; readonly options: readonly OptionModel[] } | null
    readonly problems: readonly ProblemModel[]
  }
  readonly status: string
  readonly caption: string
  /** Of all declarations that the filter shows; none without a filter. */
  readonly totals: readonly { readonly label: string; readonly amount: string }[]
  /** What the totals are of, or why there are none. */
  readonly totalsNote: string | null
  readonly lines: readonly DeclarationLineModel[]
  readonly empty: EmptyModel | null
  /** Null when there is nothing to turn. */
  readonly pages: ListPagingModel | null
  /** Null when the user may not download. */
  readonly exports: ExportModel | null
}

interface DeclarationsProps {
  readonly model: DeclarationsPageModel
  readonly t: Catalogue
}

export const DeclarationsPage = ({ model, t }: DeclarationsProps) => (
  <>
    <h1>{t.declarations.title}</h1>
    <AccountLine account={model.account} t={t} />
    {model.onlyFiled !== null && <p class="notice">{model.onlyFiled}</p>}
    <DeclarationsFilter model={model} t={t} />
    <Status status={model.status} />
    <DeclarationsResults model={model} t={t} />
  </>
)

export const DeclarationsFragment = ({ model, t }: DeclarationsProps) => (
  <>
    <DeclarationsResults model={model} t={t} />
    <hx-partial hx-target="#filter" hx-swap="outerHTML">
      <DeclarationsFilter model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const DeclarationsFilter = ({ model: { filter }, t }: DeclarationsProps) => (
  <ListFilter
    form="declarations"
    filter={filter}
    texts={{
      heading: t.declarationList.filter,
      parts: t.declarationList.filterParts,
      problems: t.problems.heading,
      show: t.charts.show,
      clear: t.filter.clear,
    }}
  >
    <DateField
      form="declarations"
      name="from"
      label={t.declarationList.from}
      value={filter.from}
      hint={t.filter.dateHint}
      problems={filter.problems}
      t={t}
    />
    <DateField
      form="declarations"
      name="to"
      label={t.declarationList.to}
      value={filter.to}
      hint={t.filter.dateHint}
      problems={filter.problems}
      t={t}
    />
    <SelectField
      form="declarations"
      name="state"
      label={t.declaration.state}
      value={filter.state}
      options={filter.states}
      empty={t.filter.anyType}
      problems={filter.problems}
    />
    {filter.brokers !== null && (
      <SelectField
        form="declarations"
        name="broker"
        label={t.declaration.declarant}
        value={filter.brokers.chosen}
        options={filter.brokers.options}
        empty={t.filter.anyType}
        problems={filter.problems}
      />
    )}
  </ListFilter>
)

const DeclarationsResults = ({ model, t }: DeclarationsProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{model.caption}</h2>
      <FileLinks exports={model.exports} t={t} />
    </div>
    {model.totalsNote !== null && <p class="note">{model.totalsNote}</p>}
    {model.totals.length > 0 && <AmountList amounts={model.totals} />}
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.lines.length > 0 && <DeclarationsTable model={model} t={t} />}
    {model.pages && <ListPaging pages={model.pages} t={t} />}
  </section>
)

const DeclarationsTable = ({ model, t }: DeclarationsProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="declarations lines stacked">
      <thead>
        <tr>
          <th scope="col">{t.filter.declaration}</th>
          <th scope="col">{t.found.date}</th>
          <th scope="col">{t.declaration.state}</th>
          <th scope="col">{t.declaration.declarant}</th>
          <th scope="col">{t.columns.assessed}</th>
          <th scope="col">{t.columns.reduced}</th>
          <th scope="col">{t.columns.paid}</th>
          <th scope="col">{t.columns.open}</th>
        </tr>
      </thead>
      <tbody>{model.lines.map(line => declarationLine(line, t))}</tbody>
    </table>
  </ScrollRegion>
)

const declarationLine = (line: DeclarationLineModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      <a href={line.href}>{line.number}</a>
    </th>
    <td>{line.date}</td>
    <td class={line.state.tone}>{line.state.label}</td>
    <td data-label={line.declarantName === '' ? t.voen : undefined}>
      {line.declarantName === '' ? line.declarant : `${line.declarantName}, ${line.declarant}`}
    </td>
    <td>{line.assessed}</td>
    <td class={zeroClass(line.reduced)} data-label={t.columns.reduced}>
      {line.reduced}
    </td>
    <td class={line.paid === line.assessed ? 'same' : zeroClass(line.paid)} data-label={t.columns.paid}>
      {line.paid}
    </td>
    <td class={zeroClass(line.outstanding) ?? 'debt'} data-label={t.columns.open}>
      {line.outstanding}
    </td>
  </tr>
)
