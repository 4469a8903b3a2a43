import type { TimeLabel } from '../../../../views/charts/chart.tsx'
import { daysBetween, type PlainDate } from '../../../domain/dates.ts'
import { grainOf, monthsOf, type Period } from '../../../domain/period.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { rounded } from './axis.ts'

/** `x` in percent of the width. */
interface TimePosition {
  readonly day: PlainDate
  readonly x: number
}

/** A label in the second line needs this much of the width before the next one. */
const [MIN_YEAR_WIDTH, MIN_MONTH_WIDTH] = [16, 34]
/** A label to the right of this would overlap the edge. */
const RIGHT_EDGE = 98

/** Month numbers, with the year below the first month of each. Long periods skip months to fit a narrow page. */
export function monthLabels(positions: readonly TimePosition[]): TimeLabel[] {
  const step = positions.length <= 12 ? 1 : positions.length <= 36 ? 3 : 6
  const visible = positions.filter(({ day, x }) => (monthOf(day) - 1) % step === 0 && x < RIGHT_EDGE)
  return toLabels(
    visible,
    ({ day }) => String(monthOf(day)),
    day => day.slice(0, 4),
    MIN_YEAR_WIDTH,
  )
}

export function dayLabels(period: Period, position: (day: PlainDate) => number, t: Catalogue): TimeLabel[] {
  const at = (day: PlainDate) => ({ day, x: rounded(position(day)) })
  if (grainOf(period) !== 'day') {
    const whole = monthsOf(period).filter(({ from }) => from.endsWith('-01'))
    return monthLabels(whole.map(({ from }) => at(from)))
  }
  const numbers = daysBetween(period.from, period.to) < 31 ? MANY_DAYS : FEW_DAYS
  const days = monthsOf(period).flatMap(({ from, to }) => {
    const month = from.slice(0, 8)
    return numbers.map(number => `${month}${number}` as PlainDate).filter(day => day >= from && day <= to)
  })
  const visible = (days.length === 0 ? [period.from] : days).map(at).filter(({ x }) => x < RIGHT_EDGE)
  return toLabels(visible, ({ day }) => String(Number(day.slice(8))), t.month, MIN_MONTH_WIDTH)
}

const MANY_DAYS = ['01', '05', '10', '15', '20', '25']
const FEW_DAYS = ['01', '10', '20']

/** `secondLineOf` gives a label that is shown below the first position that has it, if there is room. */
function toLabels(
  positions: readonly TimePosition[],
  textOf: (position: TimePosition) => string,
  secondLineOf: (day: PlainDate) => string,
  minWidth: number,
): TimeLabel[] {
  return positions.map((position, index) => {
    const secondLine = secondLineOf(position.day)
    const isFirst = index === 0 || secondLineOf(positions[index - 1]!.day) !== secondLine
    const next = positions.find(({ day, x }) => x > position.x && secondLineOf(day) !== secondLine)
    return {
      x: position.x,
      text: textOf(position),
      secondLine: isFirst && (!next || next.x - position.x >= minWidth) ? secondLine : null,
    }
  })
}

function monthOf(day: PlainDate): number {
  return Number(day.slice(5, 7))
}
