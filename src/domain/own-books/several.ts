import type { Ledger } from '../fund.ts'
import { areIdentical, type Entry } from './entry.ts'

/** The most candidates and parts of a sum: the cost of looking for one is bounded. */
export const MAX_CANDIDATES = 12
export const MAX_PARTS = 4

/** The entries of one shelf that are free, with their count and sum. */
class Bag {
  entries: Entry[] = []
  free = 0
  sum = 0n

  put(entry: Entry): void {
    this.entries.push(entry)
    this.free += 1
    this.sum += BigInt(entry.item.effect)
  }

  leave(entry: Entry): void {
    this.free -= 1
    this.sum -= BigInt(entry.item.effect)
  }

  /** Those that were taken are not passed again and again. */
  list(): readonly Entry[] {
    if (this.entries.length > this.free) this.entries = this.entries.filter(({ isTaken }) => !isTaken)
    return this.entries
  }
}

/** Free entries of one side by ledger. */
class Shelf {
  readonly #all = new Bag()
  readonly #byLedger = new Map<Ledger | null, Bag>()

  put(entry: Entry): void {
    this.#all.put(entry)
    const bag = this.#byLedger.get(entry.item.ledger) ?? new Bag()
    this.#byLedger.set(entry.item.ledger, bag)
    bag.put(entry)
  }

  leave(entry: Entry): void {
    this.#all.leave(entry)
    this.#byLedger.get(entry.item.ledger)!.leave(entry)
  }

  /** Those whose ledger fits. */
  fitting(ledger: Ledger | null): readonly Bag[] {
    if (ledger === null) return [this.#all]
    return [this.#byLedger.get(ledger), this.#byLedger.get(null)].filter(bag => bag !== undefined)
  }
}

/** Entries of one side, to find a few whose effects come to one of the other side. */
export class Shelves {
  readonly #shelves = new Map<string, Shelf>()
  readonly #keysOf: (entry: Entry) => readonly string[]

  /** @param keysOf the shelves on which an entry lies */
  constructor(keysOf: (entry: Entry) => readonly string[]) {
    this.#keysOf = keysOf
  }

  put(entry: Entry): void {
    for (const key of this.#keysOf(entry)) {
      const shelf = this.#shelves.get(key) ?? new Shelf()
      this.#shelves.set(key, shelf)
      shelf.put(entry)
    }
  }

  /** To be called when an entry is taken. */
  leave(entry: Entry): void {
    for (const key of this.#keysOf(entry)) this.#shelves.get(key)?.leave(entry)
  }

  /** All free entries of some shelves that fit; null where there are more than so many. */
  few(keys: readonly string[], ledger: Ledger | null): readonly Entry[] | null {
    const bags = this.#fitting(keys, ledger)
    if (bags.reduce((count, { free }) => count + free, 0) > MAX_CANDIDATES) return null
    return bags.flatMap(bag => bag.list()).sort((one, other) => one.rank - other.rank)
  }

  /**
   * All that fit, where they are two at least and come to an effect.
   * @param apart by how many qəpik they miss it
   */
  allOf(key: string, { item: { effect, ledger } }: Entry, apart: 0 | 1): readonly Entry[] | null {
    const bags = this.#fitting([key], ledger)
    const count = bags.reduce((all, { free }) => all + free, 0)
    const missing = bags.reduce((all, { sum }) => all + sum, -BigInt(effect))
    if (count < 2 || (missing !== BigInt(apart) && missing !== -BigInt(apart))) return null
    return bags.flatMap(bag => bag.list()).sort((one, other) => one.rank - other.rank)
  }

  #fitting(keys: readonly string[], ledger: Ledger | null): readonly Bag[] {
    return keys.flatMap(key => this.#shelves.get(key)?.fitting(ledger) ?? [])
  }
}

/**
 * Finds the two to four candidates that come to an effect. All have its sign.
 * @returns null where there are none, or where different candidates do
 */
export function theOnlySum(effect: number, candidates: readonly Entry[]): readonly Entry[] | null {
  const target = Math.abs(effect)
  let found: readonly Entry[] | null = null
  let isUnique = true
  const chosen: Entry[] = []
  const choose = (from: number, left: number): void => {
    for (let at = from; at < candidates.length && isUnique; at += 1) {
      const candidate = candidates[at]!
      // The same choice with an identical candidate was made before.
      if (at > from && areIdentical(candidate.item, candidates[at - 1]!.item)) continue
      const rest = left - Math.abs(candidate.item.effect)
      if (rest < 0) continue
      chosen.push(candidate)
      if (rest === 0 && chosen.length >= 2) {
        isUnique = found === null
        found = [...chosen]
      } else if (rest > 0 && chosen.length < MAX_PARTS) choose(at + 1, rest)
      chosen.pop()
    }
  }
  choose(0, target)
  return isUnique ? found : null
}
