import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { Paging } from './components/paging.tsx'
import type { ProblemModel } from './components/problem-summary.tsx'
import { Empty, type EmptyModel, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SelectField } from './components/select-field.tsx'
import { SwapForm } from './components/swap-form.tsx'
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

export interface DeclarationsPageModel {
  readonly account: AccountModel
  /** Why the list is incomplete; null when it is complete. */
  readonly onlyFiled: string | null
  /** Null when no broker filed any. */
  readonly brokers: {
    readonly action: string
    readonly chosen: string
    readonly options: readonly { readonly code: string; readonly label: string }[]
    readonly problems: readonly ProblemModel[]
  } | null
  readonly status: string
  readonly lines: readonly DeclarationLineModel[]
  readonly empty: EmptyModel | null
  readonly newer: string | null
  readonly older: string | null
  /** Null when the user may not download. */
  readonly export: string | null
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
    <div id="brokers">
      <BrokerForm model={model} t={t} />
    </div>
    <Status status={model.status} />
    <DeclarationsResults model={model} t={t} />
  </>
)

export const DeclarationsFragment = ({ model, t }: DeclarationsProps) => (
  <>
    <DeclarationsResults model={model} t={t} />
    <hx-partial hx-target="#brokers" hx-swap="innerHTML">
      <BrokerForm model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const BrokerForm = ({ model: { brokers }, t }: DeclarationsProps) =>
  brokers === null ? null : (
    <SwapForm class="panel" action={brokers.action}>
      <SelectField
        form="declarations"
        name="broker"
        label={t.declaration.declarant}
        value={brokers.chosen}
        options={brokers.options}
        empty={t.filter.anyType}
        problems={brokers.problems}
      />
      <p class="actions">
        <button id="declarations-show" type="submit">
          {t.charts.show}
        </button>
      </p>
    </SwapForm>
  )

const DeclarationsResults = ({ model, t }: DeclarationsProps) => (
  <section id="results">
    <div class="heading">
      <h2 id="results-heading">{t.declarations.caption}</h2>
      {model.export !== null && (
        <p class="exports">
          <a class="button quiet" href={model.export} download="" title={t.declarations.exportHint}>
            {t.export.spreadsheet}
          </a>
        </p>
      )}
    </div>
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.lines.length > 0 && <DeclarationsTable model={model} t={t} />}
    <Paging pages={model} t={t} />
  </section>
)

const DeclarationsTable = ({ model, t }: DeclarationsProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="declarations stacked">
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
    <td data-label={t.found.date}>{line.date}</td>
    <td class={line.state.tone} data-label={t.declaration.state}>
      {line.state.label}
    </td>
    <td data-label={t.declaration.declarant}>
      {line.declarantName === '' ? line.declarant : `${line.declarantName}, ${line.declarant}`}
    </td>
    <td data-label={t.columns.assessed}>{line.assessed}</td>
    <td data-label={t.columns.reduced}>{line.reduced}</td>
    <td data-label={t.columns.paid}>{line.paid}</td>
    <td data-label={t.columns.open}>{line.outstanding}</td>
  </tr>
)
