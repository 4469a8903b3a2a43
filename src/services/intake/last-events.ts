import { CHANNELS, type Channel } from '../../domain/operation-type.ts'
import type { Reader } from '../../store/engine/access.ts'
import { findLatestEvents, type LoggedEvent } from '../../store/intake/event-log.ts'

/** Events that one reading takes from each end. */
const BATCH_SIZE = 250

interface News {
  /** After the last reading, the last one first. Of more than a batch, the earlier ones are passed over. */
  readonly later: readonly LoggedEvent[]
  /** Before all that was read; null when that was not asked. */
  readonly earlier: readonly LoggedEvent[] | null
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
    const later = await findLatestEvents(tx, latest)
    const before = this.#last > 0 && this.received.size < CHANNELS.length ? this.#first : null
    if (before === null) return { later, earlier: null }
    return { later, earlier: await findLatestEvents(tx, { after: 0, before, limit: BATCH_SIZE }) }
  }

  /** Apart from reading, because a transaction may run twice. */
  learn({ later, earlier }: News): void {
    const known = new Set(this.received.keys())
    for (const event of earlier?.toReversed() ?? []) this.#note(event, known)
    for (const event of later.toReversed()) this.#note(event)
    const earliest = this.#last === 0 ? later : earlier
    if (earliest) this.#first = earliest.length < BATCH_SIZE ? null : earliest.at(-1)!.arrival
    this.#last = later[0]?.arrival ?? this.#last
  }

  #note({ content, receivedAt }: LoggedEvent, known: ReadonlySet<Channel> = new Set()): void {
    const channel = channelOf(content)
    if (channel !== null && !known.has(channel)) this.received.set(channel, new Date(receivedAt))
  }
}

function channelOf(content: string): Channel | null {
  try {
    const { channel } = JSON.parse(content)
    return CHANNELS.includes(channel) ? channel : null
  } catch {
    // Finding a changed event is the work of `verify`. It must not hide the figures.
    return null
  }
}
