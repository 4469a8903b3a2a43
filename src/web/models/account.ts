/** What the pages of an account say alike. */
import type { AccountModel } from '../../../views/components/account-heading.tsx'
import type { ExportModel } from '../../../views/components/results.tsx'
import { type AccountAccess, allows } from '../../domain/account-access.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { FilterQuery } from '../filter.ts'
import { Place, SECTIONS, type Section } from '../place.ts'
import { companiesUrl, declarationUrl, joinQuery, statementUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'

interface FilteredView {
  readonly query: FilterQuery
  readonly declarationKnown: boolean
  readonly t: Catalogue
}

interface AccountView {
  readonly name: string
  readonly viewer: Viewer
  readonly place: Place
  /** The page is not that of the section, but one below it. */
  readonly below: boolean
  readonly t: Catalogue
}

/** The account, with the ways to its other pages that keep the filter, and to other accounts that keep the place. */
export function accountModel({ name, viewer, place, below, t }: AccountView): AccountModel {
  const { access, canSwitch } = viewer
  const { section, filter } = place
  const link = (to: Section) => ({ label: t.account[to], href: new Place(to, null, filter).in(access) })
  const statement = { label: t.service, href: statementUrl(access.voen, filter.query) }
  return {
    name,
    voen: access.voen,
    broker: access.broker,
    others: canSwitch ? companiesUrl(place.query) : null,
    sections: SECTIONS.filter(to => maySee(access, to)).map(to => ({
      ...link(to),
      current: to !== section ? null : below ? 'true' : 'page',
    })),
    trail: [...(access.balances ? [statement] : []), ...(below && section !== 'statement' ? [link(section)] : [])],
  }
}

function maySee(access: AccountAccess, section: Section): boolean {
  if (section === 'declarations') return true
  return allows(access, section === 'mandates' || section === 'access-log' ? 'representation' : 'balances')
}

/** Downloads of what a person sees; null when they are not allowed. */
export function exportModel(
  { access }: Viewer,
  address: (query: string) => string,
  { query }: FilterQuery,
): ExportModel | null {
  if (!access.exports) return null
  return {
    spreadsheet: address(query),
    machine: address(joinQuery(query, 'dialect=machine')),
  }
}

/** The declaration filtered by, if the account has it. */
export function foundDeclaration({ query, declarationKnown }: FilteredView, voen: string) {
  const number = query.filter.declaration
  return number !== null && declarationKnown ? { number, href: declarationUrl(voen, number) } : null
}

/** Why a filter finds nothing: the declaration is unknown, it has no such rows, or nothing fits. */
export function emptyMessage({ query, declarationKnown, t }: FilteredView): string {
  const { declaration } = query.filter
  if (declaration !== null && !declarationKnown) return t.results.unknownDeclaration(declaration)
  if (declaration !== null) return t.results.emptyDeclaration(declaration)
  return query.empty ? t.results.emptyAccount : t.results.emptyFilter
}
