import { CHANNELS, type Channel } from '../../domain/operation-type.ts'
import type { Reader } from '../../store/engine/access.ts'
import { type ChannelEvents, findChannels } from '../../store/intake/event-log.ts'

/** Events that one reading takes from each end. */
const BATCH_SIZE = 250

interface News {
  /** After the last reading. Of more than a batch, the earlier ones are passed over. */
  readonly later: readonly ChannelEvents[]
  /** Before all that was read; null when that was not asked. */
  readonly earlier: readonly ChannelEvents[] | null
}

/**
 * When the last payment of each channel was received, whichever process or command delivered it. The log has no index of
 * channels, so each reading takes what is new, and goes one batch further back while a channel has not been found.
 */
export class LastEvents {
  readonly received = new Map<Channel, Date>()
  #last = 0
  /** The first event that was read; null when the beginning of the log was reached. */
  #first: number | null = Number.MAX_SAFE_INTEGER

  async read(tx: Reader): Promise<News> {
    const latest = { after: this.#last, before: Number.MAX_SAFE_INTEGER, limit: BATCH_SIZE }
    const later = await findChannels(tx, latest)
    const before = this.#last > 0 && this.received.size < CHANNELS.length ? this.#first : null
    if (before === null) return { later, earlier: null }
    return { later, earlier: await findChannels(tx, { after: 0, before, limit: BATCH_SIZE }) }
  }

  /** Apart from reading, because a transaction may run twice. */
  learn({ later, earlier }: News): void {
    for (const events of earlier ?? []) this.#note(events, this.received.has(events.channel as Channel))
    for (const events of later) this.#note(events)
    const earliest = this.#last === 0 ? later : earlier
    if (earliest) this.#first = isWhole(earliest) ? Math.min(...earliest.map(({ first }) => first)) : null
    this.#last = Math.max(this.#last, ...later.map(({ last }) => last))
  }

  #note({ channel, receivedAt }: ChannelEvents, isKnown = false): void {
    if (isKnown || !(CHANNELS as readonly (string | null)[]).includes(channel)) return
    this.received.set(channel as Channel, new Date(receivedAt))
  }
}

function isWhole(batch: readonly ChannelEvents[]): boolean {
  return batch.reduce((sum, { count }) => sum + count, 0) === BATCH_SIZE
}
