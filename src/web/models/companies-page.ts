import type { CompaniesPageModel, CompanyModel } from '../../../views/companies-page.tsx'
import type { Company } from '../../domain/person.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { AccountSummary } from '../../services/access/companies.ts'
import type { AccountLocation } from '../queries/account-location.ts'
import { clientsUrl } from '../urls.ts'

export interface CompaniesView {
  readonly companies: readonly Company[]
  /** The existing accounts of the companies, by VÖEN. */
  readonly accounts: ReadonlyMap<string, AccountSummary>
  /** The number of companies with a mandate in force today for any of these. */
  readonly clients: number
  /** The section that the links to the accounts open. */
  readonly location: AccountLocation
  readonly t: Catalogue
}

export function companiesPageModel({ companies, accounts, clients, location, t }: CompaniesView): CompaniesPageModel {
  return {
    companies: companies.map(company => companyModel(company, accounts.get(company.voen), location, t)),
    link: linkLabel(location, t),
    clients: clients === 0 ? null : { label: t.companies.clients(clients), href: clientsUrl(location.query) },
  }
}

function companyModel(
  { voen, name, position }: Company,
  account: AccountSummary | undefined,
  location: AccountLocation,
  { format }: Catalogue,
): CompanyModel {
  const whole = { voen, broker: null, balances: true, exports: true }
  return {
    voen,
    name,
    position: position ?? '',
    account: account
      ? { href: location.urlIn(whole), debt: format.amount(account.debt), balance: format.amount(account.balance) }
      : null,
  }
}

function linkLabel({ section, ledger }: AccountLocation, t: Catalogue): string {
  if (section !== 'statement') return t.account[section]
  return ledger === null ? t.service : t.ledgers[ledger]
}
