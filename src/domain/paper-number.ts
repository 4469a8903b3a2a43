/**
 * Numbers of papers: 19 random symbols of 5 bits (95 bits, so nobody finds one by trying) and a check symbol, in groups
 * of four: `7K3M-9QXT-…`. The letters I, L, O and U are left out; whoever types one means 1, 1, 0 or V.
 */
declare const brand: unique symbol

/** With its hyphens. */
export type PaperNumber = string & { readonly [brand]: 'PaperNumber' }

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM_SYMBOLS = 19
const GROUP = /.{4}(?=.)/g

/** @param random at least 19 random bytes */
export function paperNumberOf(random: Uint8Array): PaperNumber {
  const values = Array.from(random.subarray(0, RANDOM_SYMBOLS), byte => byte % SYMBOLS.length)
  return print([...values, checkOf(values)])
}

/**
 * Reads a typed number; letter case, spaces and hyphens do not matter.
 * @returns `mistyped` when the symbols are those of a number but its last one does not fit; null for any other text
 */
export function parsePaperNumber(text: string): PaperNumber | 'mistyped' | null {
  const symbols = [...text.replace(/[\s\p{Pd}]/gu, '').toUpperCase()].map(symbol => MEANT[symbol] ?? symbol)
  const values = symbols.map(symbol => SYMBOLS.indexOf(symbol))
  if (values.length !== RANDOM_SYMBOLS + 1 || values.includes(-1)) return null
  return checkOf(values.slice(0, -1)) === values.at(-1) ? print(values) : 'mistyped'
}

const MEANT: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' }

function print(values: readonly number[]): PaperNumber {
  return values
    .map(value => SYMBOLS[value])
    .join('')
    .replace(GROUP, '$&-') as PaperNumber
}

/** Luhn's check for 32 symbols: it finds each wrong symbol, and two neighbours that changed places but 0 and Z. */
function checkOf(values: readonly number[]): number {
  const base = SYMBOLS.length
  let sum = 0
  for (const [index, value] of values.toReversed().entries()) {
    const doubled = index % 2 === 0 ? value * 2 : value
    sum += Math.floor(doubled / base) + (doubled % base)
  }
  return (base - (sum % base)) % base
}
