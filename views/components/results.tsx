import type { Catalogue } from '../../src/i18n/index.ts'
import { FilterForm, type FilterModel } from './filter-form.tsx'
import { SwapLink } from './swap-link.tsx'

/** Addresses of the two CSV files of the results. */
export interface ExportModel {
  readonly spreadsheet: string
  readonly machine: string
}

/** What stands in place of rows when there are none. */
export interface EmptyModel {
  readonly message: string
  /** Where the first page is, when this one lies past the end. */
  readonly firstPage: string | null
}

/** How many rows were found; it stays in place while the results beside it change, so that it is read out. */
export const Status = ({ status }: { status: string }) => (
  <p id="status" role="status">
    {status}
  </p>
)

/** The places outside the results that a partial answer brings up to date. */
export const FilterUpdate = ({ filter, status, t }: { filter: FilterModel; status: string; t: Catalogue }) => (
  <>
    <hx-partial hx-target="#filter" hx-swap="outerHTML">
      <FilterForm filter={filter} t={t} />
    </hx-partial>
    <StatusUpdate status={status} />
  </>
)

export const StatusUpdate = ({ status }: { status: string }) => (
  <hx-partial hx-target="#status" hx-swap="innerHTML">
    {status}
  </hx-partial>
)

interface TakeawayProps {
  /** Absent for who may not download. */
  readonly exports: ExportModel | null
  /** The address of the same as a document; null when the filter could not be read. */
  readonly extract: string | null
  readonly t: Catalogue
}

/** The ways to take the results away: as files, and on paper. */
export const Takeaways = ({ exports, extract, t }: TakeawayProps) =>
  extract === null ? null : (
    <p class="exports">
      {exports && (
        <a class="button quiet" href={exports.spreadsheet} download="" title={t.export.hint}>
          {t.export.spreadsheet}
        </a>
      )}
      <a class="button quiet" href={extract}>
        {t.extract.link}
      </a>
      {exports && (
        <a class="small" href={exports.machine} download="">
          {t.export.machine}
        </a>
      )}
    </p>
  )

/** A link to the page of the declaration the person filtered by. */
export const DeclarationLink = ({ href, number, t }: { href: string; number: string; t: Catalogue }) => (
  <p class="notice">
    <a href={href}>{t.results.openDeclaration(number)}</a>
  </p>
)

/** Which of the declarations that the person filtered by are not in the account. */
export const UnknownDeclarations = ({ unknown }: { unknown: string }) => <p class="notice">{unknown}</p>

export const Empty = ({ empty, t }: { empty: EmptyModel; t: Catalogue }) => (
  <p class="empty">
    {empty.message} {empty.firstPage !== null && <SwapLink href={empty.firstPage}>{t.results.firstPage}</SwapLink>}
  </p>
)
