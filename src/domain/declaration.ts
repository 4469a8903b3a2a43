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

/** `nothing`: no amount was assessed, or what was assessed is reduced to nothing. */
export type DeclarationState = 'open' | 'partly-paid' | 'settled' | 'nothing' | 'cancelled'

/** @param sums of its charges */
export function stateOfDeclaration(
  { cancelled }: Declaration,
  { outstanding, paid }: { readonly outstanding: bigint; readonly paid: bigint },
): DeclarationState {
  if (cancelled) return 'cancelled'
  if (outstanding > 0n) return paid > 0n ? 'partly-paid' : 'open'
  return paid > 0n ? 'settled' : 'nothing'
}
