import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { TurnQueue } from '../../src/services/turn-queue.ts'

/** Lets each owner ask for so many pieces at once, and writes down who gets a turn. */
function aQueue() {
  const queue = new TurnQueue()
  const given: string[] = []
  const ask = (owner: string, pieces: number) => {
    const each = Array.from({ length: pieces }, async () => {
      await queue.take(owner)
      given.push(owner)
    })
    return Promise.all(each)
  }
  return { queue, given, ask }
}

test('each turn of the event loop has one piece, whoever asks', async () => {
  const { given, ask } = aQueue()
  const all = [ask('one', 2), ask('other', 2), ask('third', 1)]
  const counts: number[] = []
  for (let turns = 0; turns < 5; turns += 1) {
    await turn()
    counts.push(given.length)
  }
  expect(counts).toEqual([1, 2, 3, 4, 5])
  await Promise.all(all)
})

test('nobody gets a piece in the turn in which it is asked for', async () => {
  const { given, ask } = aQueue()
  const asked = ask('one', 1)
  await Promise.resolve()
  expect(given).toEqual([])
  await asked
  expect(given).toEqual(['one'])
})

test('owners take turns: one that asks for many does not make another wait for all of them', async () => {
  const { given, ask } = aQueue()
  await Promise.all([ask('many', 5), ask('few', 2)])
  expect(given).toEqual(['many', 'few', 'many', 'few', 'many', 'many', 'many'])
})

test('an owner that asks again after each piece comes after those that wait', async () => {
  const { queue, given, ask } = aQueue()
  const again = async () => {
    for (let piece = 0; piece < 3; piece += 1) {
      await queue.take('again')
      given.push('again')
    }
  }
  await Promise.all([again(), ask('one', 1), ask('other', 1)])
  expect(given).toEqual(['again', 'one', 'other', 'again', 'again'])
})

test('the parts of an owner share its turns, one after another', async () => {
  const queue = new TurnQueue()
  const given: string[] = []
  const ask = async (owner: string, part: string, pieces: number) => {
    const each = Array.from({ length: pieces }, async () => {
      await queue.take(owner, part)
      given.push(part)
    })
    await Promise.all(each)
  }
  await Promise.all([ask('network', 'many', 4), ask('network', 'few', 1), ask('person', 'page', 2)])
  expect(given).toEqual(['many', 'page', 'few', 'page', 'many', 'many', 'many'])
})
