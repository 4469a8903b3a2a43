import { CHANNELS, type Channel } from '../domain/operation-type.ts'
import { EVENT_TYPES, type Sender } from '../domain/sender.ts'
import type { Line } from '../services/intake/deliver-events.ts'
import { idOf } from './answers.ts'
import { parse } from './batch.ts'

/** An event that its sender may not send: of which type, and through which channel when it is a payment. */
export interface Forbidden {
  /** From 1, in the order of the request. */
  readonly number: number
  readonly id: string | null
  readonly type: string
  readonly channel: string | null
}

/**
 * The first event that the sender is not registered for. What is malformed besides is judged by what it says it is;
 * what is nothing of the contract is nobody's, and is refused on delivery.
 */
export function findForbidden(sender: Sender, lines: readonly Line[]): Forbidden | null {
  for (const [index, line] of lines.entries()) {
    const value = typeof line === 'string' ? parse(line) : undefined
    const { type, channel } = (value ?? {}) as { type?: unknown; channel?: unknown }
    const isOfType = isType(type) && !sender.types.includes(type)
    const isThrough = type === 'payment.received' && isChannel(channel) && !sender.channels.includes(channel)
    if (!isOfType && !isThrough) continue
    return { number: index + 1, id: idOf(line), type, channel: isOfType ? null : (channel as Channel) }
  }
  return null
}

function isType(type: unknown): type is Sender['types'][number] {
  return (EVENT_TYPES as readonly unknown[]).includes(type)
}

function isChannel(channel: unknown): channel is Channel {
  return (CHANNELS as readonly unknown[]).includes(channel)
}
