import type { Declaration } from './declaration.ts'
import type { CustomsEvent, PaymentAssigned, PaymentReceived } from './event.ts'

/** What an event names, as the store has it. */
export interface Known {
  readonly taxpayer: boolean
  readonly declaration: Declaration | null
  /** The payment that an assignment names, if it is held; else null. */
  readonly heldPayment: PaymentReceived | null
}

export type RejectionCode =
  | 'id-taken'
  | 'declaration-assessed-before'
  | 'declaration-of-another'
  | 'declaration-cancelled'
  | 'payment-not-held'
  | 'target-not-allowed'
  | 'not-enough-overpayment'
  | 'total-too-large'

/** What a held event waits for: a taxpayer's registration, a declaration's assessment, or its own assignment. */
export const WAITS = ['taxpayer', 'declaration', 'assignment'] as const

export interface Wait {
  readonly for: (typeof WAITS)[number]
  /** The VÖEN, the declaration's number, or the id of the payment. */
  readonly key: string
}

export type Decision = { readonly book: true } | { readonly wait: Wait } | { readonly reject: RejectionCode }

/**
 * Decides whether a well-formed event is booked, held or rejected (README.md, "Delivery outcomes"). A registration waits
 * for nothing. A payment by declaration waits for the declaration, a payment of an unknown payer for its assignment. Every
 * other event waits for the taxpayer first, and an amendment or cancellation then for the declaration.
 */
export function decide(event: CustomsEvent, known: Known): Decision {
  const { declaration } = known
  if (event.type === 'taxpayer.registered') return { book: true }
  if (event.type === 'payment.received' && event.declaration) {
    if (!declaration) return { wait: { for: 'declaration', key: event.declaration } }
    const another = event.voen !== undefined && event.voen !== declaration.voen
    return another ? { reject: 'declaration-of-another' } : { book: true }
  }
  if (event.voen === undefined) return { wait: { for: 'assignment', key: event.id } }
  if (!known.taxpayer) return { wait: { for: 'taxpayer', key: event.voen } }
  if (event.type === 'declaration.assessed') {
    return declaration ? { reject: 'declaration-assessed-before' } : { book: true }
  }
  if (event.type === 'declaration.amended' || event.type === 'declaration.cancelled') {
    if (!declaration) return { wait: { for: 'declaration', key: event.declaration } }
    if (declaration.voen !== event.voen) return { reject: 'declaration-of-another' }
    if (declaration.cancelled) return { reject: 'declaration-cancelled' }
  }
  if (event.type === 'payment.assigned') {
    if (!known.heldPayment) return { reject: 'payment-not-held' }
    if (!goesWith(known.heldPayment, event)) return { reject: 'target-not-allowed' }
  }
  return { book: true }
}

/** Money from the VAT deposit account is for VAT. */
function goesWith({ channel }: PaymentReceived, { fund }: PaymentAssigned): boolean {
  return channel !== 'vat-deposit' || fund === 'vat'
}
