import { daysBetween, type PlainDate } from '../dates.ts'
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

/** Puts one side into canonical order. */
export function toEntries<Item extends Comparable>(items: readonly Item[]): Entry<Item>[] {
  const days = new Map<PlainDate, number>()
  const dayOf = (date: PlainDate) => {
    const day = days.get(date) ?? daysBetween(EPOCH, date)
    days.set(date, day)
    return day
  }
  return [...items].sort(inCanonicalOrder).map((item, rank) => ({ item, rank, day: dayOf(item.date), isTaken: false }))
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
