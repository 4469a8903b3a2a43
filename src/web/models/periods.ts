import { daysIn, type PlainDate } from '../../domain/dates.ts'

export interface Period {
  readonly from: PlainDate
  readonly to: PlainDate
}

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

function months(year: number, first: number, last: number): Period {
  return { from: day(year, first, 1), to: day(year, last, daysIn(year, last)) }
}

function day(year: number, month: number, date: number): PlainDate {
  const [yyyy, mm, dd] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(date).padStart(2, '0')]
  return `${yyyy}-${mm}-${dd}` as PlainDate
}
