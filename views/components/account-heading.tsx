import type { Catalogue } from '../../src/i18n/index.ts'

/** Whose account it is, and where its page is. */
export interface AccountModel {
  readonly name: string
  readonly voen: string
  readonly href: string
}

interface AccountProps {
  readonly account: AccountModel
  readonly t: Catalogue
}

/** The way back from a page of the account to the account. */
export const Breadcrumb = ({ account, t, page }: AccountProps & { page: string }) => (
  <nav class="breadcrumb" aria-label={t.navigation}>
    <ol>
      <li>
        <a href={account.href}>{t.service}</a>
      </li>
      <li aria-current="page">{page}</li>
    </ol>
  </nav>
)

export const AccountLine = ({ account, t }: AccountProps) => (
  <p class="account">
    <b>{account.name}</b>{' '}
    <span>
      {t.voen} {account.voen}
    </span>
  </p>
)
