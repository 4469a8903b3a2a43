import type { PlainDate } from '../../domain/dates.ts'
import { type DayOfTyping, readTypedDate, type TypedDate } from '../../domain/typed/date.ts'
import { DAY_WORDS } from '../../i18n/index.ts'

/** Filters and forms of an account take the same spellings: `1.3` of this year and words such as "yesterday" too. */
export function readFormDate(typed: string, today: PlainDate): TypedDate {
  return readTypedDate(typed, dayOfTyping(today))
}

export function dayOfTyping(today: PlainDate): DayOfTyping {
  return { today, words: DAY_WORDS }
}
