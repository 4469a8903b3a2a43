import type { HelpTerm } from '../src/i18n/help-terms.ts'
import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { HelpLink } from './components/help-link.tsx'
import { ForwardPaging } from './components/paging.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'

/** A text, with a link where there is something to open. */
export interface LinkedText {
  readonly text: string
  readonly href: string | null
}

export interface FactModel {
  readonly label: string
  readonly value: LinkedText
  readonly tone?: 'debt' | 'credit' | 'plain'
}

export interface TraceRowModel {
  readonly date: LinkedText
  readonly what: LinkedText
  /** The declaration or other document; null when the row has none. */
  readonly document: LinkedText | null
  /** Why, or from where. */
  readonly note: LinkedText
  readonly amount: string
}

export interface TraceModel {
  readonly id: string
  readonly heading: string
  /** The rule of the whole list; null without one. */
  readonly lead: string | null
  readonly columns: { readonly what: string; readonly note: string }
  readonly rows: readonly TraceRowModel[]
  /** Shown instead of the list when it has no rows. */
  readonly empty: string
  /** The total of all rows; null for a list of several pages. */
  readonly sum: string | null
  readonly first: string | null
  readonly next: string | null
}

export interface OperationPageModel {
  readonly account: AccountModel
  readonly number: string
  readonly name: string
  readonly sentence: string
  /** Why a settlement closed this debt; null for other operations. */
  readonly why: string | null
  readonly type: { readonly label: string; readonly term: HelpTerm }
  readonly facts: readonly FactModel[]
  /** Of an open debt: why it is open and how it can be paid; null for anything else. */
  readonly how: readonly string[] | null
  readonly traces: readonly TraceModel[]
  /** Null when the log does not have the event. */
  readonly event: readonly FactModel[] | null
}

interface OperationProps {
  readonly model: OperationPageModel
  readonly t: Catalogue
}

export const OperationPage = ({ model, t }: OperationProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={model.number} />
    <h1>
      <small>{model.number}</small> {model.name}
    </h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">
      {model.sentence}
      {model.why !== null && (
        <>
          {' '}
          <b>{t.operation.whyThisDebt}</b> {model.why}
        </>
      )}
    </p>
    <OperationFacts model={model} t={t} />
    <OperationTraces model={model} t={t} />
    <section class="block">
      <h2>{t.operation.event.heading}</h2>
      {model.event === null ? (
        <p class="empty">{t.operation.event.missing}</p>
      ) : (
        <dl class="facts">
          <Facts facts={model.event} />
        </dl>
      )}
    </section>
  </>
)

/** A link chooses another page of a list. The figures above it are those of the same moment. */
export const OperationFragment = ({ model, t }: OperationProps) => (
  <>
    <OperationTraces model={model} t={t} />
    <hx-partial hx-target="#facts" hx-swap="outerMorph">
      <OperationFacts model={model} t={t} />
    </hx-partial>
  </>
)

const OperationFacts = ({ model, t }: OperationProps) => (
  <section id="facts" class="block">
    <dl class="facts">
      <div>
        <dt>{t.operation.facts.type}</dt>
        <dd>
          <HelpLink term={model.type.term} t={t}>
            {model.type.label}
          </HelpLink>
        </dd>
      </div>
      <Facts facts={model.facts} />
    </dl>
    {model.how && (
      <>
        <h2>{t.operation.how.heading}</h2>
        {model.how.map(sentence => (
          <p>{sentence}</p>
        ))}
      </>
    )}
  </section>
)

function OperationTraces({ model, t }: OperationProps) {
  return (
    <div id="results">
      {model.traces.map(trace => (
        <Trace trace={trace} t={t} />
      ))}
    </div>
  )
}

const Facts = ({ facts }: { facts: readonly FactModel[] }) => (
  <>
    {facts.map(({ label, value, tone }) => (
      <div>
        <dt>{label}</dt>
        <dd class={tone}>
          <Linked {...value} />
        </dd>
      </div>
    ))}
  </>
)

export const Linked = ({ text, href }: LinkedText) =>
  href === null ? (
    <bdi>{text}</bdi>
  ) : (
    <a href={href}>
      <bdi>{text}</bdi>
    </a>
  )

export const Trace = ({ trace, t }: { trace: TraceModel; t: Catalogue }) => (
  <section class="trace" id={trace.id}>
    <h2 id={`${trace.id}-heading`}>{trace.heading}</h2>
    {trace.lead !== null && trace.rows.length > 0 && <p>{trace.lead}</p>}
    {trace.rows.length === 0 ? (
      <p class="empty">{trace.empty}</p>
    ) : (
      <ScrollRegion labelledBy={`${trace.id}-heading`}>
        <table class="parts stacked">
          <thead>
            <tr>
              <th scope="col">{t.operation.columns.date}</th>
              <th scope="col">{trace.columns.what}</th>
              <th scope="col">{trace.columns.note}</th>
              <th scope="col">{t.operation.columns.amount}</th>
            </tr>
          </thead>
          <tbody>
            {trace.rows.map(row => (
              <TraceRow row={row} note={trace.columns.note} />
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
    )}
    <ForwardPaging pages={trace} labels={t.operation} t={t} />
  </section>
)

const TraceRow = ({ row, note }: { row: TraceRowModel; note: string }) => (
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
      <Linked {...row.note} />
    </td>
    <td>{row.amount}</td>
  </tr>
)
