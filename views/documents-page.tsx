import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { Empty, type EmptyModel, Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface DocumentRowModel {
  readonly number: string
  readonly href: string
  readonly kind: string
  readonly about: string
  readonly issuedAt: string
  readonly issuedBy: string
  readonly behalf: string
}

export interface DocumentsPageModel {
  readonly account: AccountModel
  readonly verify: string
  readonly status: string
  readonly documents: readonly DocumentRowModel[]
  readonly empty: EmptyModel | null
  /** Null on the first page. */
  readonly first: string | null
  readonly next: string | null
}

interface DocumentsProps {
  readonly model: DocumentsPageModel
  readonly t: Catalogue
}

export const DocumentsPage = ({ model, t }: DocumentsProps) => (
  <>
    <h1>{t.documents.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">
      {t.documents.lead} <a href={model.verify}>{t.documents.verifyLink}</a>
    </p>
    <Status status={model.status} />
    <Documents model={model} t={t} />
  </>
)

export const DocumentsFragment = ({ model, t }: DocumentsProps) => (
  <>
    <Documents model={model} t={t} />
    <StatusUpdate status={model.status} />
  </>
)

const Documents = ({ model, t }: DocumentsProps) => (
  <section id="results">
    <h2 id="results-heading">{t.documents.caption}</h2>
    {model.empty && <Empty empty={model.empty} t={t} />}
    {model.documents.length > 0 && (
      <ScrollRegion labelledBy="results-heading">
        <table class="documents lines stacked">
          <thead>
            <tr>
              <th scope="col">{t.documents.number}</th>
              <th scope="col">{t.documents.kind}</th>
              <th scope="col">{t.documents.about}</th>
              <th scope="col">{t.documents.issuedAt}</th>
              <th scope="col">{t.documents.issuedBy}</th>
            </tr>
          </thead>
          <tbody>{model.documents.map(documentRow)}</tbody>
        </table>
      </ScrollRegion>
    )}
    <ForwardPaging pages={model} labels={t.documents} t={t} />
  </section>
)

const documentRow = (document: DocumentRowModel) => (
  <tr>
    <th scope="row">
      <a href={document.href}>{document.number}</a>
    </th>
    <td>{document.kind}</td>
    <td>
      <bdi>{document.about}</bdi>
    </td>
    <td>{document.issuedAt}</td>
    <td>
      <bdi>{document.issuedBy}</bdi> ({document.behalf})
    </td>
  </tr>
)
