/** A heap: gives back what arrived first, in the time of the logarithm of its size. */
export class EarliestFirst<Item extends { readonly arrival: number }> {
  /** Each item arrived before those at 2i + 1 and 2i + 2. */
  readonly #items: Item[] = []

  add(item: Item): void {
    let at = this.#items.push(item) - 1
    for (let above = parent(at); at > 0 && this.#isEarlier(at, above); above = parent(at)) {
      this.#swap(at, above)
      at = above
    }
  }

  /** Removes the item that arrived first. */
  take(): Item | undefined {
    const items = this.#items
    if (items.length === 0) return undefined
    this.#swap(0, items.length - 1)
    const first = items.pop()
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const below = right < items.length && this.#isEarlier(right, left) ? right : left
      if (below >= items.length || !this.#isEarlier(below, at)) return first
      this.#swap(at, below)
      at = below
    }
  }

  #isEarlier(one: number, other: number): boolean {
    return this.#items[one]!.arrival < this.#items[other]!.arrival
  }

  #swap(one: number, other: number): void {
    const items = this.#items
    ;[items[one], items[other]] = [items[other]!, items[one]!]
  }
}

function parent(at: number): number {
  return Math.floor((at - 1) / 2)
}
