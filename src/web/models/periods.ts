import type { PlainDate } from '../../domain/dates.ts'
import { beginOfMonths, MAX_MONTHS, monthNumber, type Period, wholeMonths } from '../../domain/period.ts'

export const PERIODS = ['thisMonth', 'lastMonth', 'thisQuarter', 'thisYear'] as const

export function quickPeriods(today: PlainDate): Record<(typeof PERIODS)[number], Period> {
  const month = monthNumber(today)
  const [quarter, year] = [month - (month % 3), month - (month % 12)]
  return {
    thisMonth: wholeMonths(month),
    lastMonth: wholeMonths(month - 1),
    thisQuarter: wholeMonths(quarter, quarter + 2),
    thisYear: wholeMonths(year, year + 11),
  }
}

export const CHART_PERIODS = ['default', 'thisQuarter', 'thisYear', 'lastYear', 'maximum'] as const

/** A missing bound has its default: twelve months until the latest day. */
export function chartPeriods(
  today: PlainDate,
  latest: PlainDate,
): Record<(typeof CHART_PERIODS)[number], Partial<Period>> {
  const { thisQuarter, thisYear } = quickPeriods(today)
  const year = monthNumber(thisYear.from)
  return {
    default: {},
    thisQuarter,
    thisYear,
    lastYear: wholeMonths(year - 12, year - 1),
    maximum: { from: beginOfMonths(MAX_MONTHS, latest) },
  }
}
