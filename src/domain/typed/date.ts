import { addDays, type PlainDate, parsePlainDate } from '../dates.ts'
import { foldText } from './fold.ts'

export type DateProblemCode = 'date-malformed' | 'date-unreal'

/** The date that the text means, or its problem. Empty text has neither. */
export interface TypedDate {
  readonly date: PlainDate | null
  readonly problem: DateProblemCode | null
}

/** What a date without a year, and words such as "yesterday", are counted from. */
export interface DayOfTyping {
  readonly today: PlainDate
  /** Words for a day, and how many days it lies after today. */
  readonly words: ReadonlyMap<string, number>
}

/**
 * Accepts `1.3.26`, `01.03.2026`, `2026-03-01`, `2026.03.01` and `01032026`.
 * @param day accepts `1.3` of its year and its words too; null where nobody types today
 */
export function readTypedDate(typed: string, day: DayOfTyping | null = null): TypedDate {
  if (typed === '') return { date: null, problem: null }
  const iso = isoSpelling(typed, day?.today.slice(0, 4))
  if (iso !== null) {
    const date = parsePlainDate(iso)
    return { date, problem: date === null ? 'date-unreal' : null }
  }
  const days = day?.words.get(foldText(typed))
  if (!day || days === undefined) return { date: null, problem: 'date-malformed' }
  return { date: addDays(day.today, days), problem: null }
}

const YEAR_FIRST = /^(\d{4})([-./])(\d{2})\2(\d{2})$/
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/
const DIGITS = /^(\d{2})(\d{2})(\d{4})$/
const WITHOUT_YEAR = /^(\d{1,2})[./-](\d{1,2})\.?$/

/** @returns null when the text has no form of a date */
function isoSpelling(typed: string, thisYear: string | undefined): string | null {
  const yearFirst = YEAR_FIRST.exec(typed)
  if (yearFirst) return `${yearFirst[1]}-${yearFirst[3]}-${yearFirst[4]}`
  const [, day, month, year] = DAY_FIRST.exec(typed) ?? DIGITS.exec(typed) ?? ofThisYear(typed, thisYear)
  if (!day || !month || !year) return null
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function ofThisYear(typed: string, thisYear: string | undefined): readonly (string | undefined)[] {
  return thisYear === undefined ? [] : [...(WITHOUT_YEAR.exec(typed) ?? []), thisYear]
}
