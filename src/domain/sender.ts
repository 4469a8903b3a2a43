import type { CustomsEvent } from './event.ts'
import type { Channel } from './operation-type.ts'

/** The event types that a sender can be registered for. */
export const EVENT_TYPES = [
  'taxpayer.registered',
  'declaration.assessed',
  'declaration.amended',
  'declaration.cancelled',
  'charge.assessed',
  'payment.received',
] as const satisfies readonly CustomsEvent['type'][]

/** Lower-case letters, digits and hyphens, because names appear in commands, headers and logs. */
export function isSenderName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(text)
}

/** A system that is registered to send events. */
export interface Sender {
  readonly name: string
  readonly types: readonly CustomsEvent['type'][]
  /** The channels of its payments; empty when it sends none. */
  readonly channels: readonly Channel[]
  /** Whether it may read bills, as the Government Payment Portal does. */
  readonly bills: boolean
}

/** The store has the shared secret for HMAC and only the public key for Ed25519. */
export const KEY_ALGORITHMS = ['ed25519', 'hmac-sha256'] as const

export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number]

/** A rotation needs two keys: the old one is valid until the new one is in use. */
export const MAX_KEYS = 2

export interface SenderKey {
  readonly id: string
  readonly algorithm: KeyAlgorithm
  readonly bytes: Uint8Array
}

export function maySend({ types, channels }: Sender, event: CustomsEvent): boolean {
  return types.includes(event.type) && (event.type !== 'payment.received' || channels.includes(event.channel))
}
