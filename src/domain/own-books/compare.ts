import { type Entry, toEntries } from './entry.ts'
import { hasNumbers, lineKeys, operationKeys, WITHOUT_CONTRADICTION } from './keys.ts'
import { fits, type Operation, type OwnLine } from './line.ts'
import { nameLeftovers } from './name-leftovers.ts'
import { type Match, type PairDifference, SLIPS } from './outcome.ts'
import { severalOfNumbers, severalWithinDays } from './pair-several.ts'
import { findKin, type Kin, type Pairing, pairUp } from './pair-up.ts'
import { pairWithinNumbers } from './pair-within-number.ts'
import { SLIP_KEYS } from './slips.ts'

/** What belongs together: two, or one and several, which are suggested or one qəpik apart. */
interface Group {
  readonly lines: readonly Entry<OwnLine>[]
  readonly operations: readonly Entry<Operation>[]
  /** What the amounts of a pair come apart by. */
  readonly slip: PairDifference | null
  readonly isSuggested: boolean
}

/** How far a comparison is. */
export interface Compared {
  /** Lines that have found a partner. */
  readonly paired: number
  readonly pass: number
  readonly passes: number
}

export type SayCompared = (compared: Compared) => void

const SAID_EACH = 2000
/** Ways in which lines look for partners, and naming what is left. */
export const PASSES = 25

/** One comparison while it is made: the steps of the specification in their order. */
class Comparison {
  readonly #lines: readonly Entry<OwnLine>[]
  readonly #operations: readonly Entry<Operation>[]
  /** Those that were free before the last pass. */
  #freeOperations: readonly Entry<Operation>[]
  readonly #groups: Group[] = []
  readonly #say: SayCompared
  #paired = 0
  #pass = 0

  constructor(lines: readonly Entry<OwnLine>[], operations: readonly Entry<Operation>[], say: SayCompared) {
    this.#lines = lines
    this.#operations = operations
    this.#freeOperations = operations
    this.#say = say
  }

  run(): Match[] {
    this.#begin()
    pairWithinNumbers(this.#lines, this.#operations, (line, operation) => this.#takePair(null, line, operation))
    const kin = findKin(this.#lines.filter(isWithoutPartner), this.#operations.filter(isWithoutPartner))
    this.#pairBySameNumber(kin)
    this.#begin()
    severalOfNumbers(this.#lines, this.#operations, { suggest: this.#suggest, pairRounded: this.#pairRounded })
    this.#pairBySlip(kin)
    this.#pairBySameEffect(kin)
    this.#begin()
    severalWithinDays(this.#lines, this.#operations, this.#suggest)
    this.#begin()
    return this.#results()
  }

  readonly #suggest = (lines: readonly Entry<OwnLine>[], operations: readonly Entry<Operation>[]): void => {
    this.#take({ lines, operations, slip: null, isSuggested: true })
  }

  readonly #pairRounded = (lines: readonly Entry<OwnLine>[], operations: readonly Entry<Operation>[]): void => {
    this.#take({ lines, operations, slip: 'rounding', isSuggested: false })
  }

  #take(group: Group): void {
    for (const entry of [...group.lines, ...group.operations]) entry.isTaken = true
    this.#groups.push(group)
    const before = this.#paired
    this.#paired += group.lines.length
    if (Math.floor(this.#paired / SAID_EACH) > Math.floor(before / SAID_EACH)) this.#sayCompared()
  }

  /** To be called before each pass. */
  #begin(): void {
    this.#pass += 1
    this.#sayCompared()
  }

  #sayCompared(): void {
    this.#say({ paired: this.#paired, pass: this.#pass, passes: PASSES })
  }

  #takePair(slip: PairDifference | null, line: Entry<OwnLine>, operation: Entry<Operation>): void {
    this.#take({ lines: [line], operations: [operation], slip, isSuggested: false })
  }

