import { setImmediate } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { Shares } from './shares.ts'
import { StoredLines } from './stored-lines.ts'
import { UnreadableBodyError } from './unreadable-body.ts'

export const MAX_UNPACKED_BYTES = 16 * 1024 * 1024

const PIECE_BYTES = 256 * 1024

/** Each sender may have as much unpacked as one greatest body, from its arrival until it is answered. */
export class UnpackedBodies {
  readonly #shares = new Shares()

  start(sender: string): UnpackedBody {
    return new UnpackedBody(this.#shares, sender)
  }
}

export class UnpackedBody {
  /** Whether the answer outlives the handler of the request, and releases the body at its end. */
  isStreamed = false
  readonly lines = new StoredLines()
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
    this.lines.release()
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
