import type { Readable } from 'node:stream'
import { Blocks } from './blocks.ts'
import { Shares } from './shares.ts'
import { type BodyFault, UnreadableBodyError } from './unreadable-body.ts'

/** As sent, before decompression. */
export const MAX_BYTES = 8 * 1024 * 1024

export interface IncomingLimits {
  /** For all bodies that arrive together, which are checked when they are complete. */
  readonly bytes: number
  /** For those of one address; of a sender that has signed there, for its own. */
  readonly bytesPerSource: number
  /** The longest pause between two pieces of a body. */
  readonly pause_ms: number
  /** How long no body of an address is read after one was refused for its size together with others. */
  readonly rest_ms: number
}

export const INCOMING_LIMITS: IncomingLimits = {
  bytes: 32 * 1024 * 1024,
  bytesPerSource: 16 * 1024 * 1024,
  pause_ms: 10_000,
  rest_ms: 5000,
}

/** Where a body comes from, by the headers of its request. */
export interface BodySource {
  readonly sender: string
  readonly address: string
}

/** A body that is being read. */
interface Arriving {
  readonly share: string
  readonly isProven: boolean
  readonly stop: (fault: BodyFault) => void
}

/** The most senders that are remembered as proven. */
const MAX_PROVEN = 1000

/**
 * Reads bodies into memory within the limits. Anybody can name a sender, so the bodies of an address share its room
 * until a sender has signed one there. A share that is exceeded is refused its next body. When all together exceed the
 * bound, a body of the largest share gives way, of unproven ones first, so that they cannot keep senders out.
 */
export class IncomingBodies {
  readonly #limits: IncomingLimits
  #bytes = 0
  readonly #shares = new Shares()
  /** The oldest first. */
  readonly #arriving = new Set<Arriving>()
  readonly #proven = new Set<string>()
  readonly #resting = new Set<string>()

  constructor(limits: IncomingLimits = INCOMING_LIMITS) {
    this.#limits = limits
  }

  /**
   * @throws {UnreadableBodyError} `too-many-bytes`, `too-busy`, `too-slow` or `not-whole`; the rest stays unread
   */
  async read(stream: Readable, source: BodySource): Promise<Buffer> {
    const isProven = this.#proven.has(nameOf(source))
    const share = isProven ? nameOf(source) : source.address
    if (this.#resting.has(share)) throw new UnreadableBodyError('too-busy')
    const { promise: ended, resolve: end, reject } = Promise.withResolvers<void>()
    const stop = (fault: BodyFault) => {
      if (fault === 'too-busy' && !isProven) this.#rest(share)
      reject(new UnreadableBodyError(fault))
    }
    const leave = () => stop('not-whole')
    const clock = setTimeout(stop, this.#limits.pause_ms, 'too-slow')
    const body = new Blocks()
    const take = () => {
      clock.refresh()
      // Reads all that has arrived as one piece: a client may send each byte as a chunk of its own.
      for (let piece = stream.read(); piece !== null && piece !== undefined; piece = stream.read()) {
        body.append(piece)
        this.#count(share, piece.length)
      }
      if (body.length > MAX_BYTES) stop('too-many-bytes')
      else if (this.#shares.of(share) > this.#limits.bytesPerSource) stop('too-busy')
      else if (this.#bytes > this.#limits.bytes) this.#endOne()
    }
    const arriving = { share, isProven, stop }
    this.#arriving.add(arriving)
    stream.on('readable', take).on('end', end).on('error', leave).on('close', leave)
    try {
      await ended
      return body.whole()
    } finally {
      stream.off('readable', take).off('end', end).off('close', leave)
      clearTimeout(clock)
      this.#arriving.delete(arriving)
      this.#count(share, -body.length)
      body.release()
    }
  }

  /** Remembers that a sender has signed a body from its address. */
  prove(source: BodySource): void {
    const name = nameOf(source)
    this.#proven.delete(name)
    this.#proven.add(name)
    if (this.#proven.size > MAX_PROVEN) this.#proven.delete(this.#proven.values().next().value!)
  }

  /** A client that does not wait as the answer tells it would fill the memory anew at once. */
  #rest(share: string): void {
    this.#resting.add(share)
    setTimeout(() => this.#resting.delete(share), this.#limits.rest_ms).unref()
  }

  #endOne(): void {
    const all = [...this.#arriving]
    const unproven = all.filter(({ isProven }) => !isProven)
    const bytesOf = ({ share }: Arriving) => this.#shares.of(share)
    const candidates = unproven.length > 0 ? unproven : all
    candidates.reduce((one, next) => (bytesOf(next) > bytesOf(one) ? next : one)).stop('too-busy')
  }

  #count(share: string, bytes: number): void {
    this.#bytes += bytes
    this.#shares.add(share, bytes)
  }
}

function nameOf({ sender, address }: BodySource): string {
  return `${sender} ${address}`
}
