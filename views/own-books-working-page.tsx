import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'

export interface OwnBooksWorkingModel {
  readonly account: AccountModel
  readonly title: string
  readonly address: string
  readonly progress: string
  readonly stopAction: string
}

export const OwnBooksWorkingPage = ({ model, t }: { model: OwnBooksWorkingModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>{t.ownBooks.working}</h1>
    <AccountLine account={model.account} t={t} />
    <p role="status">{model.progress}</p>
    <p class="links">
      <a href={model.address}>{t.ownBooks.refresh}</a>
    </p>
    <form method="post" action={model.stopAction}>
      <button class="quiet" type="submit">
        {t.ownBooks.stop}
      </button>
    </form>
  </>
)
