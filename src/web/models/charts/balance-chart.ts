import { scaleLinear } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'
import type { BalanceChartModel } from '../../../../views/charts/balance-chart.tsx'
import type { Balance } from '../../../domain/balance-history.ts'
import { addDays, daysBetween, type PlainDate } from '../../../domain/dates.ts'
import { grainOf, type Period } from '../../../domain/period.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { amountAxis } from './axis.ts'
import { dayLabels } from './time-labels.ts'

const HEIGHT = 240
const SHAPE_WIDTH = 1000
const UNITS_PER_PERCENT = 10

/**
 * The advance goes up from the zero line and the debt down: both are positive, and rarely present at the same time.
 */
export function balanceChart(balances: readonly Balance[], period: Period, t: Catalogue): BalanceChartModel {
  const max = (side: 'debt' | 'advance') =>
    balances.reduce((highest, balance) => (balance[side] > highest[side] ? balance : highest))
  const [maxDebt, maxAdvance] = [max('debt'), max('advance')]
  const axis = amountAxis(-maxDebt.debt, maxAdvance.advance, HEIGHT, t)
  const timeScale = scaleLinear([0, daysBetween(period.from, period.to) + 1], [0, SHAPE_WIDTH])
  const position = (day: PlainDate) => timeScale(daysBetween(period.from, day))
  const last = balances.at(-1)!
  const shapeOf = (amountOf: (balance: Balance) => bigint) => {
    const steps = line<Balance>()
      .x(({ day }) => position(day))
      .y(balance => axis.position(amountOf(balance)))
      .curve(curveStepAfter)
      .digits(1)
    // The last day gets the same width as the others.
    return `${steps([...balances, { ...last, day: addDays(last.day, 1) }])}V${axis.position(0n)}H0Z`
  }
  const peak = (balance: Balance, side: 'debt' | 'advance') => ({
    day: t.format.date(balance.day),
    amount: t.format.money(balance[side]),
  })
  return {
    lead: t.charts.balancesLead[grainOf(period)],
    text: {
      title: t.charts.balancesTitle(t.range(t.format.date(period.from), t.format.date(period.to))),
      description: t.charts.balancesDescription(peak(maxDebt, 'debt'), peak(maxAdvance, 'advance')),
    },
    height: HEIGHT,
    axis: axis.model,
    labels: dayLabels(period, day => position(day) / UNITS_PER_PERCENT, t),
    shapeWidth: SHAPE_WIDTH,
    advance: shapeOf(balance => balance.advance),
    debt: shapeOf(balance => -balance.debt),
    legend: {
      advance: t.charts.advanceKey(t.format.date(last.day), t.format.money(last.advance)),
      debt: t.charts.debtKey(t.format.date(last.day), t.format.money(last.debt)),
    },
    rows: balances.map(({ day, debt, advance }) => ({
      day: t.format.date(day),
      debt: t.format.amount(debt),
      advance: t.format.amount(advance),
    })),
    empty: maxDebt.debt === 0n && maxAdvance.advance === 0n,
  }
}
