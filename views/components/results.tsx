import type { Catalogue } from '../../src/i18n/index.ts'
import { FilterFormUpdate, type FilterModel } from './filter-form.tsx'
import { SwapLink } from './swap-link.tsx'

export interface ExportModel {
  readonly xlsx: string
  readonly hint: string | null
  readonly csv: readonly { readonly label: string; readonly href: string }[]
  /** The page with files for accounting programs; null where there are none. */
  readonly accounting: string | null
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
  readonly extract: string | null
  readonly pdf: string | null
  /** Where an act of reconciliation of the results' period is drawn up; null where there is none. */
  readonly act?: string | null
  readonly t: Catalogue
}

export const ExportLinks = ({ exports, extract, pdf, act = null, t }: ExportLinksProps) =>
  extract === null ? null : (
    <div class="exports">
      {exports && <WorkbookLink exports={exports} t={t} />} <PdfForm action={pdf} t={t} />{' '}
      <a class="button quiet" href={extract}>
        {t.extract.link}
      </a>{' '}
      {act !== null && <a href={act}>{t.acts.drawLink}</a>} {exports && <CsvLinks exports={exports} t={t} />}
    </div>
  )

interface FileLinksProps {
  /** Null for users who may not download. */
  readonly exports: ExportModel | null
  /** Has the list issued as a PDF document; null where there is none, and for users who may not download. */
  readonly pdf?: string | null
  readonly t: Catalogue
}

/** The files of a list without an extract. */
export const FileLinks = ({ exports, pdf = null, t }: FileLinksProps) =>
  exports === null && pdf === null ? null : (
    <div class="exports">
      {exports && <WorkbookLink exports={exports} t={t} />} <PdfForm action={pdf} t={t} />{' '}
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
      {exports.accounting !== null && (
        <li>
          <a href={exports.accounting}>{t.accounting.link}</a>
        </li>
      )}
    </ul>
  </details>
)

/** Has a document issued of what a page shows, and downloads it; null when the user may not. */
export const PdfForm = ({ action, t }: { action: string | null; t: Catalogue }) =>
  action === null ? null : (
    <form method="post" action={action}>
      <button class="quiet" type="submit">
        {t.pdf.link}
      </button>
    </form>
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
