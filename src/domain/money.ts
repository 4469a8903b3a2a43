import { Decimal } from 'decimal.js'

declare const unit: unique symbol

/** A whole number of qəpik (1/100 manat), from 0 to 2^53 − 1. Sums of many amounts are bigint. */
export type Qepik = number & { readonly [unit]: 'qəpik' }

export const ZERO = 0 as Qepik
export const MAX_QEPIK = Number.MAX_SAFE_INTEGER as Qepik

/**
 * Asserts that a number is an amount.
 * @throws {RangeError} for fractions of a qəpik, negative and unsafe numbers
 */
export function qepik(value: number | Decimal): Qepik {
  const amount = typeof value === 'number' ? value : value.toNumber()
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${value} is not a whole number of qəpik`)
  return amount as Qepik
}

/** The most that one payment, refund, transfer or charge can be: thirteen digits before the point. */
export const MAX_AMOUNT = 999_999_999_999_999 as Qepik

const AMOUNT_TEXT = /^\d{1,13}(\.\d{1,2})?$/

/** `"1234.5"` → 123450; null when the text is not an amount of the event contract. */
export function parseAmount(text: string): Qepik | null {
  return AMOUNT_TEXT.test(text) ? qepik(new Decimal(text).times(100)) : null
}

/** 123450 → `"1234.50"`: the machine-readable form, also for sums beyond 2^53. */
export function manat(amount: Qepik | bigint): string {
  const digits = amount.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** @throws {RangeError} when the sum exceeds 2^53 − 1 qəpik */
export function add(left: Qepik, right: Qepik): Qepik {
  return qepik(left + right)
}

/** @throws {RangeError} when the difference is negative */
export function subtract(left: Qepik, right: Qepik): Qepik {
  return qepik(left - right)
}

export function min(left: Qepik, right: Qepik): Qepik {
  return left < right ? left : right
}

/** A bigint, because several ledgers together can exceed 2^53 qəpik. */
export function total(amounts: Iterable<Qepik | bigint>): bigint {
  let sum = 0n
  for (const amount of amounts) sum += BigInt(amount)
  return sum
}
