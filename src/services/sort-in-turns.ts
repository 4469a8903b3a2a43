import { LOOP_TURNS } from './turn-queue.ts'

/** Sorting so many takes a millisecond or two, also by the rules of a language. */
const SORTED_PER_TURN = 250
/** Merging compares each item once, and sorting so many compares each eight times. */
const MERGED_PER_TURN = 1000

/**
 * Selects and sorts a long list with turns of the event loop between its pieces. Items that compare as equal keep their
 * order.
 * @param owner whose pieces share the turns of one
 */
export async function sortInTurns<Item>(
  items: readonly Item[],
  isSelected: (item: Item) => boolean,
  compare: (one: Item, other: Item) => number,
  owner: unknown,
): Promise<Item[]> {
  let runs: Item[][] = []
  for (let from = 0; from < items.length; from += SORTED_PER_TURN) {
    await LOOP_TURNS.take(owner)
    runs.push(
      items
        .slice(from, from + SORTED_PER_TURN)
        .filter(isSelected)
        .sort(compare),
    )
  }
  while (runs.length > 1) {
    const longer: Item[][] = []
    for (let run = 0; run < runs.length; run += 2) {
      longer.push(await merge(runs[run]!, runs[run + 1] ?? [], compare, owner))
    }
    runs = longer
  }
  return runs[0] ?? []
}

/**
 * Finds the first items that are selected in a long list, with turns of the event loop between its pieces.
 * @param owner whose pieces share the turns of one
 */
export async function selectInTurns<Item>(
  items: readonly Item[],
  isSelected: (item: Item) => boolean,
  limit: number,
  owner: unknown,
): Promise<Item[]> {
  const found: Item[] = []
  for (let from = 0; from < items.length && found.length < limit; from += SORTED_PER_TURN) {
    await LOOP_TURNS.take(owner)
    found.push(...items.slice(from, from + SORTED_PER_TURN).filter(isSelected))
  }
  return found.slice(0, limit)
}

async function merge<Item>(
  first: readonly Item[],
  second: readonly Item[],
  compare: (one: Item, other: Item) => number,
  owner: unknown,
): Promise<Item[]> {
  const merged: Item[] = []
  let ofFirst = 0
  let ofSecond = 0
  while (ofFirst < first.length && ofSecond < second.length) {
    if (merged.length % MERGED_PER_TURN === 0) await LOOP_TURNS.take(owner)
    const isFirst = compare(first[ofFirst]!, second[ofSecond]!) <= 0
    merged.push(isFirst ? first[ofFirst++]! : second[ofSecond++]!)
  }
  return merged.concat(first.slice(ofFirst), second.slice(ofSecond))
}
