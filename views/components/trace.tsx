import type { Catalogue } from '../../src/i18n/index.ts'
import { ForwardPaging } from './paging.tsx'
import { ScrollRegion } from './scroll-region.tsx'

/** A text, with a link where there is something to open. */
export interface LinkedText {
  readonly text: string
  readonly href: string | null
}

export interface TraceRowModel {
  readonly date: LinkedText
  readonly what: LinkedText
  /** The declaration or other document; null when the row has none. */
  readonly document: LinkedText | null
  /** Why, from where, or how a total changed. */
  readonly notes: readonly LinkedText[]
  readonly amount: string
  /** The open debt after the row; null in lists without it. */
  readonly open: string | null
}

/** A list of rows that says where money came from or went. */
export interface TraceModel {
  readonly id: string
  readonly heading: string
  /** Null where the heading opens nothing. */
  readonly headingHref?: string | null
  /** A fact or rule of the whole list; null without one. */
  readonly lead: string | null
  readonly columns: { readonly what: string; readonly note: string }
  readonly rows: readonly TraceRowModel[]
  /** Shown instead of the list when it has no rows. */
  readonly empty: string
  /** The total of all rows; null for a list of several pages. */
  readonly sum: string | null
  readonly first: string | null
  readonly next: string | null
  /** A page with the rows that are not shown here. */
  readonly more?: LinkedText | null
}

export const Linked = ({ text, href }: LinkedText) =>
  href === null ? (
    <bdi>{text}</bdi>
  ) : (
    <a href={href}>
      <bdi>{text}</bdi>
    </a>
  )

interface TraceProps {
  readonly trace: TraceModel
  /** Below the heading of a section. */
  readonly below?: boolean
  readonly t: Catalogue
}

export const Trace = ({ trace, below = false, t }: TraceProps) => (
  <section class="trace" id={trace.id}>
    {below ? (
      <h3 id={`${trace.id}-heading`}>
        <Linked text={trace.heading} href={trace.headingHref ?? null} />
      </h3>
    ) : (
      <h2 id={`${trace.id}-heading`}>{trace.heading}</h2>
    )}
    {trace.lead !== null && <p>{trace.lead}</p>}
    {trace.rows.length === 0 ? <p class="empty">{trace.empty}</p> : <TraceTable trace={trace} t={t} />}
    {trace.more && (
      <p>
        <Linked {...trace.more} />
      </p>
    )}
    <ForwardPaging pages={trace} labels={t.operation} t={t} />
  </section>
)

const TraceTable = ({ trace, t }: TraceProps) => {
  const withOpen = trace.rows[0]!.open !== null
  return (
    <ScrollRegion labelledBy={`${trace.id}-heading`}>
      <table class={`parts stacked${withOpen ? ' with-open' : ''}`}>
        <thead>
          <tr>
            <th scope="col">{t.operation.columns.date}</th>
            <th scope="col">{trace.columns.what}</th>
            <th scope="col">{trace.columns.note}</th>
            <th scope="col">{t.operation.columns.amount}</th>
            {withOpen && <th scope="col">{t.columns.open}</th>}
          </tr>
        </thead>
        <tbody>
          {trace.rows.map(row => (
            <TraceRow row={row} note={trace.columns.note} t={t} />
          ))}
        </tbody>
        {trace.sum !== null && (
          <tfoot>
            <tr>
              <th scope="row" colspan={3}>
                {t.columns.total}
              </th>
              <td>{trace.sum}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </ScrollRegion>
  )
}

const TraceRow = ({ row, note, t }: { row: TraceRowModel; note: string; t: Catalogue }) => (
  <tr>
    <td>
      <Linked {...row.date} />
    </td>
    <td>
      <Linked {...row.what} />
      {row.document && (
        <>
          {' '}
          <small>
            <Linked {...row.document} />
          </small>
        </>
      )}
    </td>
    <td data-label={note}>
      {row.notes.map((text, index) => (
        <>
          {index > 0 && <br />}
          <Linked {...text} />
        </>
      ))}
    </td>
    <td>{row.amount}</td>
    {row.open !== null && <td data-label={t.columns.open}>{row.open}</td>}
  </tr>
)
