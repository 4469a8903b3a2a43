import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { type BodyFault, UnreadableBodyError } from './unreadable-body.ts'

/** As sent, before decompression. */
export const MAX_BYTES = 8 * 1024 * 1024
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024

const PIECE_BYTES = 256 * 1024

export interface IncomingLimits {
  /** For all bodies that arrive together, which are checked when they are complete. */
  readonly bytes: number
  /** For those of one sender from one address. */
  readonly bytesPerSource: number
  /** The longest pause between two pieces of a body. */
  readonly pause_ms: number
}

export const INCOMING_LIMITS: IncomingLimits = {
  bytes: 64 * 1024 * 1024,
  bytesPerSource: 16 * 1024 * 1024,
  pause_ms: 10_000,
}

/** Small pieces are put together, since each has a cost of its own. */
const BLOCK_BYTES = 64 * 1024

/**
 * Reads bodies into memory within the limits. A source that exceeds its share is refused; when all sources together
 * exceed the bound, the body that has been arriving for the longest time gives way, so that slow bodies cannot keep
 * others out.
 */
export class IncomingBodies {
  readonly #limits: IncomingLimits
  #bytes = 0
  readonly #shares = new Shares()
  /** Ends the reading of each body; the oldest first. */
  readonly #stops = new Set<(fault: BodyFault) => void>()

  constructor(limits: IncomingLimits = INCOMING_LIMITS) {
    this.#limits = limits
  }

  /**
   * @param source names the sender and its address
   * @throws {UnreadableBodyError} `too-many-bytes`, `too-busy`, `too-slow` or `not-whole`; the rest stays unread
   */
  async read(stream: Readable, source: string): Promise<Buffer> {
    const { promise: ended, resolve: end, reject } = Promise.withResolvers<void>()
    const stop = (fault: BodyFault) => reject(new UnreadableBodyError(fault))
    const leave = () => stop('not-whole')
    const clock = setTimeout(stop, this.#limits.pause_ms, 'too-slow')
    const body = new Blocks()
    const take = () => {
      clock.refresh()
      // Reads all that has arrived as one piece: a client may send each byte as a chunk of its own.
      for (let piece = stream.read(); piece !== null && piece !== undefined; piece = stream.read()) {
        body.append(piece)
        this.#count(source, piece.length)
      }
      if (body.length > MAX_BYTES) stop('too-many-bytes')
      else if (this.#shares.of(source) > this.#limits.bytesPerSource) stop('too-busy')
      else if (this.#bytes > this.#limits.bytes) this.#stops.values().next().value!('too-busy')
    }
    this.#stops.add(stop)
    stream.on('readable', take).on('end', end).on('error', leave).on('close', leave)
    try {
      await ended
      return body.whole()
    } finally {
      stream.off('readable', take).off('end', end).off('close', leave)
      clearTimeout(clock)
      this.#stops.delete(stop)
      this.#count(source, -body.length)
    }
  }

  #count(source: string, bytes: number): void {
    this.#bytes += bytes
    this.#shares.add(source, bytes)
  }
}

/** Bytes that each of several holders has in memory. */
class Shares {
  readonly #bytes = new Map<string, number>()

  of(holder: string): number {
    return this.#bytes.get(holder) ?? 0
  }

  add(holder: string, bytes: number): void {
    const left = this.of(holder) + bytes
    if (left === 0) this.#bytes.delete(holder)
    else this.#bytes.set(holder, left)
  }
}

/** What is unpacked of each sender, from its arrival until it is answered: as much as one greatest body. */
export class UnpackedBodies {
  readonly #shares = new Shares()

  start(sender: string): UnpackedBody {
    return new UnpackedBody(this.#shares, sender)
  }
}

export class UnpackedBody {
  /** Whether the answer outlives the handler of the request, and releases the body at its end. */
  isStreamed = false
  readonly #shares: Shares
  readonly #sender: string
  #bytes = 0

  constructor(shares: Shares, sender: string) {
    this.#shares = shares
    this.#sender = sender
  }

  /** @throws {UnreadableBodyError} `too-many-unpacked-bytes`, or `too-busy` if it is too many with the sender's others */
  async *count(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.#bytes += piece.length
      this.#shares.add(this.#sender, piece.length)
      if (this.#bytes > MAX_UNPACKED_BYTES) throw new UnreadableBodyError('too-many-unpacked-bytes')
      if (this.#shares.of(this.#sender) > MAX_UNPACKED_BYTES) throw new UnreadableBodyError('too-busy')
      yield piece
    }
  }

  release(): void {
    this.#shares.add(this.#sender, -this.#bytes)
    this.#bytes = 0
  }
}

class Blocks {
  length = 0
  readonly #full: Uint8Array[] = []
  #block = Buffer.alloc(0)
  #used = 0

  append(piece: Uint8Array): void {
    this.length += piece.byteLength
    if (this.#used + piece.byteLength > this.#block.length) this.#startBlock(piece.byteLength)
    this.#block.set(piece, this.#used)
    this.#used += piece.byteLength
  }

  whole(): Buffer {
    return Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)])
  }

  #startBlock(bytes: number): void {
    this.#full.push(this.#block.subarray(0, this.#used))
    this.#block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, bytes))
    this.#used = 0
  }
}

/**
 * Yields a body in pieces, with a turn for other requests after each.
 * @throws {UnreadableBodyError} `not-gzip`
 */
export async function* unpack(bytes: Buffer, encoding: 'gzip' | 'identity'): AsyncGenerator<Buffer> {
  if (encoding === 'gzip') yield* gunzipped(bytes)
  else {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      yield bytes.subarray(from, from + PIECE_BYTES)
      await setImmediate()
    }
  }
}

async function* gunzipped(bytes: Buffer): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  gunzip.end(bytes)
  const pieces: AsyncIterator<Buffer> = gunzip[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await pieces.next().catch(() => {
        throw new UnreadableBodyError('not-gzip')
      })
      if (done) return
      yield value
    }
  } finally {
    gunzip.destroy()
  }
}
