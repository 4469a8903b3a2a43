import type { Catalogue } from '../src/i18n/index.ts'
import { AmountList } from './components/amount-list.tsx'
import { Paging } from './components/paging.tsx'
import { Periods } from './components/periods.tsx'
import { Empty, type EmptyModel, type ExportModel, FileLinks, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SwapForm } from './components/swap-form.tsx'
import { type ChoiceModel, SwapLink } from './components/swap-link.tsx'

export interface ClientModel {
  readonly voen: string
  readonly name: string
  /** Null when there is nothing to open yet. */
  readonly href: string | null
  readonly debt: string
  readonly inDebt: boolean
  readonly advance: string
  readonly last: string
  readonly shows: string
  readonly notes: readonly string[]
  readonly until: string
  /** Said of a mandate that ends soon; otherwise null. */
  readonly endsSoon: string | null
}

/** A way to the totals of all clients found, or the totals. */
export type ClientTotalsModel =
  | { readonly ask: { readonly href: string; readonly label: string } }
  | {
      readonly amounts: readonly { readonly label: string; readonly amount: string }[]
      readonly asOf: string
      /** How many clients are in no sum; null for none. */
      readonly leftOut: string | null
    }

export interface ClientsPageModel {
  readonly search: {
    readonly action: string
    readonly words: string
    /** Other parameters to send with a search, such as the order. */
    readonly hiddenFields: readonly { readonly name: string; readonly value: string }[]
    /** Null when this page shows all clients. */
    readonly all: string | null
  }
  readonly status: string
  readonly headings: readonly {
    readonly key: string
    readonly label: string
    readonly href: string
    readonly sorted: 'ascending' | 'descending' | null
  }[]
  /** Null when there is nothing to download. */
  readonly export: {
    readonly files: ExportModel
    /** How many clients the file leaves out; null for none. */
    readonly leftOut: string | null
  } | null
  readonly kinds: readonly ChoiceModel[]
  readonly rows: readonly ClientModel[]
  /** Null when there is nothing to add up. */
  readonly total: { readonly label: string; readonly debt: string; readonly advance: string } | null
  /** Null when there is nothing to add up. */
  readonly totals: ClientTotalsModel | null
  readonly empty: EmptyModel | null
  readonly newer: string | null
  readonly older: string | null
}

interface ClientsProps {
  readonly model: ClientsPageModel
  readonly t: Catalogue
}

export const ClientsPage = ({ model, t }: ClientsProps) => (
  <>
    <h1>{t.clients.title}</h1>
    <p class="lead">{t.clients.lead}</p>
    <ClientSearch model={model} t={t} />
    <Status status={model.status} />
    <ClientsResults model={model} t={t} />
  </>
)

export const ClientsFragment = ({ model, t }: ClientsProps) => (
  <>
    <ClientsResults model={model} t={t} />
    <hx-partial hx-target="#search" hx-swap="outerMorph">
      <ClientSearch model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const ClientSearch = ({ model: { search }, t }: ClientsProps) => (
  <SwapForm id="search" class="panel" action={search.action}>
    <p class="field">
      <label for="search-words">{t.clients.search}</label>{' '}
      <input id="search-words" type="search" name="q" value={search.words} autocomplete="off" spellcheck={false} />
    </p>
    {search.hiddenFields.map(({ name, value }) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <p class="actions">
      <button type="submit">{t.filter.search}</button>{' '}
      {search.all !== null && (
        <a class="button quiet" href={search.all}>
          {t.filter.clear}
        </a>
      )}
    </p>
  </SwapForm>
)

const ClientsResults = ({ model, t }: ClientsProps) => (
  <section id="results">
    <h2 id="results-heading" class="sr-only">
      {t.clients.caption}
    </h2>
    <Periods label={t.clients.caption} periods={model.kinds} t={t} />
    {model.export && <FileLinks exports={model.export.files} t={t} />}
    {model.export !== null && model.export.leftOut !== null && <p class="note">{model.export.leftOut}</p>}
    {model.totals && <ClientTotals totals={model.totals} t={t} />}
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.rows.length > 0 && <ClientsTable model={model} t={t} />}
    <Paging pages={model} t={t} />
  </section>
)

const ClientTotals = ({ totals, t }: { totals: ClientTotalsModel; t: Catalogue }) =>
  'ask' in totals ? (
    <p>
      <SwapLink id="totals" href={totals.ask.href}>
        {totals.ask.label}
      </SwapLink>{' '}
      <small>{t.clientTotals.askHint}</small>
    </p>
  ) : (
    <section class="block" aria-labelledby="totals">
      <h3 id="totals">{t.clientTotals.heading}</h3>
      <AmountList amounts={totals.amounts} />
      <p class="note">
        {totals.asOf} {totals.leftOut}
      </p>
    </section>
  )

const ClientsTable = ({ model, t }: ClientsProps) => (
  <ScrollRegion labelledBy="results-heading">
    <table class="clients lines stacked">
      <thead>
        <tr>
          {model.headings.map(({ key, label, href, sorted }) => (
            <th scope="col" aria-sort={sorted ?? undefined}>
              <SwapLink id={`sort-${key}`} href={href}>
                {label}
              </SwapLink>
            </th>
          ))}
          <th scope="col">{t.clients.columns.shows}</th>
          <th scope="col">{t.clients.columns.until}</th>
        </tr>
      </thead>
      <tbody>{model.rows.map(row => clientRow(row, t))}</tbody>
      {model.total && (
        <tfoot>
          <tr>
            <th scope="row">{model.total.label}</th>
            <td data-label={t.clients.columns.debt}>{model.total.debt}</td>
            <td data-label={t.clients.columns.advance}>{model.total.advance}</td>
            <td colspan={3} />
          </tr>
        </tfoot>
      )}
    </table>
  </ScrollRegion>
)

const clientRow = (client: ClientModel, t: Catalogue) => (
  <tr>
    <th scope="row">
      <bdi>{client.href === null ? client.name : <a href={client.href}>{client.name}</a>}</bdi>{' '}
      <small>
        {t.voen} {client.voen}
      </small>
    </th>
    <td class={client.inDebt ? 'debt' : undefined} data-label={t.clients.columns.debt}>
      {client.debt}
    </td>
    <td data-label={t.clients.columns.advance}>{client.advance}</td>
    <td data-label={t.clients.columns.last}>{client.last}</td>
    <td>
      {client.shows}
      {client.notes.map(note => (
        <small> {note}</small>
      ))}
    </td>
    <td>
      {client.until} {client.endsSoon !== null && <b>{client.endsSoon}</b>}
    </td>
  </tr>
)
