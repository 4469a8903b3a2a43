/** Periods of charts, and their months and days. */
import { addDays, daysBetween, daysIn, type PlainDate } from './dates.ts'

/** Both days are included. */
export interface Period {
  readonly from: PlainDate
  readonly to: PlainDate
}

/** A chart with more months is unreadable. */
export const MAX_MONTHS = 60

export type PeriodProblem = 'range-too-long' | 'from-in-future'

/** Calendar months shown by default. */
const DEFAULT_MONTHS = 12

/**
 * Completes the period that the user chose for charts. It ends on `latest` at most. Without a start it covers twelve
 * calendar months.
 * @param latest the last day on which anything can have been booked
 */
export function chosenPeriod(
  chosen: { readonly from: PlainDate | null; readonly to: PlainDate | null },
  latest: PlainDate,
): Period | PeriodProblem {
  const to = chosen.to !== null && chosen.to < latest ? chosen.to : latest
  const from = chosen.from ?? beginOfMonths(DEFAULT_MONTHS, to)
  if (from > to) return 'from-in-future'
  return monthNumber(to) - monthNumber(from) < MAX_MONTHS ? { from, to } : 'range-too-long'
}

/** The first day of `count` calendar months, the last of which contains `last`. */
export function beginOfMonths(count: number, last: PlainDate): PlainDate {
  return wholeMonths(Math.max(monthNumber(last) - count + 1, FIRST_MONTH)).from
}

/** The calendar year of a day. */
export function yearOf(day: PlainDate): Period {
  const year = monthNumber(day) - (monthNumber(day) % 12)
  return wholeMonths(year, year + 11)
}

/** The calendar months of a period; the first and the last may be partial. */
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

/** Chooses day, week or month so that chart and table stay readable. */
export function grainOf(period: Period): Grain {
  if (daysBetween(period.from, period.to) < MAX_BY_DAY) return 'day'
  return monthNumber(period.to) - monthNumber(period.from) < MAX_MONTHS_BY_WEEK ? 'week' : 'month'
}

/** The days whose closing balances are shown: the first, those of the grain, and the last. */
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

/** Numbers months across years: each January is a multiple of twelve. */
export function monthNumber(day: PlainDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
}

/** A period of whole calendar months, given by number. */
export function wholeMonths(first: number, last = first): Period {
  return { from: `${toIsoMonth(first)}-01` as PlainDate, to: `${toIsoMonth(last)}-${daysOf(last)}` as PlainDate }
}

/** `2026-03`. */
function toIsoMonth(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
}

function daysOf(month: number): number {
  return daysIn(Math.floor(month / 12), (month % 12) + 1)
}
