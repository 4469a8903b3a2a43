import type { AccountModel, SectionLinkModel } from '../../../views/components/account-heading.tsx'
import type { EmptyModel, ExportModel } from '../../../views/components/results.tsx'
import { type AccountAccess, allows } from '../../domain/account-access.ts'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Catalogue } from '../../i18n/index.ts'
import { AccountLocation, SECTIONS, type Section } from '../queries/account-location.ts'
import type { DeclarationsQuery } from '../queries/declarations-query.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { accountSearchUrl, clientsUrl, companiesUrl, declarationUrl, joinQuery, statementUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { fileLinks } from './file-links.ts'
import { listNames } from './list-names.ts'

interface FilteredView {
  readonly query: FilterQuery
  readonly unknown: readonly DeclarationNumber[]
  readonly t: Catalogue
}

interface AccountView {
  readonly name: string
  readonly viewer: Viewer
  readonly location: AccountLocation
  /** The page belongs to the section, but is not the section's own page. */
  readonly below: boolean
  readonly t: Catalogue
}

/** A broker goes back to its list of clients as it was, others to the cabinet; both keep the section. */
function switchUrl({ clientList }: Viewer, location: AccountLocation): string {
  const isUsable = clientList !== undefined && clientList.start !== null
  return isUsable ? clientsUrl(clientList.with({ location }).query) : companiesUrl(location.query)
}

/** Links to other sections keep the filter; the link to other companies keeps the section too. */
export function accountModel({ name, viewer, location, below, t }: AccountView): AccountModel {
  const { access, canSwitch } = viewer
  const { section, filter } = location
  const link = (to: Section) => ({ label: t.account[to], href: new AccountLocation(to, null, filter).urlIn(access) })
  const statement = { label: t.service, href: statementUrl(access.voen, filter.query) }
  return {
    name,
    voen: access.voen,
    broker: access.broker,
    search: accountSearchUrl(access.voen),
    switchCompany: canSwitch ? switchUrl(viewer, location) : null,
    ...menuOf(
      SECTIONS.filter(to => maySee(access, to)),
      to => ({ ...link(to), current: to !== section ? null : below ? 'true' : 'page' }),
      t,
    ),
    trail: [...(access.balances ? [statement] : []), ...(below && section !== 'statement' ? [link(section)] : [])],
  }
}

/** The menu of an account has one line: what is opened less often stands behind a name. */
const GROUPS = [
  { name: 'papers', sections: ['documents', 'own-books', 'acts'] },
  { name: 'viewers', sections: ['mandates', 'access-log'] },
] as const satisfies readonly { name: string; sections: readonly Section[] }[]

/** A group of one section would only hide it. */
function menuOf(
  seen: readonly Section[],
  linkTo: (section: Section) => SectionLinkModel,
  t: Catalogue,
): Pick<AccountModel, 'sections' | 'groups'> {
  const groups = GROUPS.map(({ name, sections }) => ({ name, seen: sections.filter(to => seen.includes(to)) })).filter(
    group => group.seen.length > 1,
  )
  const grouped: readonly Section[] = groups.flatMap(group => group.seen)
  return {
    sections: seen.filter(to => !grouped.includes(to)).map(linkTo),
    groups: groups.map(group => ({ label: t.account.groups[group.name], sections: group.seen.map(linkTo) })),
  }
}

function maySee(access: AccountAccess, section: Section): boolean {
  if (section === 'declarations' || section === 'documents') return true
  return allows(access, section === 'mandates' || section === 'access-log' ? 'representation' : 'balances')
}

export interface ExportRequest {
  readonly address: (query: string) => string
  readonly query: string
  /** The page with files for accounting programs; null where the files are of one ledger. */
  readonly accounting: string | null
}

/** The files of operations. Null if the user may not download. */
export function exportModel(
  { access }: Viewer,
  { address, query, accounting }: ExportRequest,
  t: Catalogue,
): ExportModel | null {
  if (!allows(access, 'exports')) return null
  const files = fileLinks(address, query, null, t)
  const machine = { label: t.export.machine, href: address(joinQuery(query, 'dialect=machine')) }
  return { ...files, csv: [...files.csv, machine], accounting }
}

/** Null unless the filter has exactly one declaration, and the account has it. */
export function singleDeclaration({ query, unknown }: FilteredView, voen: Voen) {
  const [number, ...others] = query.filter.declarations
  const isOne = number !== undefined && others.length + unknown.length === 0
  return isOne ? { number, href: declarationUrl(voen, number) } : null
}

/** Null if the account has all or none of the filter's declarations: `emptyMessage` covers the latter. */
export function unknownMessage({ query, unknown, t }: FilteredView): string | null {
  const isSome = unknown.length > 0 && unknown.length < query.filter.declarations.length
  return isSome ? t.results.unknownDeclarations(listNames(unknown, t)) : null
}

export function emptyMessage({ query, unknown, t }: FilteredView): string {
  const [number, ...others] = query.filter.declarations
  if (number === undefined) return query.isEmpty ? t.results.emptyAccount : t.results.emptyFilter
  if (others.length === 0) {
    return unknown.length > 0 ? t.results.unknownDeclaration(number) : t.results.emptyDeclaration(number)
  }
  const isAll = unknown.length > others.length
  return isAll ? t.results.unknownDeclarations(listNames(unknown, t)) : t.results.emptyDeclarations
}

/** The status of a page that does not show its list. */
export function invalidStatus({ problems }: Pick<FilterQuery | DeclarationsQuery, 'problems'>, t: Catalogue): string {
  return problems.length > 0 ? t.problems.count(problems.length) : t.paging.unknownChoice
}

/** Stands for the list while a condition, the page size or the order has no meaning. */
export function invalidResults({ problems }: FilterQuery, firstPage: string, t: Catalogue): EmptyModel {
  return problems.length > 0
    ? { message: t.results.invalidFilter, firstPage: null }
    : { message: t.paging.unknownChoice, firstPage }
}
