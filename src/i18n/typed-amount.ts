import { parseAmount, type Qepik } from '../domain/money.ts'

/** With groups of three, as amounts are written here. */
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/
/** Without qəpik behind them one group is not enough: `12.345` may be meant otherwise, and this is money. */
const GROUPED_WHOLE = /^[1-9]\d{0,2}(?:\.\d{3}){2,}$/

/**
 * An amount in manat as people type or paste it (`1234.50`, `1234,50`, `1.234,50`, `1 234,50 AZN`) in the contract's
 * spelling.
 * @returns what may be an amount; null when it cannot be one
 */
export function plainAmount(typed: string): string | null {
  const bare = typed.replace(/\s|AZN\s*$/giu, '')
  const [whole = '', fraction, ...more] = bare.split(',')
  const grouped = (fraction === undefined ? GROUPED_WHOLE : GROUPED).test(whole)
  const manats = grouped ? whole.replaceAll('.', '') : whole
  if (more.length > 0 || (fraction !== undefined && manats.includes('.'))) return null
  return fraction === undefined ? manats : `${manats}.${fraction}`
}

/** The same as an amount; null when it is none. */
export function parseTypedAmount(typed: string): Qepik | null {
  const plain = plainAmount(typed)
  return plain === null ? null : parseAmount(plain)
}
