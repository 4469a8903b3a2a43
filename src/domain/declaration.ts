import type { Voen } from './voen.ts'

declare const brand: unique symbol

/** The number of a customs declaration (GB), unique in the whole service. */
export type DeclarationNumber = string & { readonly [brand]: 'DeclarationNumber' }

const DECLARATION_NUMBER = /^[0-9A-Z/-]{1,40}$/

export function isDeclarationNumber(text: string): text is DeclarationNumber {
  return DECLARATION_NUMBER.test(text)
}

export interface Declaration {
  readonly voen: Voen
  readonly number: DeclarationNumber
  /** The position in the account's sequence of documents (R2). */
  readonly document: number
  /** The broker that filed it; null when the company filed it. */
  readonly declarant: Voen | null
  readonly cancelled: boolean
}

export type DeclarationState = 'open' | 'settled' | 'cancelled'

/** @param outstanding of its charges */
export function stateOfDeclaration({ cancelled }: Declaration, outstanding: bigint): DeclarationState {
  if (cancelled) return 'cancelled'
  return outstanding > 0n ? 'open' : 'settled'
}
