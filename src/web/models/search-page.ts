import type { CompanyHitsModel, HitGroupModel, HitModel, SearchPageModel } from '../../../views/search-page.tsx'
import { type Charge, outstanding } from '../../domain/charge.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { namesCharge } from '../../domain/operation-type.ts'
import { MAX_SEARCH } from '../../domain/typed/search.ts'
import { seenText } from '../../domain/visible-text.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { DeclarationSums } from '../../services/statement/list-declarations.ts'
import type { AccountFindings, Found, SearchPlace } from '../../services/statement/search-account.ts'
import { MAX_SEARCHED_DEBTS } from '../../services/statement/search-debts.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { SearchQuery } from '../queries/search-query.ts'
import {
  accountSearchUrl,
  clientsUrl,
  debtsUrl,
  declarationsUrl,
  declarationUrl,
  ledgerUrl,
  operationUrl,
  referenceUrl,
  searchUrl,
  statementUrl,
} from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { documentHref, documentOf } from './debts-page.ts'
import { declarationState } from './declaration-state.ts'

interface AccountSearchView {
  readonly viewer: Viewer
  readonly name: string
  readonly query: SearchQuery
  /** Null before the first search and for one that cannot be read. */
  readonly findings: AccountFindings | null
  readonly from: SearchPlace | null
  readonly t: Catalogue
}

export function accountSearchModel({ viewer, name, query, findings, from, t }: AccountSearchView): SearchPageModel {
  const { voen, balances } = viewer.access
  const location = new AccountLocation(balances ? 'statement' : 'declarations')
  const groups = findings === null ? [] : groupsOf(findings, query, t)
  const links = [
    ...(from === null ? [] : [{ label: t.search.first, href: accountSearchUrl(voen, query.query) }]),
    ...(viewer.canSwitch ? [{ label: t.search.everywhere, href: searchUrl(query.query) }] : []),
  ]
  return {
    account: { ...accountModel({ name, viewer, location, below: true, t }), search: null },
    box: boxOf(query, accountSearchUrl(voen), t),
    status: statusOf(query, findings && groups.flatMap(({ hits }) => hits).length, t),
    found: groups.length === 0 ? [] : [{ company: null, groups }],
    empty: emptyOf(query, groups.length === 0, t),
    links,
  }
}

/** A company that a person may see, and what its name says. */
export interface FoundCompany {
  readonly voen: Voen
  readonly name: string | null
  readonly href: string | null
}

interface SearchView {
  readonly query: SearchQuery
  /** Companies whose name or VÖEN has the text, at most as many as are shown. */
  readonly companies: readonly FoundCompany[]
  readonly moreCompanies: boolean
  readonly findings: readonly AccountFindings[]
  readonly next: Voen | null
  /** The companies that were searched. */
  readonly searched: number
  readonly t: Catalogue
}

export function searchModel({
  query,
  companies,
  moreCompanies,
  findings,
  next,
  searched,
  t,
}: SearchView): SearchPageModel {
  const found: CompanyHitsModel[] = findings.map(each => ({
    company: { name: each.name, voen: `${t.voen} ${each.voen}`, href: accountSearchUrl(each.voen, query.query) },
    groups: groupsOf(each, query, t),
  }))
  const ofCompanies: HitGroupModel = {
    heading: t.search.companies,
    hits: companies.map(({ voen, name, href }) => ({
      href: href ?? clientsUrl(query.query),
      label: name ?? voen,
      note: `${t.voen} ${voen}`,
      amount: '',
      place: null,
    })),
    more: moreCompanies ? { label: t.search.moreCompanies, href: clientsUrl(query.query) } : null,
  }
  const shown = companies.length === 0 ? found : [{ company: null, groups: [ofCompanies] }, ...found]
  const hits = shown.flatMap(({ groups }) => groups.flatMap(({ hits }) => hits)).length
  return {
    account: null,
    box: boxOf(query, searchUrl(), t),
    status: statusOf(query, query.search && hits, t),
    found: shown,
    empty: searched === 0 ? t.search.noCompany : emptyOf(query, shown.length === 0 && next === null, t),
    links: next === null ? [] : [{ label: t.search.nextCompanies, href: searchUrl(query.after(next)) }],
  }
}

function boxOf({ typed, problem }: SearchQuery, action: string, t: Catalogue): SearchPageModel['box'] {
  const messages = { 'search-empty': t.search.empty, 'search-too-long': t.search.tooLong(MAX_SEARCH) }
  return { action, words: typed, problem: problem && { field: 'q', message: messages[problem] } }
}

