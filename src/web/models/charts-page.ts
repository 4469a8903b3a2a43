import type { ChartsPageModel } from '../../../views/charts/charts-page.tsx'
import type { ProblemModel } from '../../../views/components/problem-summary.tsx'
import type { PlainDate } from '../../domain/dates.ts'
import type { Catalogue } from '../../i18n/index.ts'
import type { Charts, Course } from '../../services/statement/charts.ts'
import { AccountLocation } from '../queries/account-location.ts'
import type { FilterQuery } from '../queries/filter.ts'
import { chartsUrl } from '../urls.ts'
import type { Viewer } from '../viewer.ts'
import { accountModel } from './account.ts'
import { ageingChart } from './charts/ageing-chart.ts'
import { assessedChart } from './charts/assessed-chart.ts'
import { balanceChart } from './charts/balance-chart.ts'
import { messageOf } from './filter-form.ts'
import { CHART_PERIODS, chartPeriods } from './periods.ts'

export interface ChartsView {
  readonly viewer: Viewer
  readonly charts: Charts
  /** Only its dates are used. */
  readonly query: FilterQuery
  readonly today: PlainDate
  readonly t: Catalogue
}

export function chartsPageModel(view: ChartsView): ChartsPageModel {
  const { viewer, charts, query, today, t } = view
  const { course } = charts
  const problems = problemsOf(view)
  const range = isCourse(course) ? t.range(t.format.date(course.period.from), t.format.date(course.period.to)) : null
  return {
    account: accountModel({
      name: charts.name,
      viewer,
      location: new AccountLocation('pictures', null, query),
      below: false,
      t,
    }),
    action: chartsUrl(viewer.access.voen),
    ...dateFields(view, problems.length > 0),
    problems,
    periods: periodLinks(view),
    range,
    status: isCourse(course)
      ? t.charts.shown(range!, course.months.length)
      : problems.map(({ message }) => message).join(' '),
    course: isCourse(course)
      ? {
          assessed: assessedChart(course.months, course.period, t),
          balances: balanceChart(course.balances, course.period, t),
        }
      : null,
    ageing: charts.debts && ageingChart(charts.debts, today, t),
  }
}

export function isCourse(course: Charts['course']): course is Course {
  return course !== null && typeof course === 'object'
}

function problemsOf({ query, charts: { course }, t }: ChartsView): ProblemModel[] {
  if (typeof course === 'string') return [{ field: 'from', message: t.problems[course] }]
  return query.problems.map(problem => ({ field: problem.field, message: messageOf(problem, t) }))
}

/** Invalid dates stay as typed; otherwise the fields show the period of the charts. */
function dateFields({ query, charts: { course }, t }: ChartsView, hasProblems: boolean): { from: string; to: string } {
  if (hasProblems || !isCourse(course)) return { from: query.typed.from, to: query.typed.to }
  return { from: t.format.typedDate(course.period.from), to: t.format.typedDate(course.period.to) }
}

function periodLinks({ viewer, charts: { course, latest }, query, today, t }: ChartsView): ChartsPageModel['periods'] {
  const periods = chartPeriods(today, latest)
  return CHART_PERIODS.map(name => {
    const { query: dates } = query.with({ from: '', to: '', ...periods[name] })
    return {
      label: t.charts.periods[name],
      href: chartsUrl(viewer.access.voen, dates),
      current: isCourse(course) && dates === query.query,
    }
  })
}
