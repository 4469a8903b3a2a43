import type { ClientModel, ClientsPageModel } from '../../../views/clients-page.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import type { Catalogue } from '../../i18n/index.ts'
import {
  CLIENT_KEYS,
  CLIENT_KINDS,
  type Client,
  type ClientKey,
  type ClientTotals,
  endsSoon,
} from '../../services/access/clients.ts'
import { CLIENTS_PAGE_SIZE, type ClientQuery } from '../queries/client-query.ts'
import { clientsExportUrl, clientsUrl } from '../urls.ts'
import { fileLinks } from './file-links.ts'

export interface ClientsView {
  /** The number of all clients. */
  readonly all: number
  /** How many of them show no figures. */
  readonly hidden: number
  /** The number of clients that match the search. */
  readonly found: number
  /** How many of them allow export. */
  readonly exportable: number
  /** Those on the page. */
  readonly shown: readonly Client[]
  readonly query: ClientQuery
  /** The number of the first client on the page, from 1. */
  readonly start: number
  /** True when several of the person's companies are brokers, so that each row names its broker. */
  readonly severalBrokers: boolean
  /** The sums of all clients found. Only with `added` may the page show them. */
  readonly totals: ClientTotals
  /** Each client found has the visit in its access log. */
  readonly added: boolean
  readonly today: PlainDate
  readonly now: Date
  readonly t: Catalogue
}

export function clientsPageModel(view: ClientsView): ClientsPageModel {
  const { shown, query, start, t } = view
  const next = start + CLIENTS_PAGE_SIZE
  const at = (start: number) => clientsUrl(query.with({ start }).query)
  return {
    search: {
      action: clientsUrl(),
      words: query.words,
      hiddenFields: hiddenFields(query),
      all: query.words === '' ? null : clientsUrl(query.with({ words: '', start: 1, totals: false }).query),
    },
    status: status(view),
    headings: CLIENT_KEYS.map(key => headingModel(key, query, t)),
    export: exportModel(view),
    kinds: [null, ...CLIENT_KINDS].map(only => ({
      label: only === null ? t.filter.anyType : t.clientKinds[only],
      href: clientsUrl(query.with({ only, start: 1, totals: false }).query),
      current: only === query.only,
    })),
    rows: shown.map(client => clientModel(client, view)),
    total: totalModel(view),
    totals: totalsModel(view),
    empty: shown.length > 0 ? null : empty(at(1), view),
    newer: start > 1 && view.found > 0 ? at(Math.max(1, start - CLIENTS_PAGE_SIZE)) : null,
    older: next <= view.found ? at(next) : null,
  }
}

/** Null when no client that matches allows export. */
function exportModel({ found, exportable, query, t }: ClientsView): ClientsPageModel['export'] {
  if (exportable === 0) return null
  return {
    files: fileLinks(clientsExportUrl, query.with({ start: 1 }).list, t.clientExport.hint, t),
    leftOut: exportable < found ? t.clientExport.leftOut(found - exportable) : null,
  }
}

/** The query fields that a new search keeps. */
function hiddenFields(query: ClientQuery): ClientsPageModel['search']['hiddenFields'] {
  const fields = new URLSearchParams(query.with({ words: '', start: 1, totals: false }).query)
  return [...fields].map(([name, value]) => ({ name, value }))
}

function status({ all, hidden, found, shown, query, start, t }: ClientsView): string {
  const isWhole = shown.length === 0 || shown.length === found
  return [
    query.words === '' && query.only === null ? t.clients.all(all) : t.clients.found(found, all),
    ...(isWhole ? [] : [t.clients.shown(start, start + shown.length - 1)]),
    ...(query.only === 'debt' && hidden > 0 ? [t.clientKinds.hidden(hidden)] : []),
  ].join(' ')
}

function empty(firstPage: string, { all, found, query, t }: ClientsView): ClientsPageModel['empty'] {
  if (all === 0) return { message: t.clients.none, firstPage: null }
  if (found === 0) {
    const message = query.words === '' ? t.clientKinds.none : t.clients.nothing(query.words)
    return { message, firstPage: null }
  }
  return { message: t.clients.pastTheEnd, firstPage }
}

/** A second click reverses the order. Amounts and dates start in descending order. */
function headingModel(key: ClientKey, query: ClientQuery, t: Catalogue): ClientsPageModel['headings'][number] {
  const { by, descending } = query.order
  const current = by === key
  const order = { by: key, descending: current ? !descending : key !== 'name' }
  return {
    key,
    label: t.clients.columns[key],
    href: clientsUrl(query.with({ order, start: 1 }).query),
    sorted: current ? (descending ? 'descending' : 'ascending') : null,
  }
}

/** Sums of what the page shows; null when it shows no amounts. A sum of other pages would show unrecorded figures. */
function totalModel({ shown, found, t }: ClientsView): ClientsPageModel['total'] {
  const known = shown.filter(({ debt }) => debt !== null)
  if (known.length < 2) return null
  const sum = (amount: (client: Client) => bigint | null) =>
    t.format.amount(known.reduce((total, client) => total + (amount(client) ?? 0n), 0n))
  return {
    label: shown.length < found ? t.clientKinds.pageTotal : t.columns.total,
    debt: sum(({ debt }) => debt),
    advance: sum(({ advance }) => advance),
  }
}

/** Null when there is nothing to add up. */
function totalsModel({ totals, found, added, query, now, t }: ClientsView): ClientsPageModel['totals'] {
  const { clients, debt, advance, overpayment } = totals
  if (clients < 2) return null
  if (!added)
    return { ask: { href: clientsUrl(query.with({ totals: true }).query), label: t.clientTotals.ask(clients) } }
  return {
    amounts: [
      { label: t.statement.debt, amount: t.format.money(debt) },
      { label: t.clientExport.overpayment, amount: t.format.money(overpayment) },
      { label: t.clients.columns.advance, amount: t.format.money(advance) },
      { label: t.clientTotals.balance, amount: t.format.money(advance + overpayment) },
    ],
    asOf: t.clientTotals.asOf(t.format.instant(now), clients),
    leftOut: clients < found ? t.clientTotals.leftOut(found - clients) : null,
  }
}

function clientModel(client: Client, { query: { location }, severalBrokers, today, t }: ClientsView): ClientModel {
  const { voen, broker, name, balances, exports, to, debt, advance, lastOperationDate } = client
  const unknown = balances ? t.statement.unknown : t.clients.hidden
  const noOperation = debt === null ? unknown : t.clients.noOperation
  return {
    voen,
    name: name ?? t.clients.noAccount,
    href: name === null ? null : location.urlIn(client),
    debt: debt === null ? unknown : t.format.amount(debt),
    inDebt: debt !== null && debt > 0n,
    advance: advance === null ? unknown : t.format.amount(advance),
    last: lastOperationDate === null ? noOperation : t.format.date(lastOperationDate),
    shows: balances ? t.clients.whole : t.clients.filed,
    notes: [...(exports ? [] : [t.clients.withoutExport]), ...(severalBrokers ? [t.clients.of(broker)] : [])],
    until: to === null ? t.clients.openEnd : t.clients.until(t.format.date(to)),
    endsSoon: endsSoon(client, today) ? t.clientKinds.endsSoon : null,
  }
}