function statusOf({ problem }: SearchQuery, hits: number | null, t: Catalogue): string {
  if (problem !== null) return t.search.refused
  return hits === null ? '' : hits === 0 ? t.search.nothing : t.search.shown(hits)
}

function emptyOf({ typed, search, problem }: SearchQuery, isEmpty: boolean, t: Catalogue): string | null {
  if (problem !== null) return null
  if (search === null) return t.search.lead
  return isEmpty ? t.search.nothingFor(typed) : null
}

function groupsOf(findings: AccountFindings, query: SearchQuery, t: Catalogue): HitGroupModel[] {
  const { voen, name, isCompany, brokers, declarations, references, operations, debts } = findings
  const group = <Hit>(heading: string, { hits, next }: Found<Hit>, hitModel: (hit: Hit, t: Catalogue) => HitModel) => ({
    heading,
    hits: hits.map(hit => hitModel(hit, t)),
    more: next && { label: t.search.more[next.group], href: accountSearchUrl(voen, query.at(next)) },
  })
  const own: HitModel = { href: statementUrl(voen), label: name, note: `${t.voen} ${voen}`, amount: '', place: null }
  const companies = [...(isCompany ? [own] : []), ...brokers.map(broker => brokerHit(broker, voen, t))]
  return [
    { heading: t.search.companies, hits: companies, more: null },
    group(t.search.declarations, declarations, declarationHit),
    group(t.search.references, references, referenceHit),
    group(t.search.operations, operations, operationHit),
    debtsGroup(voen, debts, t),
  ].filter(({ hits, more }) => hits.length > 0 || more !== null)
}

function brokerHit(broker: AccountFindings['brokers'][number], voen: Voen, t: Catalogue): HitModel {
  return {
    href: declarationsUrl(voen, `broker=${broker.voen}`),
    label: broker.name ?? broker.voen,
    note: t.search.broker(broker.voen),
    amount: '',
    place: null,
  }
}

function declarationHit(sums: DeclarationSums, t: Catalogue): HitModel {
  const { declaration, assessed, reduced, outstanding } = sums
  const { voen, number } = declaration
  const state = declarationState(declaration, sums, t).label
  return {
    href: declarationUrl(voen, number),
    label: number,
    note: outstanding > 0n ? t.search.open(state, t.format.money(outstanding)) : state,
    amount: t.format.money(assessed - reduced),
    place: null,
  }
}

function referenceHit(entry: LedgerEntry, t: Catalogue): HitModel {
  const reference = entry.reference ?? ''
  // The number of an act or a protocol has a page of its own; that of a payment is one row's.
  const href = namesCharge(entry.type) ? referenceUrl(entry.voen, reference) : operationUrl(entry.voen, entry.seq)
  return { ...operationHit(entry, t), href, label: seenText(reference) }
}

function operationHit(entry: LedgerEntry, t: Catalogue): HitModel {
  return {
    href: operationUrl(entry.voen, entry.seq),
    label: t.operationName(entry),
    note: noteOf(entry, t),
    amount: t.format.money(entry.amount),
    place: {
      label: t.ledgers[entry.ledger],
      href: `${ledgerUrl(entry.voen, entry.ledger, `before=${entry.seq + 1}`)}#n${entry.seq}`,
    },
  }
}

function debtsGroup(voen: Voen, { hits, rest }: AccountFindings['debts'], t: Catalogue): HitGroupModel {
  const label = rest === 'unread' ? t.search.debtsUnread(MAX_SEARCHED_DEBTS) : t.search.allDebts
  return {
    heading: t.search.debts,
    hits: hits.map(charge => debtHit(voen, charge, t)),
    more: rest === 'none' ? null : { label, href: debtsUrl(voen, 'order=open') },
  }
}

function debtHit(voen: Voen, charge: Charge, t: Catalogue): HitModel {
  const { declaration, reference, fund, row, assessedOn } = charge
  const words = encodeURIComponent(declaration ?? reference ?? '')
  return {
    href: documentHref(voen, charge) ?? operationUrl(voen, row),
    label: documentOf(charge),
    note: `${t.format.date(assessedOn)}, ${t.funds[fund]}`,
    amount: t.format.money(outstanding(charge)),
    place: { label: t.debts.title, href: debtsUrl(voen, `declaration=${words}`) },
  }
}

function noteOf({ operationDate, type }: LedgerEntry, t: Catalogue): string {
  return `${t.format.date(operationDate)}, ${t.operationTypes[type]}`
}