  #pair(slip: PairDifference | null, lines: readonly Entry<OwnLine>[], keys: Omit<Pairing, 'isFree' | 'pair'>): void {
    this.#begin()
    this.#freeOperations = this.#freeOperations.filter(isWithoutPartner)
    pairUp(lines, this.#freeOperations, {
      ...keys,
      isFree: isWithoutPartner,
      pair: (line, operation) => this.#takePair(slip, line, operation),
    })
  }

  /** Step 1 for what `pairWithinNumbers` leaves. */
  #pairBySameNumber({ number: lines }: Kin): void {
    const ways = [
      { sameDay: true, fitting: true },
      { sameDay: false, fitting: true },
      { sameDay: true, fitting: false },
      { sameDay: false, fitting: false },
    ]
    for (const { sameDay, fitting } of ways) {
      const content = ({ effect, date }: OwnLine) => (sameDay ? `${effect} ${date}` : `${effect}`)
      this.#pair(null, lines, {
        keysOfLine: line => line.numbers.map(number => lineKeys(`${number} ${content(line)}`, line, fitting)),
        keysOfOperation: operation =>
          operation.numbers.flatMap(number => operationKeys(`${number} ${content(operation)}`, operation, fitting)),
      })
    }
  }

  /** Step 3. */
  #pairBySlip({ number: lines }: Kin): void {
    for (const slip of SLIPS) {
      const { ofLine, ofOperation } = SLIP_KEYS[slip]
      this.#pair(slip, lines, {
        keysOfLine: line => line.numbers.map(number => ofLine(line.effect).map(effect => `${number} ${effect}`)),
        keysOfOperation: operation =>
          operation.numbers.flatMap(number => ofOperation(operation.effect).map(effect => `${number} ${effect}`)),
      })
    }
    for (const fitting of [true, false]) {
      const content = ({ effect }: OwnLine, number: string) => `${number} ${Math.sign(effect)}`
      this.#pair('other-amount', lines, {
        keysOfLine: line => line.numbers.map(number => lineKeys(content(line, number), line, fitting)),
        keysOfOperation: operation =>
          operation.numbers.flatMap(number => operationKeys(content(operation, number), operation, fitting)),
      })
    }
  }

  /** Steps 4 and 5. */
  #pairBySameEffect({ effect: lines }: Kin): void {
    for (const fitting of [true, false]) {
      this.#pairByAmount(lines, ({ effect, date }) => `${effect} ${date}`, fitting)
    }
    this.#pairByAmount(lines, ({ effect }) => `${effect}`, true, 'near')
  }

  #pairByAmount(
    lines: readonly Entry<OwnLine>[],
    content: (of: OwnLine) => string,
    fitting: boolean,
    gate?: 'near',
  ): void {
    for (const has of WITHOUT_CONTRADICTION) {
      this.#pair(null, lines, {
        ...(gate && { gate }),
        keysOfLine: line => (hasNumbers(line) === has.line ? [lineKeys(content(line), line, fitting)] : []),
        keysOfOperation: operation =>
          hasNumbers(operation) === has.operation ? operationKeys(content(operation), operation, fitting) : [],
      })
    }
  }

  #results(): Match[] {
    const nameOf = nameLeftovers(this.#lines, this.#operations)
    const matches: Match[] = []
    for (const group of this.#groups) {
      const match = toMatch(group)
      if (match) matches.push(match)
    }
    for (const entry of this.#lines) {
      if (entry.isTaken || !entry.item.inPeriod) continue
      matches.push({ outcome: 'only-here', lines: [entry.item], operations: [], names: [nameOf(entry)] })
    }
    for (const entry of this.#operations) {
      if (entry.isTaken || !entry.item.inPeriod) continue
      matches.push({ outcome: 'only-there', lines: [], operations: [entry.item], names: [nameOf(entry)] })
    }
    return matches
  }
}

/** Compares the lines of own books with the operations of the account, by the steps of the specification. */
export function compareBooks(
  lines: readonly OwnLine[],
  operations: readonly Operation[],
  say: SayCompared = () => {},
): Match[] {
  return new Comparison(toEntries(lines), toEntries(operations), say).run()
}

function isWithoutPartner({ isTaken }: Entry): boolean {
  return !isTaken
}

/** @returns null where nothing of it lies in the period */
function toMatch({ lines, operations, slip, isSuggested }: Group): Match | null {
  const all = [...lines, ...operations].map(({ item }) => item)
  const inPeriod = all.filter(item => item.inPeriod).length
  if (inPeriod === 0) return null
  const names: PairDifference[] = slip === null ? [] : [slip]
  if (inPeriod < all.length) names.push('other-period')
  const [line, operation] = [lines[0]!.item, operations[0]!.item]
  if (!isSuggested && !fits(line, operation)) names.push('other-fund')
  if (!isSuggested && line.date !== operation.date) names.push('other-day')
  return {
    outcome: isSuggested ? 'suggested' : names.length > 0 ? 'differs' : 'agreed',
    lines: lines.map(({ item }) => item),
    operations: operations.map(({ item }) => item),
    names,
  }
}
