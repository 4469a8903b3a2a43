import type { Catalogue } from '../src/i18n/index.ts'
import { AccountLine, type AccountModel, Breadcrumb } from './components/account-heading.tsx'
import { AmountList } from './components/amount-list.tsx'
import { PayButton, type PayModel } from './components/pay-link.tsx'
import { type ProblemModel, ProblemSummary } from './components/problem-summary.tsx'
import { Status, StatusUpdate } from './components/results.tsx'
import { ScrollRegion } from './components/scroll-region.tsx'
import { SwapForm } from './components/swap-form.tsx'
import { TextField } from './components/text-field.tsx'

export interface ForecastModel {
  /** Null where there is no forecast. */
  readonly until: string | null
  readonly basis: string
}

export interface EstimateResultModel {
  readonly parts: readonly {
    readonly label: string
    readonly basis: string
    readonly exact: string
    readonly rounded: string
  }[]
  readonly total: string
  readonly needs: readonly { readonly label: string; readonly amount: string }[]
  /** Says that the advance suffices; null when it does not. */
  readonly enough: string | null
  readonly pay: { readonly label: string; readonly pay: PayModel } | null
}

export interface EstimatePageModel {
  readonly account: AccountModel
  readonly action: string
  readonly value: string
  readonly rate: string
  readonly vat: string
  readonly fee: string
  readonly problems: readonly ProblemModel[]
  /** Empty until an estimate was asked for. */
  readonly status: string
  readonly result: EstimateResultModel | null
  readonly forecast: ForecastModel
  readonly back: string
}

interface EstimateProps {
  readonly model: EstimatePageModel
  readonly t: Catalogue
}

export const EstimatePage = ({ model, t }: EstimateProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.estimate.title} />
    <h1>{t.estimate.title}</h1>
    <AccountLine account={model.account} t={t} />
    <p class="lead">{t.estimate.lead}</p>
    <EstimateForm model={model} t={t} />
    <Status status={model.status} />
    <EstimateResults model={model} t={t} />
    <section class="block" aria-labelledby="forecast-heading">
      <h2 id="forecast-heading">{t.estimate.forecast}</h2>
      {model.forecast.until !== null && (
        <p>
          <b>{model.forecast.until}</b>
        </p>
      )}
      <p class="note">{model.forecast.basis}</p>
    </section>
    <p class="links">
      <a href={model.back}>{t.debts.chosen.back}</a>
    </p>
  </>
)

export const EstimateFragment = ({ model, t }: EstimateProps) => (
  <>
    <EstimateResults model={model} t={t} />
    <hx-partial hx-target="#estimate" hx-swap="outerHTML">
      <EstimateForm model={model} t={t} />
    </hx-partial>
    <StatusUpdate status={model.status} />
  </>
)

const EstimateForm = ({ model, t }: EstimateProps) => (
  <section id="estimate" class="panel" aria-labelledby="estimate-heading">
    <h2 id="estimate-heading">{t.estimate.heading}</h2>
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.estimate.problemsHeading} problems={model.problems} form="estimate" />
    )}
    <SwapForm class="estimate-form" action={model.action}>
      <Figure name="value" label={t.estimate.value} hint={t.estimate.valueHint} model={model} />
      <Figure name="rate" label={t.estimate.rate} hint={t.estimate.rateHint} model={model} />
      <Figure name="vat" label={t.estimate.vat} hint={t.estimate.vatHint} model={model} />
      <Figure name="fee" label={t.estimate.fee} hint={t.estimate.feeHint} model={model} />
      <p class="actions">
        <button id="estimate-show" type="submit">
          {t.estimate.show}
        </button>
      </p>
    </SwapForm>
  </section>
)

interface FigureProps {
  readonly name: 'value' | 'rate' | 'vat' | 'fee'
  readonly label: string
  readonly hint: string
  readonly model: EstimatePageModel
}

const Figure = ({ name, label, hint, model }: FigureProps) => (
  <TextField form="estimate" name={name} label={label} value={model[name]} hint={hint} problems={model.problems} />
)

const EstimateResults = ({ model: { result }, t }: EstimateProps) => (
  <section id="results">
    <h2 id="results-heading" class={result ? undefined : 'sr-only'}>
      {t.estimate.result}
    </h2>
    {result && <EstimateResult result={result} t={t} />}
  </section>
)

const EstimateResult = ({ result, t }: { result: EstimateResultModel; t: Catalogue }) => (
  <>
    <ScrollRegion labelledBy="results-heading">
      <table class="interest stacked">
        <thead>
          <tr>
            <th scope="col">{t.estimate.part}</th>
            <th scope="col">{t.estimate.basis}</th>
            <th scope="col">{t.estimate.exact}</th>
            <th scope="col">{t.estimate.rounded}</th>
          </tr>
        </thead>
        <tbody>
          {result.parts.map(({ label, basis, exact, rounded }) => (
            <tr>
              <th scope="row">{label}</th>
              <td data-label={t.estimate.basis}>{basis}</td>
              <td data-label={t.estimate.exact}>{exact}</td>
              <td data-label={t.estimate.rounded}>
                <b>{rounded}</b>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={3}>
              {t.estimate.total}
            </th>
            <td>{result.total}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
    <p class="note">{t.estimate.rule}</p>
    <h3>{t.estimate.needs}</h3>
    <AmountList amounts={result.needs} />
    {result.enough !== null && <p class="notice">{result.enough}</p>}
    {result.pay && <PayButton pay={result.pay.pay} label={result.pay.label} t={t} />}
  </>
)
