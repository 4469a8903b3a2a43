import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { HelpLink } from './components/help-link.tsx'
import { PayLink, type PayModel } from './components/pay-link.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SwapForm } from './components/swap-form.tsx'
import { TextField } from './components/text-field.tsx'

export interface DebtRowModel {
  readonly kind: string
  readonly document: string
  /** Null for documents that are not declarations. */
  readonly href: string | null
  readonly fund: string
}

export interface PreviewResultModel {
  readonly asOf: string
  /** The advance after the payment. */
  readonly advance: string
  readonly openTotal: string
  /** In the order in which the advance pays them. */
  readonly closed: readonly (DebtRowModel & {
    readonly paid: string
    readonly remaining: string
    readonly outcome: string
  })[]
  /** Why the list is incomplete; null when it is complete. */
  readonly closedMore: string | null
  readonly outstanding: readonly (DebtRowModel & { readonly outstanding: string })[]
  readonly openMore: string | null
  readonly pay: PayModel | null
}

export interface PreviewPageModel {
  readonly account: AccountModel
  readonly action: string
  readonly debts: string
  readonly estimate: string
  readonly amount: string
  readonly problems: readonly ProblemModel[]
  /** Empty until an amount was asked about. */
  readonly status: string
  /** Replaces the result when there is none. */
  readonly empty: string | null
  readonly result: PreviewResultModel | null
}

interface PreviewProps {
  readonly model: PreviewPageModel
  readonly t: Catalogue
}

export const PreviewPage = ({ model, t }: PreviewProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.preview.title} />
    <h1>{t.preview.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">{t.preview.lead}</p>
    <p class="note">
      <HelpLink term="pay-order" t={t}>
        {t.help.topics['pay-order']}
      </HelpLink>
    </p>
    <p class="links">
      <a href={model.debts}>{t.debts.title}</a> <a href={model.estimate}>{t.estimate.link}</a>
    </p>
    <PreviewForm model={model} t={t} />
    <Status status={model.status} />
    <PreviewResults model={model} t={t} />
  </>
)

export const PreviewFragment = ({ model, t }: PreviewProps) => (
  <>
    <PreviewResults model={model} t={t} />
    <hx-partial hx-target="#preview" hx-swap="outerHTML">
      <PreviewForm model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const PreviewForm = ({ model, t }: PreviewProps) => (
  <section id="preview" class="panel" aria-labelledby="preview-heading">
    <h2 id="preview-heading">{t.preview.question}</h2>
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.preview.problemsHeading} problems={model.problems} form="preview" />
    )}
    <SwapForm class="amount-form" action={model.action}>
      <TextField
        form="preview"
        name="amount"
        label={t.preview.amount}
        value={model.amount}
        hint={t.preview.amountHint}
        problems={model.problems}
      />
      <p class="actions">
        <button id="preview-ask" type="submit">
          {t.preview.ask}
        </button>
      </p>
    </SwapForm>
  </section>
)

const PreviewResults = ({ model: { result, empty }, t }: PreviewProps) => (
  <section id="results" aria-labelledby="results-heading">
    <h2 id="results-heading" class={result || empty ? undefined : 'sr-only'}>
      {t.preview.result}
    </h2>
    {empty !== null && <p class="empty">{empty}</p>}
    {result && <PreviewResult result={result} t={t} />}
  </section>
)

interface ResultProps {
  readonly result: PreviewResultModel
  readonly t: Catalogue
}

const PreviewResult = ({ result, t }: ResultProps) => (
  <>
    <p class="note">{result.asOf}</p>
    <dl class="summary">
      <div>
        <dt>{t.preview.advanceLeft}</dt>
        <dd>
          <b>{result.advance}</b>
        </dd>
      </div>
      <div>
        <dt>{t.preview.openTotal}</dt>
        <dd>
          <b>{result.openTotal}</b>
        </dd>
      </div>
    </dl>
    {result.pay && <PayLink pay={result.pay} t={t} />}
    {result.closed.length > 0 && <ClosedDebts result={result} t={t} />}
    {result.outstanding.length > 0 && <OpenDebts result={result} t={t} />}
  </>
)

const ClosedDebts = ({ result, t }: ResultProps) => (
  <>
    <h3 id="closed-heading">{t.preview.closedHeading}</h3>
    <ScrollRegion labelledBy="closed-heading">
      <table class="debts stacked">
        <thead>
          <tr>
            <th scope="col">{t.preview.document}</th>
            <th scope="col">{t.columns.fund}</th>
            <th scope="col">{t.preview.outcome}</th>
            <th scope="col">{t.preview.paid}</th>
            <th scope="col">{t.preview.remaining}</th>
          </tr>
        </thead>
        <tbody>
          {result.closed.map(debt => (
            <tr>
              <DebtCell debt={debt} />
              <td data-label={t.columns.fund}>{debt.fund}</td>
              <td data-label={t.preview.outcome}>{debt.outcome}</td>
              <td data-label={t.preview.paid}>{debt.paid}</td>
              <td data-label={t.preview.remaining}>{debt.remaining}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
    {result.closedMore !== null && <p class="note">{result.closedMore}</p>}
  </>
)

const OpenDebts = ({ result, t }: ResultProps) => (
  <>
    <h3 id="open-heading">{t.preview.openHeading}</h3>
    <p>{t.preview.openLead}</p>
    <ScrollRegion labelledBy="open-heading">
      <table class="debts stacked">
        <thead>
          <tr>
            <th scope="col">{t.preview.document}</th>
            <th scope="col">{t.columns.fund}</th>
            <th scope="col">{t.columns.open}</th>
          </tr>
        </thead>
        <tbody>
          {result.outstanding.map(debt => (
            <tr>
              <DebtCell debt={debt} />
              <td data-label={t.columns.fund}>{debt.fund}</td>
              <td data-label={t.columns.open}>{debt.outstanding}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
    {result.openMore !== null && <p class="note">{result.openMore}</p>}
  </>
)

const DebtCell = ({ debt }: { debt: DebtRowModel }) => (
  <th scope="row">
    <bdi>{debt.href === null ? debt.document : <a href={debt.href}>{debt.document}</a>}</bdi> <small>{debt.kind}</small>
  </th>
)
