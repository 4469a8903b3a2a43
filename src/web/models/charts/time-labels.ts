import type { TimeLabel } from '../../../../views/charts/chart.tsx'
import { daysBetween, type PlainDate } from '../../../domain/dates.ts'
import { grainOf, monthsOf, type Period } from '../../../domain/period.ts'
import type { Catalogue } from '../../../i18n/index.ts'
import { rounded } from './axis.ts'

/** A place where something begins: a month or a day, in hundredths of the width. */
interface TimePosition {
  readonly day: PlainDate
  readonly x: number
}

/** A label below the first needs so much of the width before the next. */
const [YEAR_SHARE, MONTH_SHARE] = [16, 34]
/** A label nearer than this to the right edge would stand over it. */
const RIGHT_EDGE = 98

/** Numbers of months, with the year below its January: so many that they stand side by side on a narrow page. */
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

/** Labels along the days of a period. */
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

/** What `underOf` says stands once, below the first of those of which it says the same, where there is room for it. */
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
