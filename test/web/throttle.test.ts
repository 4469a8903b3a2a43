import { expect, test } from 'vitest'
import type { AccessStore } from '../../src/store/engine/access.ts'
import { writeThrottled } from '../../src/web/throttle.ts'

const NOW = Date.UTC(2026, 3, 20)
const MINUTE_MS = 60_000

/** A throttle of its own, and what it has written. */
function aThrottle() {
  const written: string[][] = []
  const store = {} as AccessStore
  const state = { fails: false }
  const ask = (keys: readonly string[], minutes = 0) =>
    writeThrottled(store, new Map(keys.map(key => [key, key])), new Date(NOW + minutes * MINUTE_MS), async due => {
      await Promise.resolve()
      if (state.fails) throw new Error('The disk is gone')
      written.push([...due])
    })
  return { ask, written, state }
}

test('a line is written once in 15 minutes, and each key on its own', async () => {
  const { ask, written } = aThrottle()
  await ask(['a'])
  await ask(['a'], 14.9)
  await ask(['b'], 14.9)
  await ask(['a'], 15)
  expect(written).toEqual([['a'], ['b'], ['a']])
})

test('of a list only the lines that are due are written, also when two lists come at once', async () => {
  const { ask, written } = aThrottle()
  await Promise.all([ask(['a', 'b']), ask(['b', 'c'])])
  await ask(['a', 'c', 'd'], 1)
  await ask([], 1)
  expect(written).toEqual([['a', 'b'], ['c'], ['d']])
})

test('lines that could not be written are due again, and each request that waited for them fails', async () => {
  const { ask, written, state } = aThrottle()
  state.fails = true
  const asked = [ask(['a', 'b']), ask(['b']), ask(['b', 'c'])]
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
  state.fails = false
  await ask(['a', 'b', 'c'])
  expect(written).toEqual([['a', 'b', 'c']])
})

test('a clock that is set back does not silence the log', async () => {
  const { ask, written } = aThrottle()
  await ask(['a'], 60 * 24 * 365)
  await ask(['a'])
  await ask(['a'], 1)
  expect(written).toEqual([['a'], ['a']])
})
