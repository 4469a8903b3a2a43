import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { EarliestFirst } from '../../src/services/intake/earliest-first.ts'
import {
  amended,
  assessed,
  charged,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  toLine,
} from '../support/oracle/events.ts'
import { Oracle } from '../support/oracle/oracle.ts'
import { exportOf } from '../support/oracle/oracle-output.ts'
import { Service } from '../support/stores/service.ts'
import { NOW } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'

/** On PostgreSQL the thread waits for each statement in any case, and only the result is of interest. */
const SCALE = kind() === 'sqlite' ? 1 : 0.1

/** The CPU time of this process: on a busy machine the wall clock also runs while the process waits for its turn. */
function cpu_ms(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Runs the work, and tells how often others could run meanwhile, and which share of the work they waited at most. */
async function turnsDuring(work: Promise<unknown>): Promise<{ count: number; longestShare: number }> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  let [count, longest_ms] = [0, 0]
  const begun = cpu_ms()
  for (let last = begun; !isDone; count += 1) {
    await setTimeout(1)
    const now = cpu_ms()
    longest_ms = Math.max(longest_ms, now - last)
    last = now
  }
  await done
  return { count, longestShare: longest_ms / (cpu_ms() - begun) }
}

const numbered = (count: number, make: (place: number) => EventObject) =>
  Array.from({ length: count }, (_, index) => make(index + 1))

const customsDebts = (place: number) =>
  assessed(`L/${place}`, {
    'customs-duty': '0.01',
    vat: '0.01',
    excise: '0.01',
    'customs-fee': '0.01',
    'late-interest': '0.01',
  })

test('a payment that closes 15,000 debts lets others run, and leaves what the log gives again', async () => {
  await using service = await Service.open(NOW)
  await service.apply(registered(), ...numbered(3000 * SCALE, customsDebts))
  const turns = await turnsDuring(service.apply(paidToCode('142330', '1000.00')))
  expect(turns.count).toBeGreaterThan(10)
  expect(turns.longestShare).toBeLessThan(0.5)
  const rows = (await service.export()).split('\n').filter(row => row.includes(',advance-drawdown,'))
  expect(rows).toHaveLength(30_000 * SCALE)
  expect(await service.verify()).toBeNull()
})

test('a registration that releases 3,000 payments lets others run', async () => {
  await using service = await Service.open(NOW)
  await service.import(numbered(3000 * SCALE, () => paidToCode('142330', '1.00')).map(toLine))
  const turns = await turnsDuring(service.apply(registered()))
  expect(await service.heldIds()).toEqual([])
  expect(turns.count).toBeGreaterThan(10)
  expect(turns.longestShare).toBeLessThan(0.5)
})

test('a registration that releases declarations, each with a payment that waits for it, lets others run', async () => {
  await using service = await Service.open(NOW)
  const count = 2000 * SCALE
  const lines = [...numbered(count, customsDebts), ...numbered(count, place => paidByNumber(`L/${place}`, '0.05'))]
  await service.import(lines.map(toLine))
  const turns = await turnsDuring(service.apply(registered()))
  expect(await service.heldIds()).toEqual([])
  expect(turns.longestShare).toBeLessThan(0.5)
})

const PAYMENTS = [
  paidToCode('142330', '3.00'),
  charged('late', { vat: '5.00', fine: '0.02' }),
  paidToFund('vat', '4.50'),
  amended('D/1', { vat: '9.00', 'customs-duty': '0.00' }),
  paidToCode('142330', '2.01'),
  paidByNumber('D/700', '0.01'),
  paidToCode('142330', '100.00'),
  charged('after', { vat: '1.00' }),
]

/** More open debts of a fund than an account keeps in memory from one event to the next. */
const manyDebts = () => numbered(1200, place => assessed(`D/${place}`, { vat: '0.01', 'customs-duty': '0.01' }))

for (const [name, lines] of [
  ['that are delivered', () => [registered(), ...manyDebts(), ...PAYMENTS]],
  ['that are released', () => [...manyDebts(), ...PAYMENTS, registered()]],
] as const) {
  for (const groupSize of [100, 10_000]) {
    test(`many debts ${name} are settled in order, ${groupSize} events to a commit`, async () => {
      const delivered = lines().map(toLine)
      const oracle = new Oracle()
      await using service = await Service.open(NOW)
      expect((await service.import(delivered, { groupSize })).counts).toEqual(oracle.import(delivered, NOW))
      expect(await service.export()).toBe(exportOf(oracle))
    })
  }
}

test('what waits longest is taken first, whenever it was added', () => {
  const waiting = new EarliestFirst<{ arrival: number }>()
  const taken: number[] = []
  const take = () => taken.push(waiting.take()!.arrival)
  for (const arrival of [5, 3, 9, 1]) waiting.add({ arrival })
  take()
  take()
  for (const arrival of [4, 2, 8, 7, 6]) waiting.add({ arrival })
  while (taken.length < 9) take()
  expect(taken).toEqual([1, 3, 2, 4, 5, 6, 7, 8, 9])
  expect(waiting.take()).toBeUndefined()
})
