import { daysIn, type PlainDate } from '../../domain/dates.ts'
import { beginOfMonths, MOST_MONTHS, type Period } from '../../domain/period.ts'

export const PERIODS = ['thisMonth', 'lastMonth', 'thisQuarter', 'thisYear'] as const

/** The calendar periods one click away, as of today. */
export function quickPeriods(today: PlainDate): Record<(typeof PERIODS)[number], Period> {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const quarter = month - ((month - 1) % 3)
  return {
    thisMonth: months(year, month, month),
    lastMonth: month === 1 ? months(year - 1, 12, 12) : months(year, month - 1, month - 1),
    thisQuarter: months(year, quarter, quarter + 2),
    thisYear: months(year, 1, 12),
  }
}

export const PICTURE_PERIODS = ['usual', 'thisQuarter', 'thisYear', 'lastYear', 'longest'] as const

/**
 * The same for pictures; what is left out is as when nothing is chosen.
 * @param latest the day with which pictures end
 */
export function picturePeriods(
  today: PlainDate,
  latest: PlainDate,
): Record<(typeof PICTURE_PERIODS)[number], Partial<Period>> {
  const { thisQuarter, thisYear } = quickPeriods(today)
  const year = Number(today.slice(0, 4))
  return {
    usual: {},
    thisQuarter,
    thisYear,
    lastYear: months(year - 1, 1, 12),
    longest: { from: beginOfMonths(MOST_MONTHS, latest) },
  }
}

function months(year: number, first: number, last: number): Period {
  return { from: day(year, first, 1), to: day(year, last, daysIn(year, last)) }
}

function day(year: number, month: number, date: number): PlainDate {
  const [yyyy, mm, dd] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')]
  return `${yyyy}-${mm}-${dd}` as PlainDate
}
