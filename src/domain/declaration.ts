import type { PlainDate } from './dates.ts'
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

/** States to choose declarations by. An amended declaration has a second state, unless it was cancelled. */
export const CHOSEN_STATES = ['open', 'partly-paid', 'settled', 'nothing', 'amended', 'cancelled'] as const

export type ChosenState = (typeof CHOSEN_STATES)[number]

/** Null leaves a part out. */
export interface DeclarationSelection {
  /** The first and the last day of the approval. A declaration without a charge has no such day. */
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly state: ChosenState | null
}

export const EVERY_DECLARATION: DeclarationSelection = { from: null, to: null, state: null }

export interface SelectedSums {
  /** The day of its first charge; null without charges. */
  readonly assessedOn: PlainDate | null
  readonly paid: bigint
  readonly outstanding: bigint
  /** An amendment or cancellation has changed what was assessed. */
  readonly amended: boolean
}

/** @returns null where every declaration is selected */
export function declarationSelector({
  from,
  to,
  state,
}: DeclarationSelection): ((declaration: Declaration, sums: SelectedSums) => boolean) | null {
  if (from === null && to === null && state === null) return null
  return (declaration, sums) => {
    const { assessedOn, amended } = sums
    if (from !== null && (assessedOn === null || assessedOn < from)) return false
    if (to !== null && (assessedOn === null || assessedOn > to)) return false
    if (state === 'amended') return amended && !declaration.cancelled
    return state === null || stateOfDeclaration(declaration, sums) === state
  }
}

/** @param sums of its charges */
export function stateOfDeclaration(
  { cancelled }: Declaration,
  { outstanding, paid }: { readonly outstanding: bigint; readonly paid: bigint },
): DeclarationState {
  if (cancelled) return 'cancelled'
  if (outstanding > 0n) return paid > 0n ? 'partly-paid' : 'open'
  return paid > 0n ? 'settled' : 'nothing'
}
