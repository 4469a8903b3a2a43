import type { Catalogue } from '../../src/i18n/index.ts'
import { AccountLine, type AccountModel, AccountUpdate, Breadcrumb } from '../components/account-heading.tsx'
import { DateField } from '../components/date-field.tsx'
import { Periods } from '../components/periods.tsx'
import { type ProblemModel, ProblemSummary } from '../components/problem-summary.tsx'
import { Status, StatusUpdate } from '../components/results.tsx'
import { SwapForm } from '../components/swap-form.tsx'
import type { ChoiceModel } from '../components/swap-link.tsx'
import { AgeingChart, type AgeingChartModel } from './ageing-chart.tsx'
import { AssessedChart, type AssessedChartModel } from './assessed-chart.tsx'
import { BalanceChart, type BalanceChartModel } from './balance-chart.tsx'

export interface ChartsPageModel {
  readonly account: AccountModel
  readonly action: string
  readonly from: string
  readonly to: string
  readonly problems: readonly ProblemModel[]
  readonly periods: readonly ChoiceModel[]
  readonly range: string | null
  readonly status: string
  /** Null while the dates are invalid. */
  readonly course: { readonly assessed: AssessedChartModel; readonly balances: BalanceChartModel } | null
  /** Null while the dates are invalid. */
  readonly ageing: AgeingChartModel | null
}

interface ChartsProps {
  readonly model: ChartsPageModel
  readonly t: Catalogue
}

export const ChartsPage = ({ model, t }: ChartsProps) => (
  <>
    <Breadcrumb account={model.account} t={t} page={t.charts.title} />
    <h1>{t.charts.title}</h1>
    <AccountLine account={model.account} t={t} />
    <PeriodForm model={model} t={t} />
    <Status status={model.status} />
    <ChartsResults model={model} t={t} />
    {model.ageing && <AgeingChart model={model.ageing} t={t} />}
  </>
)

export const ChartsFragment = ({ model, t }: ChartsProps) => (
  <>
    <ChartsResults model={model} t={t} />
    <hx-partial hx-target="#charts" hx-swap="outerHTML">
      <PeriodForm model={model} t={t} />
    </hx-partial>
    <AccountUpdate account={model.account} t={t} />
    <StatusUpdate status={model.status} />
  </>
)

const PeriodForm = ({ model, t }: ChartsProps) => (
  <section id="charts" class="panel" aria-labelledby="charts-heading">
    <h2 id="charts-heading">{t.charts.period}</h2>
    {model.problems.length > 0 && (
      <ProblemSummary heading={t.charts.problemsHeading} problems={model.problems} form="charts" />
    )}
    <SwapForm class="date-range" action={model.action}>
      <Day name="from" model={model} t={t} />
      <Day name="to" model={model} t={t} />
      <p class="actions">
        <button id="charts-show" type="submit">
          {t.charts.show}
        </button>
      </p>
    </SwapForm>
    <Periods periods={model.periods} t={t} />
  </section>
)

const Day = ({ name, model, t }: ChartsProps & { name: 'from' | 'to' }) => (
  <DateField
    form="charts"
    name={name}
    label={t.filter[name]}
    value={model[name]}
    hint={t.filter.dateHint}
    problems={model.problems}
    t={t}
  />
)

const ChartsResults = ({ model: { course }, t }: ChartsProps) => (
  <div id="results">
    {course ? (
      <>
        <AssessedChart model={course.assessed} t={t} />
        <BalanceChart model={course.balances} t={t} />
      </>
    ) : (
      <p class="empty">{t.charts.invalidDates}</p>
    )}
  </div>
)
