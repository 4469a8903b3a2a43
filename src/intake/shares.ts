/** Bytes that each of several holders has in memory. */
export class Shares {
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
