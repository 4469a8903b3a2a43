import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel } from './components/account-heading.tsx'
import { HelpLink } from './components/help-link.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

export interface OwnBooksRowModel {
  readonly file: string
  readonly href: string
  readonly uploaded: string
  readonly keptUntil: string
  readonly state: string
}

export interface OwnBooksPageModel {
  readonly account: AccountModel
  readonly action: string
  readonly hint: string
  readonly privacy: string
  /** Why the last file was not taken; null when it was. */
  readonly problem: string | null
  readonly files: readonly OwnBooksRowModel[]
}

interface OwnBooksProps {
  readonly model: OwnBooksPageModel
  readonly t: Catalogue
}

export const OwnBooksPage = ({ model, t }: OwnBooksProps) => (
  <>
    <h1>{t.ownBooks.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">
      {t.ownBooks.lead}{' '}
      <HelpLink term="books-file" t={t}>
        {t.ownBooks.helpLink}
      </HelpLink>
    </p>
    <UploadForm model={model} t={t} />
    <section class="block">
      <h2 id="files-heading">{t.ownBooks.list}</h2>
      {model.files.length === 0 ? <p class="empty">{t.ownBooks.none}</p> : <Files model={model} t={t} />}
    </section>
  </>
)

const UploadForm = ({ model, t }: OwnBooksProps) => (
  <section class="panel" aria-labelledby="upload-heading">
    <h2 id="upload-heading">{t.ownBooks.upload}</h2>
    {model.problem !== null && (
      <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-heading">
        <h3 id="problems-heading">{t.ownBooks.fileRefused}</h3>
        <ul>
          <li>
            <a href="#upload-file">{model.problem}</a>
          </li>
        </ul>
      </section>
    )}
    <form class="own-books-form" method="post" action={model.action} enctype="multipart/form-data">
      <p class="field">
        <label for="upload-file">{t.ownBooks.file}</label>{' '}
        <input
          id="upload-file"
          type="file"
          name="file"
          accept=".csv,.txt,.xlsx"
          aria-describedby="upload-file-hint"
          aria-invalid={model.problem === null ? undefined : 'true'}
        />{' '}
        <small id="upload-file-hint" class="hint">
          {model.hint}
        </small>
      </p>
      <p class="note">{model.privacy}</p>
      <button type="submit">{t.ownBooks.send}</button>
    </form>
  </section>
)

const Files = ({ model, t }: OwnBooksProps) => (
  <ScrollRegion labelledBy="files-heading">
    <table class="stacked">
      <thead>
        <tr>
          <th scope="col">{t.ownBooks.file}</th>
          <th scope="col">{t.ownBooks.uploaded}</th>
          <th scope="col">{t.ownBooks.keptUntil}</th>
          <th scope="col">{t.ownBooks.state}</th>
        </tr>
      </thead>
      <tbody>
        {model.files.map(({ file, href, uploaded, keptUntil, state }) => (
          <tr>
            <th scope="row">
              <a href={href}>
                <bdi>{file}</bdi>
              </a>
            </th>
            <td data-label={t.ownBooks.uploaded}>{uploaded}</td>
            <td data-label={t.ownBooks.keptUntil}>{keptUntil}</td>
            <td data-label={t.ownBooks.state}>{state}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
)
