import type { TimeLabel } from '../../../../views/charts/chart.tsx'
import { daysBetween, type PlainDate } from '../../../domain/dates.ts'
import { grainOf, monthsOf, type Period } from '../../../domain/period.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { rounded } from './axis.ts'

/** The start of a month or day on the time axis; `x` in percent of the width. */
interface TimePosition {
  readonly day: PlainDate
  readonly x: number
}

/** A label in the second line needs this much of the width before the next one. */
const [YEAR_SHARE, MONTH_SHARE] = [16, 34]
/** A label to the right of this would overlap the edge. */
const RIGHT_EDGE = 98

/**
 * Month numbers, with the year below the first month of each. Long periods skip months so that the labels fit a narrow
 * page.
 */
export function monthLabels(places: readonly TimePosition[]): TimeLabel[] {
  const step = places.length <= 12 ? 1 : places.length <= 36 ? 3 : 6
  const shown = places.filter(({ day, x }) => (monthOf(day) - 1) % step === 0 && x < RIGHT_EDGE)
  return labelled(
    shown,
    ({ day }) => String(monthOf(day)),
    day => day.slice(0, 4),
    YEAR_SHARE,
  )
}

/** Labels for the days of a period. */
export function dayLabels(period: Period, place: (day: PlainDate) => number, t: Catalogue): TimeLabel[] {
  const at = (day: PlainDate) => ({ day, x: rounded(place(day)) })
  if (grainOf(period) !== 'day') {
    const whole = monthsOf(period).filter(({ from }) => from.endsWith('-01'))
    return monthLabels(whole.map(({ from }) => at(from)))
  }
  const numbers = daysBetween(period.from, period.to) < 31 ? SOME_DAYS : FEW_DAYS
  const days = monthsOf(period).flatMap(({ from, to }) => {
    const month = from.slice(0, 8)
    return numbers.map(number => `${month}${number}` as PlainDate).filter(day => day >= from && day <= to)
  })
  const shown = (days.length === 0 ? [period.from] : days).map(at).filter(({ x }) => x < RIGHT_EDGE)
  return labelled(shown, ({ day }) => String(Number(day.slice(8))), t.month, MONTH_SHARE)
}

const SOME_DAYS = ['01', '05', '10', '15', '20', '25']
const FEW_DAYS = ['01', '10', '20']

/**
 * `underOf` gives the label in the second line. It is shown once, below the first of the positions that share it, if
 * there is room.
 */
function labelled(
  places: readonly TimePosition[],
  textOf: (place: TimePosition) => string,
  underOf: (day: PlainDate) => string,
  room: number,
): TimeLabel[] {
  return places.map((place, index) => {
    const under = underOf(place.day)
    const begins = index === 0 || underOf(places[index - 1]!.day) !== under
    const next = places.find(({ day, x }) => x > place.x && underOf(day) !== under)
    return { x: place.x, text: textOf(place), under: begins && (!next || next.x - place.x >= room) ? under : null }
  })
}

function monthOf(day: PlainDate): number {
  return Number(day.slice(5, 7))
}
