/** Periods that a person looks at, month by month and day by day. */
import { addDays, daysBetween, daysIn, type PlainDate } from './dates.ts'

/** From a day to a day, both of which are part of it. */
export interface Period {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** More months than this make no chart that can be read. */
export const MAX_MONTHS = 60

export type PeriodProblem = 'range-too-long' | 'from-in-future'

/** How many calendar months there are when nothing is chosen. */
const USUAL_MONTHS = 12

/**
 * The period a person means charts to be of. It ends no later than `latest`; what is left open ends there, and begins with the first day
 * of the month that makes it twelve calendar months.
 * @param latest the last day on which anything can have been booked
 */
export function chosenPeriod(
  chosen: { readonly from: PlainDate | null; readonly to: PlainDate | null },
  latest: PlainDate,
): Period | PeriodProblem {
  const to = chosen.to !== null && chosen.to < latest ? chosen.to : latest
  const from = chosen.from ?? beginOfMonths(USUAL_MONTHS, to)
  if (from > to) return 'from-in-future'
  return monthNumber(to) - monthNumber(from) < MAX_MONTHS ? { from, to } : 'range-too-long'
}

/** The day on which so many calendar months begin, the last of them that of a day. */
export function beginOfMonths(count: number, last: PlainDate): PlainDate {
  return wholeMonths(Math.max(monthNumber(last) - count + 1, FIRST_MONTH)).from
}

/** Its calendar months, the first and the last cut off where it begins and ends. */
export function monthsOf({ from, to }: Period): Period[] {
  const first = monthNumber(from)
  return Array.from({ length: monthNumber(to) - first + 1 }, (_, index) => {
    const month = wholeMonths(first + index)
    return { from: month.from < from ? from : month.from, to: month.to > to ? to : month.to }
  })
}

export type Grain = 'day' | 'week' | 'month'

const MAX_BY_DAY = 62
const MAX_MONTHS_BY_WEEK = 14

/** How closely its days are looked at: so that there are no more than a chart and its table can tell. */
export function grainOf(period: Period): Grain {
  if (daysBetween(period.from, period.to) < MAX_BY_DAY) return 'day'
  return monthNumber(period.to) - monthNumber(period.from) < MAX_MONTHS_BY_WEEK ? 'week' : 'month'
}

/** The days after which its balances are told: its first, every one, or the last of each week or month, and its last. */
export function daysToTell(period: Period): PlainDate[] {
  const { from, to } = period
  const grain = grainOf(period)
  if (grain === 'month') return [...new Set([from, ...monthsOf(period).map(month => month.to)])]
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
  return grain === 'day' ? days : days.filter(day => day === from || day === to || isSunday(day))
}

/** A Monday. */
const FIRST_DAY = '0001-01-01' as PlainDate
const FIRST_MONTH = monthNumber(FIRST_DAY)

function isSunday(day: PlainDate): boolean {
  return daysBetween(FIRST_DAY, day) % 7 === 6
}

/** Months are counted through the years: each January is a multiple of twelve. */
export function monthNumber(day: PlainDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** Whole calendar months, by their numbers. */
export function wholeMonths(first: number, last = first): Period {
  return { from: `${written(first)}-01` as PlainDate, to: `${written(last)}-${daysOf(last)}` as PlainDate }
}

/** `2026-03`. */
function written(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
}

function daysOf(month: number): number {
  return daysIn(Math.floor(month / 12), (month % 12) + 1)
}
