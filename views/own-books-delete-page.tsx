import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'

export interface OwnBooksDeleteModel {
  readonly account: AccountModel
  readonly question: string
  readonly action: string
  /** Back to the comparison. */
  readonly back: string
}

/** Asks before a file is deleted: it cannot be brought back. */
export const OwnBooksDeletePage = ({ model, t }: { model: OwnBooksDeleteModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.ownBooks.remove} />
    <h1>{t.ownBooks.remove}</h1>
    <AccountLine account={model.account} t={t} />
    <form class="panel" method="post" action={model.action}>
      <p>
        <b>{model.question}</b> {t.ownBooks.removeNote}
      </p>
      <p class="actions">
        <button type="submit">{t.ownBooks.removeYes}</button>{' '}
        <a class="button quiet" href={model.back}>
          {t.ownBooks.removeNo}
        </a>
      </p>
    </form>
  </>
)
