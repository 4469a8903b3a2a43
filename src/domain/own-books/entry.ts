import { daysBetween, type PlainDate } from '../dates.ts'
import type { Steps } from '../steps.ts'
import type { Comparable } from './line.ts'

/** Something to compare, at its place in the canonical order. */
export interface Entry<Item extends Comparable = Comparable> {
  readonly item: Item
  readonly rank: number
  /** Days since 1970. */
  readonly day: number
  /** It has a partner. */
  isTaken: boolean
}

const EPOCH = '1970-01-01' as PlainDate
const SORTED_PER_STEP = 100
const MERGED_PER_STEP = 400

/** Puts one side into canonical order. */
export function* toEntries<Item extends Comparable>(items: readonly Item[]): Steps<Entry<Item>[]> {
  let runs: Item[][] = []
  for (let from = 0; from < items.length; from += SORTED_PER_STEP) {
    yield
    runs.push(items.slice(from, from + SORTED_PER_STEP).sort(inCanonicalOrder))
  }
  while (runs.length > 1) {
    const longer: Item[][] = []
    for (let run = 0; run < runs.length; run += 2) longer.push(yield* merge(runs[run]!, runs[run + 1] ?? []))
    runs = longer
  }
  const entries: Entry<Item>[] = []
  for (const item of runs[0] ?? []) {
    if (entries.length % SORTED_PER_STEP === 0) yield
    entries.push({ item, rank: entries.length, day: daysBetween(EPOCH, item.date), isTaken: false })
  }
  return entries
}

function* merge<Item extends Comparable>(first: readonly Item[], second: readonly Item[]): Steps<Item[]> {
  const merged: Item[] = []
  let ofFirst = 0
  let ofSecond = 0
  while (ofFirst < first.length || ofSecond < second.length) {
    if (merged.length % MERGED_PER_STEP === 0) yield
    const [one, other] = [first[ofFirst], second[ofSecond]]
    const isFirst = other === undefined || (one !== undefined && inCanonicalOrder(one, other) <= 0)
    merged.push(isFirst ? first[ofFirst++]! : second[ofSecond++]!)
  }
  return merged
}

function inCanonicalOrder(one: Comparable, other: Comparable): number {
  return (
    inOrder(one.date, other.date) ||
    one.effect - other.effect ||
    inOrder(contentOfNumbers(one), contentOfNumbers(other)) ||
    inOrder(one.ledger ?? '', other.ledger ?? '') ||
    inOrder(one.text, other.text) ||
    one.position - other.position
  )
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Numbers hold no blanks. */
function contentOfNumbers({ numbers }: Comparable): string {
  return numbers.length < 2 ? (numbers[0] ?? '') : numbers.join(' ')
}

/** Whether two of the same side have the same number, effect and day. */
export function areTwins(one: Comparable, other: Comparable): boolean {
  return one.effect === other.effect && one.date === other.date && contentOfNumbers(one) === contentOfNumbers(other)
}

/** Whether only their positions tell two of the same side apart. */
export function areIdentical(one: Comparable, other: Comparable): boolean {
  return areTwins(one, other) && one.ledger === other.ledger && one.text === other.text
}
