/** Late interest (R10): worked out for charges that were paid late, never booked. */
import { Decimal } from 'decimal.js'
import type { Charge } from './charge.ts'
import { addDays, daysBetween, earlier, type PlainDate, parsePlainDate } from './dates.ts'
import { isCustomsFund } from './fund.ts'
import { type Qepik, subtract } from './money.ts'

/** From a day on, a percentage of the principal for each day. */
export interface InterestRate {
  readonly from: PlainDate
  /** As it is configured, such as `0.1`. */
  readonly percent: string
}

export interface InterestTerms {
  /** In the order of their days. Days before the first bear no interest. */
  readonly rates: readonly InterestRate[]
  /** Interest is counted on so many days after the due date at most. */
  readonly maxDays: number
}

/** A part of a charge from which interest is not counted any more. */
export interface Payment {
  /** Interest ends with this day. */
  readonly valueDate: PlainDate
  readonly amount: Qepik
}

/** Days with one principal and one rate; `from` and `to` are counted. */
export interface InterestLine<Part extends Payment = Payment> {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly days: number
  readonly principal: Qepik
  readonly percent: string
  /** In manat, all its digits. */
  readonly exact: string
  /** In qəpik, rounded half up. */
  readonly interest: bigint
  readonly end: StretchEnd<Part>
}

/** Why a stretch ends with its last day. Several things may end on one day. */
export interface StretchEnd<Part extends Payment = Payment> {
  /** What lowers the principal from the next day on. */
  readonly parts: readonly Part[]
  /** From the next day on there is another rate, or none. */
  readonly rateChanges: boolean
  /** No days after it are counted: it is the last that the terms allow, or the chosen one. */
  readonly last: 'max-days' | 'chosen-day' | null
}

/** Interest is for the customs funds, and there is none on interest. */
export function bearsInterest({ fund }: Pick<Charge, 'fund'>): boolean {
  return isCustomsFund(fund) && fund !== 'late-interest'
}

/**
 * The late interest of a charge.
 * @param payments what closed it and what reduced its unpaid part, in any order
 * @param to the last day counted
 */
export function* lateInterest<Part extends Payment>(
  { amount, dueOn }: Pick<Charge, 'amount' | 'dueOn'>,
  payments: readonly Part[],
  { rates, maxDays }: InterestTerms,
  to: PlainDate,
): Generator<InterestLine<Part>> {
  // Interest is counted after the due date, which may be the last day there is.
  if (dueOn >= to) return
  const span = { first: addDays(dueOn, 1), last: addDays(dueOn, Math.min(maxDays, daysBetween(dueOn, to))) }
  const sorted = payments.toSorted((one, other) => (one.valueDate < other.valueDate ? -1 : 1))
  const byDay = Map.groupBy(payments, ({ valueDate }) => valueDate)
  const lastDays = lastDaysOf(rates)
  const ends = new Set([...byDay.keys(), ...lastDays, span.last])
  let principal = amount
  let [paid, from] = [0, span.first]
  for (const day of [...ends].sort()) {
    for (; paid < sorted.length && sorted[paid]!.valueDate < from; paid += 1) {
      principal = subtract(principal, sorted[paid]!.amount)
    }
    if (day < from) continue
    if (from > span.last) return
    const end = earlier(day, span.last)
    const percent = rateOn(from, rates)
    if (principal > 0 && percent !== null) {
      const parts = byDay.get(end) ?? []
      const last = end < span.last ? null : end === to ? 'chosen-day' : 'max-days'
      const stretchEnd = { parts, rateChanges: lastDays.includes(end), last } as const
      yield { ...stretch({ from, to: end, principal, percent }), end: stretchEnd }
    }
    if (end === span.last) return
    from = addDays(end, 1)
  }
}

function stretch({ from, to, principal, percent }: Pick<InterestLine, 'from' | 'to' | 'principal' | 'percent'>) {
  const days = daysBetween(from, to) + 1
  const exact = new Exact(principal).times(percent).times(days).div(100)
  const interest = BigInt(exact.round().toString())
  return { from, to, days, principal, percent, exact: exact.div(100).toString(), interest }
}

/** Amounts have up to 16 digits and a rate has some, so that a product has more than decimal.js keeps by itself. */
const Exact = Decimal.clone({ precision: 60, toExpPos: 60, toExpNeg: -60, rounding: Decimal.ROUND_HALF_UP })

/** The days before a rate changes. */
function lastDaysOf(rates: readonly InterestRate[]): PlainDate[] {
  const changes = rates.filter((rate, index) => index === 0 || !isSameRate(rate, rates[index - 1]!))
  return changes.filter(({ from }) => from > FIRST_DAY).map(({ from }) => addDays(from, -1))
}

const FIRST_DAY = '0001-01-01'

function isSameRate(one: InterestRate, other: InterestRate): boolean {
  return new Decimal(one.percent).eq(other.percent)
}

/** @returns null where there is no rate, or one of 0 */
function rateOn(day: PlainDate, rates: readonly InterestRate[]): string | null {
  const index = rates.findLastIndex(({ from }) => from <= day)
  if (index === -1) return null
  // Of equal neighbours the first gives the spelling.
  let first = index
  while (first > 0 && isSameRate(rates[first - 1]!, rates[index]!)) first -= 1
  return new Decimal(rates[first]!.percent).isZero() ? null : rates[first]!.percent
}

/** The terms of a configuration, whose days are text. */
export function interestTerms(configured: {
  readonly rates: readonly { readonly from: string; readonly percent: string }[]
  readonly maxDays: number
}): InterestTerms {
  return {
    rates: configured.rates.map(({ from, percent }) => ({ from: parsePlainDate(from)!, percent })),
    maxDays: configured.maxDays,
  }
}
