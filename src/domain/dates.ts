declare const form: unique symbol

/** A calendar date `YYYY-MM-DD`. Such dates sort as text. */
export type PlainDate = string & { readonly [form]: 'date' }

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/i
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const FIRST_INSTANT_MS = Date.parse('0001-01-01T00:00Z')

/** @returns null unless the text is a real day of the Gregorian calendar, years 0001–9999 */
export function parsePlainDate(text: string): PlainDate | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (!year || year === '0000') return null
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month)) ? (text as PlainDate) : null
}

/** Days of a month (1–12); 0 for any other month number. */
export function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/**
 * Parses an RFC 3339 instant with an offset or Z, fractions allowed. Second `60` is valid only at the end of a UTC day,
 * where leap seconds occur.
 * @returns milliseconds since 1970, fractions of a millisecond dropped; null when the text is not such an instant
 */
export function parseInstant(text: string): number | null {
  const [, date = '', hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] =
    INSTANT.exec(text) ?? []
  if (!parsePlainDate(date)) return null
  const leap = second === '60'
  if (Number(hour) > 23 || Number(minute) > 59 || (Number(second) > 59 && !leap)) return null
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  const wholeSeconds = Date.parse(`${date}T${hour}:${minute}:${leap ? '59' : second}Z`) - offsetMinutes * MINUTE_MS
  if (leap && new Date(wholeSeconds).toISOString().slice(11, 19) !== '23:59:59') return null
  return wholeSeconds + (leap ? 999 : Number(fraction.slice(1, 4).padEnd(3, '0')))
}

const inBaku = new Intl.DateTimeFormat('en', {
  timeZone: 'Asia/Baku',
  timeZoneName: 'longOffset',
})
const OFFSET = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/

const QUARTER_MS = 900_000
const MAX_KNOWN_OFFSETS = 1000
const knownOffsets_ms = new Map<number, number>()

/** Every page asks for that of now, and of the end of its session. Since 1970 it has changed at full quarters of an hour only. */
function bakuOffset_ms(instant_ms: number): number {
  if (instant_ms < 0) return findBakuOffset_ms(instant_ms)
  const quarter = Math.floor(instant_ms / QUARTER_MS)
  const known_ms = knownOffsets_ms.get(quarter)
  if (known_ms !== undefined) return known_ms
  const found_ms = findBakuOffset_ms(instant_ms)
  if (knownOffsets_ms.size === MAX_KNOWN_OFFSETS) knownOffsets_ms.clear()
  knownOffsets_ms.set(quarter, found_ms)
  return found_ms
}

function findBakuOffset_ms(instant_ms: number): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = OFFSET.exec(inBaku.format(instant_ms)) ?? []
  const offset_ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -offset_ms : offset_ms
}

/** The date in Asia/Baku at an instant, by the time-zone database; null before the year 0001. */
export function bakuDate(instant_ms: number): PlainDate | null {
  const shifted = new Date(instant_ms + bakuOffset_ms(instant_ms)).toISOString()
  return parsePlainDate(shifted.slice(0, shifted.indexOf('T')))
}

/** The time of day in Asia/Baku at an instant, `14:35`. */
export function bakuTime(instant_ms: number): string {
  const shifted = new Date(instant_ms + bakuOffset_ms(instant_ms)).toISOString()
  return shifted.slice(shifted.indexOf('T') + 1).slice(0, 'HH:MM'.length)
}

export function todayInBaku(now: Date): PlainDate {
  const today = bakuDate(now.getTime())
  if (!today) throw new RangeError(`The clock shows no calendar date: ${now}`)
  return today
}

/** The instant at which a day begins in Baku. For 0001-01-01 it is the first representable instant. */
export function startInBaku(day: PlainDate): Date {
  return midnightInBaku(midnight_ms(day))
}

/** The first instant after a day in Baku. */
export function endInBaku(day: PlainDate): Date {
  return midnightInBaku(midnight_ms(day) + DAY_MS)
}

/** @param utc_ms midnight of the same day in UTC */
function midnightInBaku(utc_ms: number): Date {
  const nearly_ms = utc_ms - bakuOffset_ms(utc_ms)
  return new Date(Math.max(utc_ms - bakuOffset_ms(nearly_ms), FIRST_INSTANT_MS))
}

export function later(left: PlainDate, right: PlainDate | null): PlainDate {
  return right !== null && right > left ? right : left
}

export function earlier(left: PlainDate, right: PlainDate | null): PlainDate {
  return right !== null && right < left ? right : left
}

/**
 * @param days may be negative
 * @throws {RangeError} for a result before the year 0001 or after 9999
 */
export function addDays(day: PlainDate, days: number): PlainDate {
  const date = parsePlainDate(new Date(midnight_ms(day) + days * DAY_MS).toISOString().slice(0, 10))
  if (!date) throw new RangeError(`No calendar date is ${days} days from ${day}`)
  return date
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (midnight_ms(to) - midnight_ms(from)) / DAY_MS
}

function midnight_ms(day: PlainDate): number {
  return Date.parse(`${day}T00:00Z`)
}
