import { parseAmount, type Qepik } from '../money.ts'

/** One way to write an amount: what stands between its groups, and before its qəpik. */
interface Marks {
  readonly group: string
  readonly decimal: string
  /** With groups of three. */
  readonly grouped: RegExp
  /** Without qəpik behind them one group is not enough: `12.345` may be meant otherwise, and this is money. */
  readonly groupedWhole: RegExp
}

/** As amounts are written in Azerbaijani, and as in English; a blank between groups goes with either. */
const WAYS: readonly Marks[] = [
  { group: '.', decimal: ',', grouped: /^[1-9]\d{0,2}(?:\.\d{3})+$/, groupedWhole: /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/ },
  { group: ',', decimal: '.', grouped: /^[1-9]\d{0,2}(?:,\d{3})+$/, groupedWhole: /^[1-9]\d{0,2}(?:,\d{3}){2,}$/ },
]

/**
 * An amount in manat as people type or paste it (`1234.50`, `1234,50`, `1.234,50`, `1,234.50`, `1 234,50 AZN`) in the
 * contract's spelling.
 * @returns what may be an amount; null when it cannot be one
 */
export function plainAmount(typed: string): string | null {
  const bare = typed.replace(/\s|AZN\s*$/giu, '')
  for (const marks of WAYS) {
    const plain = readWith(marks, bare)
    if (plain !== null) return plain
  }
  return null
}

/** The same as an amount; null when it is none. */
export function parseTypedAmount(typed: string): Qepik | null {
  const plain = plainAmount(typed)
  return plain === null ? null : parseAmount(plain)
}

/** Null when it is not written so. */
function readWith({ group, decimal, grouped, groupedWhole }: Marks, bare: string): string | null {
  const [whole = '', fraction, ...more] = bare.split(decimal)
  const groups = fraction === undefined ? groupedWhole : grouped
  const manats = groups.test(whole) ? whole.replaceAll(group, '') : whole
  if (more.length > 0 || manats.includes(group) || fraction?.includes(group)) return null
  return fraction === undefined ? manats : `${manats}.${fraction}`
}
