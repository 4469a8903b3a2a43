import type { Entry } from './entry.ts'
import { fits, type Operation, type OwnLine } from './line.ts'

/** More of one number are rare, and left to the way that suits any count. */
const MAX_PAIRS = 100

type Pair = (line: Entry<OwnLine>, operation: Entry<Operation>) => void

/**
 * Step 1 for the numbers whose lines and operations have no other number: nearly all of them. Nobody else can take a
 * partner from such a family, so each is paired for itself.
 */
export function pairWithinNumbers(
  lines: readonly Entry<OwnLine>[],
  operations: readonly Entry<Operation>[],
  pair: Pair,
): void {
  const numbers = new Numbers()
  const ofLines = numbers.group(lines, true)
  const ofOperations = numbers.group(operations, false)
  for (let id = 0; id < numbers.size; id += 1) {
    const pairs = ofLines.count(id) * ofOperations.count(id)
    if (pairs > 0 && pairs <= MAX_PAIRS && numbers.isAlone(id)) pairFamily(ofLines.of(id), ofOperations.of(id), pair)
  }
}

/** The numbers of lines, counted from 0. Objects for a hundred thousand families would cost more than pairing them. */
class Numbers {
  readonly #ids = new Map<string, number>()
  readonly #isAlone: boolean[] = []

  get size(): number {
    return this.#isAlone.length
  }

  isAlone(id: number): boolean {
    return this.#isAlone[id]!
  }

  /** Groups those with one number by it. Those with several make theirs ones that are not alone. */
  group<Of extends OwnLine>(entries: readonly Entry<Of>[], addsNumbers: boolean): Groups<Of> {
    const ids = new Int32Array(entries.length).fill(-1)
    for (const [index, { item }] of entries.entries()) {
      for (const number of item.numbers) {
        const id = this.#idOf(number, addsNumbers)
        if (id === undefined) continue
        if (item.numbers.length > 1) this.#isAlone[id] = false
        else ids[index] = id
      }
    }
    return new Groups(entries, ids, this.size)
  }

  #idOf(number: string, addsNumbers: boolean): number | undefined {
    const known = this.#ids.get(number)
    if (known !== undefined || !addsNumbers) return known
    this.#ids.set(number, this.size)
    return this.#isAlone.push(true) - 1
  }
}

/** Entries by the id of their number, in their order; -1 is none. */
class Groups<Of extends OwnLine> {
  readonly #members: Entry<Of>[]
  readonly #ends: Int32Array
  readonly #counts: Int32Array

  constructor(entries: readonly Entry<Of>[], ids: Int32Array, size: number) {
    this.#counts = new Int32Array(size)
    for (const id of ids) if (id >= 0) this.#counts[id]! += 1
    this.#ends = new Int32Array(size)
    let end = 0
    for (const [id, count] of this.#counts.entries()) {
      this.#ends[id] = end
      end += count
    }
    this.#members = new Array(end)
    for (const [index, id] of ids.entries()) {
      if (id < 0) continue
      this.#members[this.#ends[id]!] = entries[index]!
      this.#ends[id]! += 1
    }
  }

  count(id: number): number {
    return this.#counts[id]!
  }

  of(id: number): readonly Entry<Of>[] {
    return this.#members.slice(this.#ends[id]! - this.#counts[id]!, this.#ends[id])
  }
}

/** The four ways of step 1. */
function pairFamily(lines: readonly Entry<OwnLine>[], operations: readonly Entry<Operation>[], pair: Pair): void {
  for (const way of WAYS) {
    for (const line of lines) {
      if (line.isTaken) continue
      for (const operation of operations) {
        if (operation.isTaken || operation.item.effect !== line.item.effect) continue
        if (!way(line.item, operation.item)) continue
        pair(line, operation)
        break
      }
    }
  }
}

const isSameDay = (line: OwnLine, operation: Operation) => line.date === operation.date
const WAYS: readonly ((line: OwnLine, operation: Operation) => boolean)[] = [
  (line, operation) => isSameDay(line, operation) && fits(line, operation),
  fits,
  isSameDay,
  () => true,
]
