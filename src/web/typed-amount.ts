import { parseAmount, type Qepik } from '../domain/money.ts'

export type AmountProblemCode = 'amount-malformed' | 'amount-zero' | 'amount-too-large'

/** `1.234` with groups of three, as amounts are written here, and the same with blanks. */
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/

/**
 * An amount in manat as people type or paste it: `1234.50`, `1234,50`, `1.234,50`, `1 234,50 AZN`. A comma begins the
 * qəpik; a dot does when at most two digits follow it, else it parts thousands, as on our pages.
 */
export function readTypedAmount(typed: string): Qepik | AmountProblemCode {
  const bare = typed.replace(/\s|AZN\s*$/giu, '')
  const [whole = '', fraction, ...more] = bare.split(',')
  if (more.length > 0) return 'amount-malformed'
  const manats = GROUPED.test(whole) ? whole.replaceAll('.', '') : whole
  if (fraction !== undefined && manats.includes('.')) return 'amount-malformed'
  const text = fraction === undefined ? manats : `${manats}.${fraction}`
  const amount = parseAmount(text)
  if (amount === null) return /^\d{14,}(\.\d{1,2})?$/.test(text) ? 'amount-too-large' : 'amount-malformed'
  return amount === 0 ? 'amount-zero' : amount
}
