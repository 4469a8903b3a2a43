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

  /** A copy. */
  whole(): Buffer {
    return Buffer.concat(this.#blocks, this.length)
  }

  release(): void {
    freeBlocks.push(...this.#blocks.splice(0, MAX_FREE_BLOCKS - freeBlocks.length))
  }
}
