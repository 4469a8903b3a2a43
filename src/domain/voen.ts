declare const brand: unique symbol

/** A taxpayer number: ten digits, the last 1 (legal person) or 2 (natural person). */
export type Voen = string & { readonly [brand]: 'Voen' }

const VOEN = /^\d{9}[12]$/

export function isVoen(text: string): text is Voen {
  return VOEN.test(text)
}

/** Whether the number is of a natural person, whose name is nobody else's business. */
export function isNaturalPerson(voen: Voen): boolean {
  return voen.endsWith('2')
}

const WEIGHTS = [4, 1, 8, 6, 2, 7, 5, 3]

/** The numbers with two neighbouring digits swapped that have their check digit: what a person may have meant. */
export function swappedDigits(voen: Voen): Voen[] {
  const swapped = Array.from({ length: 8 }, (_, index) => {
    const [left, right] = [voen[index]!, voen[index + 1]!]
    return (voen.slice(0, index) + right + left + voen.slice(index + 2)) as Voen
  })
  return swapped.filter(other => other !== voen && hasCheckDigit(other))
}

/**
 * Whether the ninth digit is the check digit of the eight before it. Good for asking "is this number right?", never for
 * refusing: no authority publishes the rule, and made-up numbers do not follow it.
 */
export function hasCheckDigit(voen: Voen): boolean {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(voen[index]), 0)
  return sum % 11 === Number(voen[8])
}
