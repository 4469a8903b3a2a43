/** How dates, amounts and counts are written for people. Made by hand: `Intl` costs ten times as much a cell. */
import { bakuDate, type PlainDate } from '../domain/dates.ts'
import { manat, type Qepik } from '../domain/money.ts'

type DateWriter = (year: string, month: string, day: string) => string

/** What differs from language to language in the writing of figures. */
export interface FigureStyle {
  /** Stands between groups of three digits. */
  readonly group: string
  /** Stands before the qəpik. */
  readonly decimal: string
  /** A date to read. */
  readonly date: DateWriter
  /** One that stands in a field, where it is typed over. */
  readonly typedDate: DateWriter
}

/** The figures of one language. */
export interface Format {
  /** Stands before the qəpik. */
  readonly decimal: string
  /** `2026-03-01` → `01.03.2026`. */
  date(date: PlainDate): string
  /** The same as it stands in a field. */
  typedDate(date: PlainDate): string
  /** An instant as the time of day in Baku, `14:35`. */
  time(instant: Date): string
  /** An instant as date and time of day in Baku, `01.03.2026 14:35`. */
  instant(instant: Date): string
  /** 123450 qəpik → `1.234,50`. */
  amount(amount: Qepik | bigint): string
  /** 123450 qəpik → `1.234,50 AZN`, which never breaks before the unit. (The sign ₼ is missing in common fonts.) */
  money(amount: Qepik | bigint): string
  /** An amount in units of 10^digits manat, with no more decimals than it has: 150000000 qəpik in thousands → `1.500`. */
  scaled(amount: Qepik | bigint, digits: number): string
  /** 123450 qəpik → `1234,50`: without groups, as it is typed. */
  typedAmount(amount: Qepik | bigint): string
  /** 486783 → `486.783`. */
  count(count: number): string
}

const bakuTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Baku', hour: '2-digit', minute: '2-digit' })

/** Writes figures in a language's style. */
export function formatOf({ group, decimal, ...style }: FigureStyle): Format {
  const written = (write: DateWriter) => (date: PlainDate) => write(date.slice(0, 4), date.slice(5, 7), date.slice(8))
  const date = written(style.date)
  const time = (instant: Date) => bakuTime.format(instant)
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
