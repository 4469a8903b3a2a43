/** Small pieces are put together, since each has a cost of its own. */
const BLOCK_BYTES = 64 * 1024

/** Memory of refused bodies is used again at once: left to the garbage collector, it would pile up. */
const freeBlocks: Buffer[] = []
const MAX_FREE_BLOCKS = 256

/** Bytes that arrive in pieces. */
export class Blocks {
  length = 0
  readonly #blocks: Buffer[] = []

  append(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      const used = this.length % BLOCK_BYTES
      if (used === 0) this.#blocks.push(freeBlocks.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES))
      const part = piece.subarray(from, from + BLOCK_BYTES - used)
      this.#blocks.at(-1)!.set(part, used)
      from += part.length
      this.length += part.length
    }
  }

  /** Copies a range of the bytes to the start of a target. @returns their number */
  copy(from: number, to: number, target: Uint8Array): number {
    for (let at = from; at < to; ) {
      const start = at % BLOCK_BYTES
      const part = this.#blocks[Math.floor(at / BLOCK_BYTES)]!.subarray(start, start + to - at)
      target.set(part, at - from)
      at += part.length
    }
    return to - from
  }

  /** A copy. */
  whole(): Buffer {
    return Buffer.concat(this.#blocks, this.length)
  }

  release(): void {
    freeBlocks.push(...this.#blocks.splice(0, MAX_FREE_BLOCKS - freeBlocks.length))
  }
}
