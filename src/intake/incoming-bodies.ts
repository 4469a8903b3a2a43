import type { Readable } from 'node:stream'
import { LOOP_TURNS } from '../services/turn-queue.ts'
import { Blocks } from './blocks.ts'
import { Shares } from './shares.ts'
import { type BodyFault, UnreadableBodyError } from './unreadable-body.ts'

/** As sent, before decompression. */
export const MAX_BYTES = 8 * 1024 * 1024

export interface IncomingLimits {
  /** For all bodies that arrive together, which are checked when they are complete. */
  readonly bytes: number
  /** For those of one network; of a sender that has signed there, for its own. */
  readonly bytesPerSource: number
  /** The longest pause between two pieces of a body. */
  readonly pause_ms: number
  /** How long no body of a network is read after one was refused for its size together with others. */
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
  /** The network of its address. */
  readonly network: string
}

/** A body that is being read, or waits for its check. */
interface Arriving {
  readonly share: string
  readonly isProven: boolean
  readonly stop: (fault: BodyFault) => void
}

/** A larger body waits until no other one is being checked: a check copies it and hashes it. */
export const SMALL_BYTES = 64 * 1024

/** The most senders that are remembered as proven. */
const MAX_PROVEN = 1000

/**
 * Reads bodies into memory within the limits. Anybody can name a sender, so the bodies of a network share its room
 * until a sender has signed one there. A share that is exceeded is refused its next body; in the share of a sender that
 * has signed, the body that has been read for the longest time gives way, so that one that arrives at once gets in
 * although strangers in its network name the sender too. When all together exceed the bound, a body of the largest share
 * gives way, of unproven ones first, so that they cannot keep senders out.
 */
export class IncomingBodies {
  readonly #limits: IncomingLimits
  #bytes = 0
  readonly #shares = new Shares()
  /** The oldest first. */
  readonly #arriving = new Set<Arriving>()
  readonly #proven = new Set<string>()
  readonly #resting = new Set<string>()
  /** When the last of the large bodies is checked. */
  #checked: Promise<unknown> = Promise.resolve()

  constructor(limits: IncomingLimits = INCOMING_LIMITS) {
    this.#limits = limits
  }

  /** Whether a sender has signed a body from its network. */
  isProven(source: BodySource): boolean {
    return this.#proven.has(nameOf(source))
  }

  /**
   * @param check gets the whole body, which counts against the limits until the check ends
   * @returns what the check returned
   * @throws {UnreadableBodyError} `too-many-bytes`, `too-busy`, `too-slow` or `not-whole`; the rest stays unread
   */
  async read<Result>(stream: Readable, source: BodySource, check: (body: Buffer) => Promise<Result>): Promise<Result> {
    const isProven = this.isProven(source)
    const share = isProven ? nameOf(source) : source.network
    if (this.#resting.has(share)) throw new UnreadableBodyError('too-busy')
    const { promise: stopped, reject } = Promise.withResolvers<never>()
    const stop = (fault: BodyFault) => {
      if (fault === 'too-busy' && !isProven) this.#rest(share)
      reject(new UnreadableBodyError(fault))
    }
    const arriving = { share, isProven, stop }
    this.#arriving.add(arriving)
    const body = new Blocks()
    try {
      await this.#receive(stream, body, arriving, stopped)
      const isLarge = body.length > SMALL_BYTES
      return await (isLarge ? this.#checkInTurn(body, arriving, stopped, check) : this.#check(body, arriving, check))
    } finally {
      this.#arriving.delete(arriving)
      this.#count(share, -body.length)
      body.release()
    }
  }

  /** Appends to the body what arrives, until its end. */
  async #receive(stream: Readable, body: Blocks, { share, isProven, stop }: Arriving, stopped: Promise<never>) {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    // A stream closes after its end too.
    const leave = () => !stream.readableEnded && stop('not-whole')
    const clock = setTimeout(stop, this.#limits.pause_ms, 'too-slow')
    const take = () => {
      clock.refresh()
      // Reads all that has arrived as one piece: a client may send each byte as a chunk of its own.
      for (let piece = stream.read(); piece !== null && piece !== undefined; piece = stream.read()) {
        body.append(piece)
        this.#count(share, piece.length)
      }
      if (body.length > MAX_BYTES) stop('too-many-bytes')
      else if (this.#shares.of(share) > this.#limits.bytesPerSource) {
        if (isProven) this.#endOldest(share)
        else stop('too-busy')
      } else if (this.#bytes > this.#limits.bytes) this.#endOne()
    }
    stream.on('readable', take).on('end', end).on('error', leave).on('close', leave)
    try {
      await Promise.race([ended, stopped])
    } finally {
      stream.off('readable', take).off('end', end).off('close', leave)
      clearTimeout(clock)
    }
  }

  /** While it waits, it can give way like one that is still being read. */
  async #checkInTurn<Result>(
    body: Blocks,
    arriving: Arriving,
    stopped: Promise<never>,
    check: (body: Buffer) => Promise<Result>,
  ): Promise<Result> {
    const { promise: done, resolve: finish } = Promise.withResolvers<void>()
    const before = this.#checked
    this.#checked = before.then(() => done)
    try {
      await Promise.race([before, stopped])
      return await this.#check(body, arriving, check)
    } finally {
      finish()
    }
  }

  async #check<Result>(body: Blocks, arriving: Arriving, check: (body: Buffer) => Promise<Result>): Promise<Result> {
    this.#arriving.delete(arriving)
    // Bodies that end together are each put together in a turn of their own.
    await LOOP_TURNS.take(`bodies of ${arriving.share}`)
    const whole = body.whole()
    body.release()
    return check(whole)
  }

  /** Remembers that a sender has signed a body from its network. */
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

  #endOldest(share: string): void {
    for (const one of this.#arriving) {
      if (one.share !== share) continue
      one.stop('too-busy')
      return
    }
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

function nameOf({ sender, network }: BodySource): string {
  return `${sender} ${network}`
}
