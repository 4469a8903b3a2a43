import type { CustomsEvent } from './event.ts'
import type { Channel } from './operation-type.ts'

/** A system that is registered to send events, and what it may send. */
export interface Sender {
  readonly name: string
  readonly types: readonly CustomsEvent['type'][]
  /** Through which its payments may come; empty for a sender of no payments. */
  readonly channels: readonly Channel[]
  /** Whether it may ask what there is to pay, as the Government Payment Portal does. */
  readonly bills: boolean
}

/** How a sender signs. The secret of HMAC is known to both; of Ed25519 only the public key is kept here. */
export const KEY_ALGORITHMS = ['ed25519', 'hmac-sha256'] as const

export interface SenderKey {
  readonly id: string
  readonly algorithm: (typeof KEY_ALGORITHMS)[number]
  readonly bytes: Uint8Array
}

export function maySend({ types, channels }: Sender, event: CustomsEvent): boolean {
  return types.includes(event.type) && (event.type !== 'payment.received' || channels.includes(event.channel))
}
