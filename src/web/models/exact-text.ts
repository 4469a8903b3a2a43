import type { Format } from '../../i18n/format.ts'

/** `0.05` → `0,05`. */
export function decimalText(text: string, { decimal }: Format): string {
  return text.replace('.', decimal)
}

/** `1234.5` → `1.234,50`: an amount in manat with all its digits, at least two of them after the mark. */
export function exactText(text: string, format: Format): string {
  const [whole = '', fraction = ''] = text.split('.')
  return format.amount(BigInt(whole) * 100n).slice(0, -2) + fraction.padEnd(2, '0')
}
