/** Writes dates, amounts and counts for people. Made by hand: `Intl` costs ten times as much per cell. */
import { bakuDate, bakuTime, type PlainDate } from '../domain/dates.ts'
import { manat, type Qepik } from '../domain/money.ts'

type DateWriter = (year: string, month: string, day: string) => string

export interface FigureStyle {
  /** The separator between groups of three digits. */
  readonly group: string
  readonly decimal: string
  readonly date: DateWriter
  readonly typedDate: DateWriter
}

export interface Format {
  readonly decimal: string
  /** `2026-03-01` → `01.03.2026`. */
  date(date: PlainDate): string
  /** A date in a form field. */
  typedDate(date: PlainDate): string
  /** The time of day in Baku, `14:35`. */
  time(instant: Date): string
  /** Date and time of day in Baku, `01.03.2026 14:35`. */
  instant(instant: Date): string
  /** 123450 qəpik → `1.234,50`. */
  amount(amount: Qepik | bigint): string
  /** 123450 qəpik → `1.234,50 AZN`, with a no-break space. (Common fonts lack the sign ₼.) */
  money(amount: Qepik | bigint): string
  /** An amount in units of 10^digits manat, without trailing zeros: 150000000 qəpik in thousands → `1.500`. */
  scaled(amount: Qepik | bigint, digits: number): string
  /** 123450 qəpik → `1234,50`: without groups, as in a form field. */
  typedAmount(amount: Qepik | bigint): string
  /** 486783 → `486.783`. */
  count(count: number): string
}

export function formatOf({ group, decimal, ...style }: FigureStyle): Format {
  const written = (write: DateWriter) => (date: PlainDate) => write(date.slice(0, 4), date.slice(5, 7), date.slice(8))
  const date = written(style.date)
  const time = (instant: Date) => bakuTime(instant.getTime())
  const amount = (amount: Qepik | bigint) => {
    const digits = amount.toString()
    if (digits.length < 3) return `0${decimal}${digits.padStart(2, '0')}`
    const whole = digits.length - 2
    return `${grouped(digits.slice(0, whole), group)}${decimal}${digits.slice(whole)}`
  }
  return {
    decimal,
    date,
    typedDate: written(style.typedDate),
    time,
    instant: instant => {
      const day = bakuDate(instant.getTime())
      return day === null ? time(instant) : `${date(day)} ${time(instant)}`
    },
    amount,
    typedAmount: sum => manat(sum).replace('.', decimal),
    money: sum => `${amount(sum)}\u00a0AZN`,
    scaled: (amount, shift) => {
      const digits = amount.toString().padStart(shift + 3, '0')
      const whole = digits.length - shift - 2
      const fraction = digits.slice(whole).replace(/0+$/, '')
      return grouped(digits.slice(0, whole), group) + (fraction && decimal + fraction)
    },
    count: count => grouped(count.toString(), group),
  }
}

function grouped(digits: string, group: string): string {
  if (digits.length <= 3) return digits
  const head = digits.length % 3
  let text = digits.slice(0, head)
  for (let index = head; index < digits.length; index += 3) {
    text += (text === '' ? '' : group) + digits.slice(index, index + 3)
  }
  return text
}
