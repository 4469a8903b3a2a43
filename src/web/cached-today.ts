import { type PlainDate, todayInBaku } from '../domain/dates.ts'

const MINUTE_MS = 60_000

/** Asks the time-zone database once a minute only: days begin on whole minutes. */
export function cachedToday(clock: () => Date): () => PlainDate {
  let minute = Number.NaN
  let today: PlainDate
  return () => {
    const now = clock()
    const current = Math.floor(now.getTime() / MINUTE_MS)
    if (current !== minute) {
      today = todayInBaku(now)
      minute = current
    }
    return today
  }
}
