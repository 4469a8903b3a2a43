import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'

export interface DocumentOrderPageModel {
  readonly account: AccountModel
  readonly title: string
  readonly message: string
  /** Of a document that was made. */
  readonly file: { readonly href: string; readonly label: string } | null
  readonly links: readonly { readonly href: string; readonly label: string }[]
  /** Where a form is sent that starts anew; null where that would not help. */
  readonly againAction: string | null
}

/** A long document that was made, or why it was not. */
export const DocumentOrderPage = ({ model, t }: { model: DocumentOrderPageModel; t: Catalogue }) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.title} />
    <h1>{model.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p role="status">{model.message}</p>
    {model.file !== null && (
      <p class="exports">
        <a class="button" href={model.file.href} download="">
          {model.file.label}
        </a>
      </p>
    )}
    {model.againAction !== null && (
      <form method="post" action={model.againAction}>
        <button type="submit">{t.orders.again}</button>
      </form>
    )}
    <ul>
      {model.links.map(({ href, label }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  </>
)
