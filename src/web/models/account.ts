/** What the statement and the ledger pages say alike. */
import type { AccountModel } from '../../../views/components/account-heading.tsx'
import type { ExportModel } from '../../../views/components/results.tsx'
import type { Catalogue } from '../../i18n/index.ts'
import type { FilterQuery } from '../filter.ts'
import { declarationUrl, joinQuery, statementUrl } from '../urls.ts'

interface FilteredView {
  readonly query: FilterQuery
  readonly declarationKnown: boolean
  readonly t: Catalogue
}

/** The account, with the way back to its page that keeps the filter. */
export function accountModel({ name, voen }: { name: string; voen: string }, query?: FilterQuery): AccountModel {
  return { name, voen, href: statementUrl(voen, query?.query) }
}

export function exportModel(address: (query: string) => string, { query }: FilterQuery): ExportModel {
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
