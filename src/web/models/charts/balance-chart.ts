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
/** Width of the coordinate system of the shapes: one unit is a thousandth of the chart's width. */
const SHEET = 1000
const TENTHS = 10

/**
 * The advance goes up from the zero line and the debt goes down: both are positive, and rarely present at the same
 * time. A day's closing balance holds until the next one listed.
 */
export function balanceChart(balances: readonly Balance[], period: Period, t: Catalogue): BalanceChartModel {
  const max = (side: 'debt' | 'advance') =>
    balances.reduce((highest, balance) => (balance[side] > highest[side] ? balance : highest))
  const [mostDebt, mostAdvance] = [max('debt'), max('advance')]
  const axis = amountAxis(-mostDebt.debt, mostAdvance.advance, HEIGHT, t)
  const across = scaleLinear([0, daysBetween(period.from, period.to) + 1], [0, SHEET])
  const place = (day: PlainDate) => across(daysBetween(period.from, day))
  const last = balances.at(-1)!
  const shape = (amountOf: (balance: Balance) => bigint) => {
    const steps = line<Balance>()
      .x(({ day }) => place(day))
      .y(balance => axis.place(amountOf(balance)))
      .curve(curveStepAfter)
      .digits(1)
    // The last day gets the same width as the others.
    return `${steps([...balances, { ...last, day: addDays(last.day, 1) }])}V${axis.place(0n)}H0Z`
  }
  const highest = (balance: Balance, side: 'debt' | 'advance') => ({
    day: t.format.date(balance.day),
    amount: t.format.money(balance[side]),
  })
  return {
    lead: t.charts.balancesLead[grainOf(period)],
    words: {
      title: t.charts.balancesTitle(t.range(t.format.date(period.from), t.format.date(period.to))),
      description: t.charts.balancesDescription(highest(mostDebt, 'debt'), highest(mostAdvance, 'advance')),
    },
    height: HEIGHT,
    axis: axis.model,
    labels: dayLabels(period, day => place(day) / TENTHS, t),
    sheet: SHEET,
    advance: shape(balance => balance.advance),
    debt: shape(balance => -balance.debt),
    legend: {
      advance: t.charts.advanceKey(t.format.date(last.day), t.format.money(last.advance)),
      debt: t.charts.debtKey(t.format.date(last.day), t.format.money(last.debt)),
    },
    rows: balances.map(({ day, debt, advance }) => ({
      day: t.format.date(day),
      debt: t.format.amount(debt),
      advance: t.format.amount(advance),
    })),
    empty: mostDebt.debt === 0n && mostAdvance.advance === 0n,
  }
}
