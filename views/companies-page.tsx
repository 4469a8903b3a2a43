import type { Catalogue } from '../src/i18n/index.ts'
import { zeroClass } from './components/entry-rows.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface CompanyModel {
  readonly voen: string
  readonly name: string
  readonly position: string
  /** Null when the company has no account yet. */
  readonly account: { readonly href: string; readonly debt: string; readonly balance: string } | null
}

export interface CompaniesPageModel {
  readonly companies: readonly CompanyModel[]
  readonly link: string
  /** Null when nobody has granted the person a mandate. */
  readonly clients: { readonly label: string; readonly href: string } | null
}

interface CompaniesProps {
  readonly model: CompaniesPageModel
  readonly t: Catalogue
}

export const CompaniesPage = ({ model, t }: CompaniesProps) => (
  <>
    <h1>{t.companies.title}</h1>
    {model.companies.length === 0 ? (
      <p class="empty">{t.companies.none}</p>
    ) : (
      <>
        <p class="lead">{t.companies.lead}</p>
        <Companies model={model} t={t} />
      </>
    )}
    {model.clients !== null && (
      <section class="block">
        <h2>{t.companies.clientsHeading}</h2>
        <p>{t.companies.clientsLead}</p>
        <p>
          <a class="button quiet" href={model.clients.href}>
            {model.clients.label}
          </a>
        </p>
      </section>
    )}
  </>
)

const Companies = ({ model, t }: CompaniesProps) => (
  <section class="block">
    <h2 id="companies-heading">{t.companies.heading}</h2>
    <ScrollRegion labelledBy="companies-heading">
      <table class="companies lines stacked">
        <thead>
          <tr>
            <th scope="col">{t.companies.company}</th>
            <th scope="col">{t.voen}</th>
            <th scope="col">{t.companies.position}</th>
            <th scope="col">{t.columns.debt}</th>
            <th scope="col">{t.statement.balance}</th>
          </tr>
        </thead>
        <tbody>{model.companies.map(company => companyRow(company, model.link, t))}</tbody>
      </table>
    </ScrollRegion>
  </section>
)

const companyRow = ({ name, voen, position, account }: CompanyModel, link: string, t: Catalogue) => (
  <tr>
    <th scope="row">
      <b>
        <bdi>{name}</bdi>
      </b>{' '}
      {account && (
        <a href={account.href}>
          {link}
          <span class="sr-only">{t.companies.linkOf(name)}</span>
        </a>
      )}
    </th>
    <td data-label={t.voen}>{voen}</td>
    <td>
      <bdi>{position}</bdi>
    </td>
    {account ? (
      <>
        <td class={zeroClass(account.debt) ?? 'debt'} data-label={t.columns.debt}>
          {account.debt}
        </td>
        <td data-label={t.statement.balance}>{account.balance}</td>
      </>
    ) : (
      <td colspan={2}>{t.companies.noAccount}</td>
    )}
  </tr>
)
