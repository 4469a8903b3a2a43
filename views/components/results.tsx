import type { Catalogue } from '../../src/i18n/index.ts'
import { FilterFormUpdate, type FilterModel } from './filter-form.tsx'
import { SwapLink } from './swap-link.tsx'

export interface ExportModel {
  readonly xlsx: string
  readonly hint: string | null
  readonly csv: readonly { readonly label: string; readonly href: string }[]
}

/** A document of the results: to print from the browser, and as a file. */
export interface ExtractLinksModel {
  readonly page: string
  readonly pdf: string
}

export interface EmptyModel {
  readonly message: string
  /** The first page, when this page lies past the end. */
  readonly firstPage: string | null
}

/** The live region stays while the results are replaced, so that screen readers announce the new number. */
export const Status = ({ status }: { status: string }) => (
  <p id="status" role="status">
    {status}
  </p>
)

export const FilterUpdate = ({ filter, status, t }: { filter: FilterModel; status: string; t: Catalogue }) => (
  <>
    <FilterFormUpdate filter={filter} t={t} />
    <StatusUpdate status={status} />
  </>
)

export const StatusUpdate = ({ status }: { status: string }) => (
  <hx-partial hx-target="#status" hx-swap="innerHTML">
    {status}
  </hx-partial>
)

interface ExportLinksProps {
  /** Null for users who may not download. */
  readonly exports: ExportModel | null
  /** The printable extract of the results; null when the filter is invalid. */
  readonly extract: ExtractLinksModel | null
  readonly t: Catalogue
}

export const ExportLinks = ({ exports, extract, t }: ExportLinksProps) =>
  extract === null ? null : (
    <div class="exports">
      {exports && <WorkbookLink exports={exports} t={t} />} <PdfLink href={extract.pdf} t={t} />{' '}
      <a class="button quiet" href={extract.page}>
        {t.extract.link}
      </a>{' '}
      {exports && <CsvLinks exports={exports} t={t} />}
    </div>
  )

interface FileLinksProps {
  /** Null for users who may not download. */
  readonly exports: ExportModel | null
  /** Null where there is none. */
  readonly pdf?: string | null
  readonly t: Catalogue
}

/** The files of a list without an extract. */
export const FileLinks = ({ exports, pdf = null, t }: FileLinksProps) =>
  exports === null && pdf === null ? null : (
    <div class="exports">
      {exports && <WorkbookLink exports={exports} t={t} />} {pdf !== null && <PdfLink href={pdf} t={t} />}{' '}
      {exports && <CsvLinks exports={exports} t={t} />}
    </div>
  )

const WorkbookLink = ({ exports, t }: { exports: ExportModel; t: Catalogue }) => (
  <a class="button quiet" href={exports.xlsx} download="" title={exports.hint ?? undefined}>
    {t.export.xlsx}
  </a>
)

const CsvLinks = ({ exports, t }: { exports: ExportModel; t: Catalogue }) => (
  <details>
    <summary>{t.export.csv}</summary>
    <ul>
      {exports.csv.map(({ label, href }) => (
        <li>
          <a href={href} download="">
            {label}
          </a>
        </li>
      ))}
    </ul>
  </details>
)

export const PdfLink = ({ href, t }: { href: string; t: Catalogue }) => (
  <a class="button quiet" href={href} download="">
    {t.pdf.link}
  </a>
)

export const DeclarationLink = ({ href, number, t }: { href: string; number: string; t: Catalogue }) => (
  <p class="notice">
    <a href={href}>{t.results.openDeclaration(number)}</a>
  </p>
)

export const UnknownDeclarations = ({ unknown }: { unknown: string }) => <p class="notice">{unknown}</p>

export const Empty = ({ empty, t }: { empty: EmptyModel; t: Catalogue }) => (
  <p class="empty">
    {empty.message} {empty.firstPage !== null && <SwapLink href={empty.firstPage}>{t.results.firstPage}</SwapLink>}
  </p>
)
