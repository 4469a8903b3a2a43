/** The number of a customs declaration (GB), unique in the whole service. */
export type DeclarationNumber = string

const DECLARATION_NUMBER = /^[0-9A-Z/-]{1,40}$/

export function isDeclarationNumber(text: string): text is DeclarationNumber {
  return DECLARATION_NUMBER.test(text)
}

/** What a person typed or pasted, with lower case and surrounding blanks forgiven; null when it cannot be a number. */
export function parseDeclarationNumber(typed: string): DeclarationNumber | null {
  const number = typed.trim().toUpperCase()
  return isDeclarationNumber(number) ? number : null
}

/** A declaration as its account knows it. */
export interface Declaration {
  readonly voen: string
  readonly number: DeclarationNumber
  /** Its place in the account's sequence of documents (R2). */
  readonly document: number
  /** The broker's VÖEN, when a broker filed it. */
  readonly declarant: string | null
  readonly cancelled: boolean
}

/** A declaration owes something, owes nothing, or is no more. */
export type DeclarationState = 'open' | 'settled' | 'cancelled'

/** @param open what is still open of its charges */
export function stateOfDeclaration({ cancelled }: Declaration, open: bigint): DeclarationState {
  if (cancelled) return 'cancelled'
  return open > 0n ? 'open' : 'settled'
}
