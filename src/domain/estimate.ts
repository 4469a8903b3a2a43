/** What a declaration that is still to be filed will probably cost. Only an estimate: nothing here is posted. */
import { Decimal } from 'decimal.js'
import { add, MAX_QEPIK, type Qepik, qepik } from './money.ts'

export interface EstimateTerms {
  readonly value: Qepik
  /** A percentage of the customs value, such as `15` or `0.5`. */
  readonly dutyPercent: string
  /** A percentage of the customs value and the duty together. */
  readonly vatPercent: string
  readonly fee: Qepik
}

/** A percentage of an amount. */
export interface Share {
  readonly base: Qepik
  readonly percent: string
  /** In manat, all its digits. */
  readonly exact: string
  /** Rounded half up to the qəpik. */
  readonly rounded: Qepik
}

export interface Estimate {
  readonly duty: Share
  readonly vat: Share
  readonly fee: Qepik
  readonly total: Qepik
}

/**
 * Duty is a share of the customs value. VAT is a share of the value with the rounded duty. Excise is not worked out.
 * @returns null when an amount exceeds 2^53 − 1 qəpik
 */
export function estimate({ value, dutyPercent, vatPercent, fee }: EstimateTerms): Estimate | null {
  const duty = shareOf(value, dutyPercent)
  if (duty === null || duty.rounded > MAX_QEPIK - value) return null
  const vat = shareOf(add(value, duty.rounded), vatPercent)
  if (vat === null) return null
  const total = BigInt(duty.rounded) + BigInt(vat.rounded) + BigInt(fee)
  return total > BigInt(MAX_QEPIK) ? null : { duty, vat, fee, total: qepik(Number(total)) }
}

/** Amounts have 16 digits and a percentage has seven. */
const Exact = Decimal.clone({ precision: 40, toExpPos: 40, toExpNeg: -40, rounding: Decimal.ROUND_HALF_UP })

function shareOf(base: Qepik, percent: string): Share | null {
  const exact = new Exact(base).times(percent).div(100)
  const rounded = exact.round()
  if (rounded.gt(MAX_QEPIK)) return null
  return { base, percent, exact: exact.div(100).toString(), rounded: qepik(rounded.toNumber()) }
}

const PERCENT = /^\d{1,3}(?:[.,]\d{1,4})?$/

/** @returns the percentage with a point, without needless zeros; null when the text is none */
export function parsePercent(typed: string): string | null {
  const bare = typed.replace(/\s*%$/, '')
  return PERCENT.test(bare) ? new Exact(bare.replace(',', '.')).toString() : null
}
