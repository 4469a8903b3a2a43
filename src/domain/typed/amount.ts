import { parseAmount, type Qepik } from '../money.ts'

/** A notation: the group separator and the decimal mark. */
interface Notation {
  readonly group: string
  readonly decimal: string
  /** Digits in groups of three. */
  readonly grouped: RegExp
  /** Without qəpik, at least two groups are required: `12.345` is ambiguous. */
  readonly groupedWhole: RegExp
}

/** Azerbaijani and English notation; both allow blanks between groups. */
const NOTATIONS: readonly Notation[] = [
  { group: '.', decimal: ',', grouped: /^[1-9]\d{0,2}(?:\.\d{3})+$/, groupedWhole: /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/ },
  { group: ',', decimal: '.', grouped: /^[1-9]\d{0,2}(?:,\d{3})+$/, groupedWhole: /^[1-9]\d{0,2}(?:,\d{3}){2,}$/ },
]

/**
 * Rewrites a typed amount in manat (`1234.50`, `1234,50`, `1.234,50`, `1,234.50`, `1 234,50 AZN`) in the notation of the
 * event contract.
 * @returns null when the text cannot be an amount; other results still need `parseAmount`
 */
function plainAmount(typed: string): string | null {
  const bare = typed.replace(/\s|AZN\s*$/giu, '')
  for (const notation of NOTATIONS) {
    const plain = readWith(notation, bare)
    if (plain !== null) return plain
  }
  return null
}

/** @returns null when the text is not an amount */
export function parseTypedAmount(typed: string): Qepik | null {
  const plain = plainAmount(typed)
  return plain === null ? null : parseAmount(plain)
}

/** @returns null when the text is not in this notation */
function readWith({ group, decimal, grouped, groupedWhole }: Notation, bare: string): string | null {
  const [whole = '', fraction, ...more] = bare.split(decimal)
  const groups = fraction === undefined ? groupedWhole : grouped
  const manats = groups.test(whole) ? whole.replaceAll(group, '') : whole
  if (more.length > 0 || manats.includes(group) || fraction?.includes(group)) return null
  return fraction === undefined ? manats : `${manats}.${fraction}`
}

export type AmountProblemCode = 'amount-malformed' | 'amount-zero' | 'amount-too-large'

/** @returns a positive amount, or the problem */
export function readTypedAmount(typed: string): Qepik | AmountProblemCode {
  const plain = plainAmount(typed) ?? ''
  const amount = parseAmount(plain)
  if (amount === null) return /^\d{14,}(\.\d{1,2})?$/.test(plain) ? 'amount-too-large' : 'amount-malformed'
  return amount === 0 ? 'amount-zero' : amount
}
