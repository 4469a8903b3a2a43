import { manat, parseAmount, type Qepik } from '../domain/money.ts'

const GROUPED = /^\d{1,3}(\.\d{3})+,\d{1,2}$/

/** `1234.50`, `1234,50` and, as the statement writes it, `1.234,50 AZN` are one amount; null when it is none. */
export function readTypedAmount(typed: string): Qepik | null {
  const bare = typed.replace(/\s/g, '').replace(/AZN$/, '')
  return parseAmount((GROUPED.test(bare) ? bare.replaceAll('.', '') : bare).replace(',', '.'))
}

/** An amount as a person would type it: `1234,50`. */
export function typedAmount(amount: Qepik): string {
  return manat(amount).replace('.', ',')
}
