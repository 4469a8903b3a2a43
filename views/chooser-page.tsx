import type { Catalogue } from '../src/i18n/index.ts'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface ChooserPageModel {
  readonly accounts: readonly {
    readonly name: string
    readonly voen: string
    readonly href: string
    readonly balance: string
    readonly debt: string
    readonly entries: string
  }[]
}

/** The demonstration accounts, for as long as nobody signs in. */
export const ChooserPage = ({ model, t }: { model: ChooserPageModel; t: Catalogue }) => (
  <>
    <h1 id="accounts-heading">{t.chooser.title}</h1>
    <p class="lead">{t.chooser.lead}</p>
    {model.accounts.length === 0 ? (
      <p class="empty">{t.chooser.empty}</p>
    ) : (
      <ScrollRegion labelledBy="accounts-heading">
        <table class="accounts">
          <thead>
            <tr>
              <th scope="col">{t.chooser.name}</th>
              <th scope="col">{t.voen}</th>
              <th scope="col">{t.statement.balance}</th>
              <th scope="col">{t.columns.debt}</th>
              <th scope="col">{t.columns.count}</th>
            </tr>
          </thead>
          <tbody>
            {model.accounts.map(account => (
              <tr>
                <th scope="row">
                  <a href={account.href}>{account.name}</a>
                </th>
                <td>{account.voen}</td>
                <td>{account.balance}</td>
                <td>{account.debt}</td>
                <td>{account.entries}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    )}
  </>
)

/** What stands at the entrance when there are no demonstration accounts. */
export const EntrancePage = ({ t }: { t: Catalogue }) => (
  <>
    <h1>{t.service}</h1>
    <p class="lead">{t.chooser.signIn}</p>
  </>
)
