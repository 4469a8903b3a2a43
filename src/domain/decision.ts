import type { Declaration } from './declaration.ts'
import type { CustomsEvent } from './event.ts'

/** The taxpayer and the declaration that an event names, as the store has them. */
export interface Known {
  readonly taxpayer: boolean
  readonly declaration: Declaration | null
}

export type RejectionCode =
  | 'id-taken'
  | 'declaration-assessed-before'
  | 'declaration-of-another'
  | 'declaration-cancelled'
  | 'total-too-large'

/** A held event waits for a taxpayer's registration or a declaration's assessment. */
export interface Wait {
  readonly for: 'taxpayer' | 'declaration'
  readonly key: string
}

export type Decision = { readonly book: true } | { readonly wait: Wait } | { readonly reject: RejectionCode }

/**
 * Decides whether a well-formed event is booked, held or rejected (README.md, "Delivery outcomes"). A registration waits
 * for nothing. A payment by declaration waits for the declaration. Every other event waits for the taxpayer first, and
 * an amendment or cancellation then for the declaration.
 */
export function decide(event: CustomsEvent, known: Known): Decision {
  const { declaration } = known
  if (event.type === 'taxpayer.registered') return { book: true }
  if (event.type === 'payment.received' && event.declaration) {
    if (!declaration) return { wait: { for: 'declaration', key: event.declaration } }
    const another = event.voen !== undefined && event.voen !== declaration.voen
    return another ? { reject: 'declaration-of-another' } : { book: true }
  }
  if (!known.taxpayer) return { wait: { for: 'taxpayer', key: event.voen! } }
  if (event.type === 'declaration.assessed') {
    return declaration ? { reject: 'declaration-assessed-before' } : { book: true }
  }
  if (event.type === 'declaration.amended' || event.type === 'declaration.cancelled') {
    if (!declaration) return { wait: { for: 'declaration', key: event.declaration } }
    if (declaration.voen !== event.voen) return { reject: 'declaration-of-another' }
    if (declaration.cancelled) return { reject: 'declaration-cancelled' }
  }
  return { book: true }
}
