import { type PlainDate, parsePlainDate } from '../dates.ts'

export type DateProblemCode = 'date-malformed' | 'date-unreal'

/** The date that the text means, or its problem. Empty text has neither. */
export interface TypedDate {
  readonly date: PlainDate | null
  readonly problem: DateProblemCode | null
}

/** Accepts `1.3.26`, `01.03.2026` and `2026-03-01`. */
export function readTypedDate(typed: string): TypedDate {
  if (typed === '') return { date: null, problem: null }
  const iso = isoSpelling(typed)
  const date = iso === null ? null : parsePlainDate(iso)
  if (date !== null) return { date, problem: null }
  return { date, problem: iso === null ? 'date-malformed' : 'date-unreal' }
}

const ISO = /^\d{4}-\d{2}-\d{2}$/
const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/

/** @returns null when the text has no form of a date */
function isoSpelling(typed: string): string | null {
  if (ISO.test(typed)) return typed
  const [, day, month, year] = DAY_FIRST.exec(typed) ?? []
  if (!day || !month || !year) return null
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
