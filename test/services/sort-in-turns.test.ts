import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortInTurns } from '../../src/services/sort-in-turns.ts'

interface Item {
  readonly key: number
  readonly place: number
}

const byKey = (one: Item, other: Item) => one.key - other.key
const isEven = ({ key }: Item) => key % 2 === 0
const itemsOf = (keys: readonly number[]): Item[] => keys.map((key, place) => ({ key, place }))

test('sorts as the language does: equal items keep their order (property)', async () => {
  const few = fc.array(fc.nat(30), { maxLength: 50 })
  // Longer than what is sorted, or merged, in one turn.
  const many = fc.array(fc.nat(30), { minLength: 900, maxLength: 9000, size: 'max' })
  await fc.assert(
    fc.asyncProperty(fc.oneof(few, many), async keys => {
      const items = itemsOf(keys)
      expect(await sortInTurns(items, isEven, byKey, 'somebody')).toEqual(items.filter(isEven).toSorted(byKey))
    }),
    { numRuns: 30 },
  )
})

test('takes a turn for each thousand items, and more to merge them', async () => {
  const items = itemsOf(Array.from({ length: 10_000 }, (_, place) => (place * 7919) % 10_007))
  let sorted: Item[] | undefined
  const sorting = sortInTurns(items, () => true, byKey, 'somebody').then(result => {
    sorted = result
  })
  let turns = 0
  for (; !sorted; turns += 1) await turn()
  await sorting
  expect(turns).toBeGreaterThan(20)
})
