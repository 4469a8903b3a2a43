import type { Entry } from './entry.ts'
import type { Operation, OwnLine } from './line.ts'
import { GATE_DAYS } from './pair-up.ts'
import { Shelves, theOnlySum } from './several.ts'

type Lines = readonly Entry<OwnLine>[]
type Operations = readonly Entry<Operation>[]
type Suggest = (lines: Lines, operations: Operations) => void

/** `suggest` takes several with the exact sum; `pairRounded` takes all of a number with a sum one qəpik away. */
interface Found {
  readonly suggest: Suggest
  readonly pairRounded: Suggest
}

/** Step 2: a line and several operations of one number, or an operation and several lines. */
export function severalOfNumbers(lines: Lines, operations: Operations, found: Found): void {
  const ofLines = byNumber(lines)
  const ofOperations = byNumber(operations)
  const both = [...ofLines.keys()].filter(number => ofOperations.has(number))
  for (const number of both.sort()) {
    severalOfNumber(ofLines.get(number)!, ofOperations.get(number)!, found)
  }
}

function byNumber<Of extends OwnLine>(entries: readonly Entry<Of>[]): Map<string, Entry<Of>[]> {
  const groups = new Map<string, Entry<Of>[]>()
  for (const entry of entries) {
    if (entry.isTaken) continue
    for (const number of entry.item.numbers) {
      const group = groups.get(number)
      if (group) group.push(entry)
      else groups.set(number, [entry])
    }
  }
  return groups
}

function severalOfNumber(lines: Lines, operations: Operations, { suggest, pairRounded }: Found): void {
  const keysOf = ({ item: { effect, date } }: Entry) => {
    const sign = Math.sign(effect)
    return [`${sign}`, `${sign} ${date}`]
  }
  const { lineShelves, operationShelves, take } = shelveBoth(lines, operations, keysOf)
  const signOf = (entry: Entry) => keysOf(entry)[0]!
  const severalFor = (entry: Entry, shelves: Shelves) => {
    const [sign, signOfDay] = keysOf(entry) as [string, string]
    const { effect, ledger } = entry.item
    const all = shelves.allOf(sign, entry, 0)
    if (all) return all
    const candidates = shelves.few([sign], ledger) ?? shelves.few([signOfDay], ledger)
    return candidates && theOnlySum(effect, candidates)
  }
  seekForEach(lines, entry => take(suggest, [entry], severalFor(entry, operationShelves)))
  seekForEach(operations, entry => take(suggest, severalFor(entry, lineShelves), [entry]))
  seekForEach(lines, entry => take(pairRounded, [entry], operationShelves.allOf(signOf(entry), entry, 1)))
  seekForEach(operations, entry => take(pairRounded, lineShelves.allOf(signOf(entry), entry, 1), [entry]))
}

/** Step 6: the same within days, without contradiction. */
export function severalWithinDays(lines: Lines, operations: Operations, suggest: Suggest): void {
  const keyOf = (effect: number, day: number, isNumbered: boolean) => `${Math.sign(effect)} ${day} ${isNumbered}`
  const { lineShelves, operationShelves, take } = shelveBoth(
    lines,
    operations,
    ({ item: { effect, numbers }, day }) => [keyOf(effect, day, numbers.length > 0)],
  )
  const severalFor = ({ item: { effect, ledger, numbers }, day }: Entry, shelves: Shelves) => {
    const keysOf = (of: number) => [
      keyOf(effect, of, false),
      // Two with numbers share none any more: those of a shared number were paired before.
      ...(numbers.length > 0 ? [] : [keyOf(effect, of, true)]),
    ]
    const days = Array.from({ length: 2 * GATE_DAYS + 1 }, (_, index) => day - GATE_DAYS + index)
    const candidates = shelves.few(days.flatMap(keysOf), ledger) ?? shelves.few(keysOf(day), ledger)
    return candidates && theOnlySum(effect, candidates)
  }
  seekForEach(lines, entry => take(suggest, [entry], severalFor(entry, operationShelves)))
  seekForEach(operations, entry => take(suggest, severalFor(entry, lineShelves), [entry]))
}

function seekForEach<Of extends OwnLine>(entries: readonly Entry<Of>[], seek: (entry: Entry<Of>) => void): void {
  for (const entry of entries) if (!entry.isTaken) seek(entry)
}

function shelveBoth(
  lines: Lines,
  operations: Operations,
  keysOf: (entry: Entry) => readonly string[],
): {
  lineShelves: Shelves
  operationShelves: Shelves
  take: (as: Suggest, lines: readonly Entry[] | null, operations: readonly Entry[] | null) => void
} {
  const [lineShelves, operationShelves] = [new Shelves(keysOf), new Shelves(keysOf)]
  for (const [entries, shelves] of [
    [lines, lineShelves],
    [operations, operationShelves],
  ] as const) {
    seekForEach(entries, entry => shelves.put(entry))
  }
  const take = (as: Suggest, lines: readonly Entry[] | null, operations: readonly Entry[] | null) => {
    if (!lines || !operations) return
    as(lines as Lines, operations as Operations)
    for (const entry of lines) lineShelves.leave(entry)
    for (const entry of operations) operationShelves.leave(entry)
  }
  return { lineShelves, operationShelves, take }
}
