/** How dates, amounts and counts are written for people. Made by hand: `Intl` costs ten times as much a cell. */
import { bakuDate, type PlainDate } from '../domain/dates.ts'
import type { Qepik } from '../domain/money.ts'

/** `2026-03-01` → `01.03.2026`. */
export function formatDate(date: PlainDate): string {
  return `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`
}

const bakuTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Baku', hour: '2-digit', minute: '2-digit' })

/** An instant as the time of day in Baku, `14:35`. */
export function formatTime(instant: Date): string {
  return bakuTime.format(instant)
}

/** An instant as date and time of day in Baku, `01.03.2026 14:35`. */
export function formatInstant(instant: Date): string {
  const date = bakuDate(instant.getTime())
  return date === null ? formatTime(instant) : `${formatDate(date)} ${formatTime(instant)}`
}

/** 123450 qəpik → `1.234,50`. */
export function formatAmount(amount: Qepik | bigint): string {
  const digits = amount.toString()
  if (digits.length < 3) return digits.length === 1 ? `0,0${digits}` : `0,${digits}`
  const whole = digits.length - 2
  return `${grouped(digits.slice(0, whole))},${digits.slice(whole)}`
}

/** 123450 qəpik → `1.234,50 AZN`, which never breaks before the unit. (The sign ₼ is missing in common fonts.) */
export function formatMoney(amount: Qepik | bigint): string {
  return `${formatAmount(amount)}\u00a0AZN`
}

/** 486783 → `486.783`. */
export function formatCount(count: number): string {
  return grouped(count.toString())
}

function grouped(digits: string): string {
  if (digits.length <= 3) return digits
  const head = digits.length % 3
  let text = digits.slice(0, head)
  for (let index = head; index < digits.length; index += 3) {
    text += (text === '' ? '' : '.') + digits.slice(index, index + 3)
  }
  return text
}
