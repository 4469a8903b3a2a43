import { scaleBand } from 'd3-scale'
import type { AssessedChartModel } from '../../../../views/charts/assessed-chart.tsx'
import type { AssessedMonth } from '../../../domain/assessed-months.ts'
import { total } from '../../../domain/money.ts'
import { monthNumber, type Period, wholeMonths } from '../../../domain/period.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { type AmountAxis, amountAxis, rounded } from './axis.ts'
import { monthLabels } from './time-labels.ts'

const HEIGHT = 300
const MAX_NARROW_MONTHS = 24
/** In percent of the chart's width: a single month must not fill the chart. */
const MAX_PAIR_WIDTH = 12
/** In pixels: an amount above zero is always visible. */
const MIN_BAR_HEIGHT = 1

const SERIES = ['assessed', 'paid'] as const

export function assessedChart(months: readonly AssessedMonth[], period: Period, t: Catalogue): AssessedChartModel {
  const highest = months.reduce((one, other) => (other.assessed > one.assessed ? other : one))
  const axis = amountAxis(0n, highest.assessed, HEIGHT, t)
  const timeScale = scaleBand(
    months.map(({ from }) => from),
    [0, 100],
  )
    .paddingInner(0.28)
    .paddingOuter(0.14)
  const sums = { assessed: total(months.map(month => month.assessed)), paid: total(months.map(month => month.paid)) }
  const totals = { assessed: t.format.money(sums.assessed), paid: t.format.money(sums.paid) }
  const width = Math.min(timeScale.bandwidth(), MAX_PAIR_WIDTH)
  const pairScale = scaleBand(SERIES, [-width / 2, width / 2]).paddingInner(0.12)
  const centre = (month: AssessedMonth) => timeScale(month.from)! + timeScale.bandwidth() / 2
  const bars = (series: (typeof SERIES)[number]) =>
    months.flatMap(month => {
      if (month[series] === 0n) return []
      const x = centre(month) + pairScale(series)!
      return [{ x: rounded(x), width: rounded(pairScale.bandwidth()), ...barOf(month[series], axis) }]
    })
  return {
    text: {
      title: t.charts.monthsTitle(t.range(t.format.date(period.from), t.format.date(period.to))),
      description: t.charts.monthsDescription(totals.assessed, totals.paid, {
        month: t.month(highest.from),
        amount: t.format.money(highest.assessed),
      }),
    },
    height: HEIGHT,
    axis: axis.model,
    labels: monthLabels(months.map(month => ({ day: month.from, x: rounded(centre(month)) }))),
    legend: { assessed: t.charts.assessedKey(totals.assessed), paid: t.charts.paidKey(totals.paid) },
    assessed: bars('assessed'),
    paid: bars('paid'),
    long: months.length > MAX_NARROW_MONTHS,
    rows: months.map(month => ({
      month: t.month(month.from),
      days: isWhole(month) ? null : t.range(t.format.date(month.from), t.format.date(month.to)),
      assessed: t.format.amount(month.assessed),
      paid: t.format.amount(month.paid),
    })),
    total: { assessed: t.format.amount(sums.assessed), paid: t.format.amount(sums.paid) },
    empty: sums.assessed === 0n,
  }
}

function barOf(amount: bigint, { position }: AmountAxis): { y: number; height: number } {
  const height = Math.max(rounded(position(0n) - position(amount)), MIN_BAR_HEIGHT)
  return { y: rounded(position(0n) - height), height }
}

function isWhole({ from, to }: Period): boolean {
  const month = wholeMonths(monthNumber(from))
  return from === month.from && to === month.to
}
