import { parseAmount, type Qepik } from '../domain/money.ts'
import { plainAmount } from '../domain/typed/amount.ts'

export type AmountProblemCode = 'amount-malformed' | 'amount-zero' | 'amount-too-large'

/** A sum that a person asks about, or what is wrong with it. */
export function readTypedAmount(typed: string): Qepik | AmountProblemCode {
  const plain = plainAmount(typed) ?? ''
  const amount = parseAmount(plain)
  if (amount === null) return /^\d{14,}(\.\d{1,2})?$/.test(plain) ? 'amount-too-large' : 'amount-malformed'
  return amount === 0 ? 'amount-zero' : amount
}
