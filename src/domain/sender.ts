import type { CustomsEvent } from './event.ts'
import { CHANNELS, type Channel } from './operation-type.ts'
import { isBlank } from './visible-text.ts'

/** The event types that a sender can be registered for. */
export const EVENT_TYPES = namesOf({
  'taxpayer.registered': true,
  'declaration.assessed': true,
  'declaration.amended': true,
  'declaration.cancelled': true,
  'charge.assessed': true,
  'payment.received': true,
  'payment.assigned': true,
  'overpayment.refunded': true,
  'overpayment.transferred': true,
})

/** The compiler asks for every event type: one that is missing here could be sent by every sender. */
function namesOf(types: Readonly<Record<CustomsEvent['type'], true>>): readonly CustomsEvent['type'][] {
  return Object.keys(types) as CustomsEvent['type'][]
}

/** Lower-case letters, digits and hyphens, because names appear in commands, headers and logs. */
export function isSenderName(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(text)
}

/** A title is one line of text without control characters, and can be seen. */
export function isSenderTitle(text: string): boolean {
  return /^\S(?:.*\S)?$/u.test(text) && [...text].length <= 100 && !/\p{Cc}/u.test(text) && !isBlank(text)
}

/** A system that is registered to send events. */
export interface Sender {
  readonly name: string
  /** What people call it. Pages of operations show it, or the name where it has none. */
  readonly title?: string
  readonly types: readonly CustomsEvent['type'][]
  /** The channels of its payments; empty when it sends none. */
  readonly channels: readonly Channel[]
  /** True when it may read bills, as the Government Payment Portal does. */
  readonly bills: boolean
  /** True when it may read and answer objections to reconciliation acts. */
  readonly objections?: boolean
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

/** Distinct rejections that are kept of each sender, the command line being one. Further ones are only counted. */
export const MAX_REJECTIONS = 10_000

/** A type or channel that the sender is not registered for. */
export interface ForbiddenPart {
  readonly type: CustomsEvent['type']
  /** Null when the type itself is forbidden. */
  readonly channel: Channel | null
}

/**
 * The part of an event that its sender may not send; null when it may send all of it. The event may be malformed:
 * unknown types and channels pass here, and delivery rejects them.
 */
export function findForbiddenPart(
  { types, channels }: Sender,
  { type, channel }: { readonly type?: unknown; readonly channel?: unknown },
): ForbiddenPart | null {
  if (!isOneOf(EVENT_TYPES, type)) return null
  if (!types.includes(type)) return { type, channel: null }
  if (type !== 'payment.received' || !isOneOf(CHANNELS, channel) || channels.includes(channel)) return null
  return { type, channel }
}

function isOneOf<Code extends string>(codes: readonly Code[], value: unknown): value is Code {
  return (codes as readonly unknown[]).includes(value)
}
