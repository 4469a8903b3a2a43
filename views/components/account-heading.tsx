import { html } from 'hono/html'
import type { Catalogue } from '../../src/i18n/index.ts'
import { SearchBox } from './search-box.tsx'

export interface SectionLinkModel {
  readonly label: string
  readonly href: string
  /** `page` for the open page, `true` for the section it belongs to. */
  readonly current: 'page' | 'true' | null
}

export interface AccountModel {
  readonly name: string
  readonly voen: string
  /** Null for the company's own people. */
  readonly broker: string | null
  /** Null when there is no other company. */
  readonly switchCompany: string | null
  /** The address of the account's search; null on its own page. */
  readonly search: string | null
  readonly sections: readonly SectionLinkModel[]
  /** Sections behind a name, after the others. */
  readonly groups: readonly { readonly label: string; readonly sections: readonly SectionLinkModel[] }[]
  readonly trail: readonly { readonly label: string; readonly href: string }[]
}

interface AccountProps {
  readonly account: AccountModel
  readonly t: Catalogue
}

export const Breadcrumb = ({ account, t, page }: AccountProps & { page: string }) => (
  <nav id="breadcrumb" class="breadcrumb" aria-label={t.navigation}>
    <ol>
      {account.trail.map(({ label, href }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
      <li aria-current="page">{page}</li>
    </ol>
  </nav>
)

/** The search comes first: the keyboard reaches it before the sections, which are many. */
export const AccountLine = ({ account, t }: AccountProps) => (
  <div class="holder">
    {account.search !== null && <SearchBox action={account.search} t={t} />}
    <Holder account={account} t={t} />
  </div>
)

const Holder = ({ account, t }: AccountProps) => (
  <div id="account" class="account">
    <p>
      <b>
        <bdi>{account.name}</bdi>
      </b>{' '}
      <span>
        {t.voen} {account.voen}
      </span>{' '}
      {account.broker !== null && <span>{t.account.asBroker(account.broker)}</span>}{' '}
      {account.switchCompany !== null && <a href={account.switchCompany}>{t.account.switch}</a>}
    </p>
    {account.sections.length > 1 && <AccountSections account={account} t={t} />}
  </div>
)

const AccountSections = ({ account, t }: AccountProps) => (
  <nav class="sections" aria-label={t.account.sections}>
    <ul>
      {account.sections.map(sectionLink)}
      {account.groups.map(({ label, sections }) => (
        <li>
          <details name="sections">
            <summary aria-current={sections.some(({ current }) => current) ? 'true' : undefined}>{label}</summary>
            <ul>{sections.map(sectionLink)}</ul>
          </details>
        </li>
      ))}
    </ul>
  </nav>
)

/** A template like the rows of a ledger: every page of an account has these links. */
const sectionLink = ({ label, href, current }: SectionLinkModel) =>
  current === null
    ? html`<li><a href="${href}">${label}</a></li>`
    : html`<li><a href="${href}" aria-current="${current}">${label}</a></li>`

/** The filter changes the targets of these links. */
export const AccountUpdate = ({ account, t }: AccountProps) => (
  <hx-partial hx-target="#account" hx-swap="outerMorph">
    <Holder account={account} t={t} />
  </hx-partial>
)
