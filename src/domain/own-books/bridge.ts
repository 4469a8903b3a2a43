import type { Comparable } from './line.ts'
import type { DifferenceName, Match, Outcome } from './outcome.ts'

/** What the results of one outcome, or of one difference, come to. Sums are whole qəpik, of what lies in the period. */
export interface Tally {
  readonly outcome: Outcome
  /** The gravest difference; null where there is none. */
  readonly name: DifferenceName | null
  readonly matches: number
  readonly lines: bigint
  readonly operations: bigint
}

/** Keeps count and sums by outcome and difference. */
export class Tallies {
  readonly #tallies = new Map<string, Tally>()

  constructor(tallies: Iterable<Tally> = []) {
    for (const tally of tallies) this.#tallies.set(keyOf(tally), tally)
  }

  add(match: Match): void {
    this.#change(tallyOf(match), 1)
  }

  #change(change: Tally, sign: 1 | -1): void {
    const key = keyOf(change)
    const old = this.#tallies.get(key)
    this.#tallies.set(key, {
      ...change,
      matches: (old?.matches ?? 0) + sign * change.matches,
      lines: (old?.lines ?? 0n) + BigInt(sign) * change.lines,
      operations: (old?.operations ?? 0n) + BigInt(sign) * change.operations,
    })
  }

  list(): Tally[] {
    return [...this.#tallies.values()].filter(({ matches }) => matches > 0)
  }
}

function keyOf({ outcome, name }: Tally): string {
  return `${outcome} ${name}`
}

export function tallyOf({ outcome, names, lines, operations }: Match): Tally {
  return {
    outcome,
    name: names[0] ?? null,
    matches: 1,
    lines: sumInPeriod(lines),
    operations: sumInPeriod(operations),
  }
}

function sumInPeriod(items: readonly Comparable[]): bigint {
  return items.reduce((sum, { effect, inPeriod }) => (inPeriod ? sum + BigInt(effect) : sum), 0n)
}

/** The way from the closing balance by own books to the closing balance by customs. It closes to the qəpik. */
export interface Bridge {
  readonly ownOpening: bigint
  readonly ownClosing: bigint
  /** The opening balance by customs less that by own books. */
  readonly opening: bigint
  /** Differences that are not 0. */
  readonly steps: readonly {
    readonly outcome: Outcome
    readonly name: DifferenceName | null
    readonly amount: bigint
  }[]
  readonly customsOpening: bigint
  readonly customsClosing: bigint
}

interface Closings {
  /** Balances: overpayment less debt. */
  readonly ownOpening: bigint
  readonly customsOpening: bigint
  readonly customsClosing: bigint
}

/** @throws {RangeError} when the differences do not explain the closing balance by customs: a bug */
export function buildBridge(
  tallies: readonly Tally[],
  { ownOpening, customsOpening, customsClosing }: Closings,
): Bridge {
  const ownClosing = tallies.reduce((sum, { lines }) => sum + lines, ownOpening)
  const opening = customsOpening - ownOpening
  const steps = tallies
    .map(({ outcome, name, lines, operations }) => ({ outcome, name, amount: operations - lines }))
    .filter(({ amount }) => amount !== 0n)
  const explained = steps.reduce((sum, { amount }) => sum + amount, ownClosing + opening)
  if (explained !== customsClosing) {
    throw new RangeError(`The bridge ends at ${explained}, and the books of customs close with ${customsClosing}`)
  }
  return { ownOpening, ownClosing, opening, steps, customsOpening, customsClosing }
}
