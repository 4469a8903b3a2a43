import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deepStream, eventStream, NOW } from '../support/oracle/arbitrary-events.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { countsOf, Oracle } from '../support/oracle/oracle.ts'
import { contentOfLine } from '../support/oracle/oracle-contract.ts'
import { cardsOf, exportOf } from '../support/oracle/oracle-output.ts'
import { runs } from '../support/property-runs.ts'
import { BrokenOff, Service } from '../support/stores/service.ts'
import { rowsInOrder } from '../support/stores/store.ts'

const groupSize = fc.constantFrom(1, 2, 3, 7, 20, 1000)
const dates = fc
  .tuple(fc.nat(120), fc.nat(120))
  .map(days => days.map(day => new Date(Date.parse('2025-12-01') + day * 86_400_000).toISOString().slice(0, 10)).sort())

const streams = eventStream({ maxLength: 50 })

async function snapshot(service: Service) {
  return {
    export: await service.export(),
    cards: await service.cards('2026-01-10', '2026-03-20'),
    held: await service.heldIds(),
    rejected: (await service.rejectedContents()).sort(),
    log: await service.log(),
  }
}

test('the store equals the oracle for any group size, in one delivery or two', async () => {
  await fc.assert(
    fc.asyncProperty(streams, groupSize, fc.nat(), dates, async (lines, groupSize, at, [from, to]) => {
      const oracle = new Oracle()
      await using service = await Service.open(NOW)
      const cut = at % (lines.length + 1)
      for (const delivery of [lines.slice(0, cut), lines.slice(cut)]) {
        const outcomes = oracle.deliver(delivery, NOW)
        const { counts, rejections } = await service.import(delivery, { groupSize })
        expect(counts).toEqual(countsOf(outcomes))
        const rejected = outcomes.flatMap((outcome, index) => (outcome === 'rejected' ? [index + 1] : []))
        expect(rejections.map(({ line }) => line).sort((one, other) => one - other)).toEqual(rejected)
        expect(rejections.every(({ problems }) => problems.length > 0)).toBe(true)
      }
      expect(await service.export()).toBe(exportOf(oracle))
      expect(await service.cards(from!, to!)).toBe(cardsOf(oracle, from!, to!))
      expect(await service.heldIds()).toEqual(oracle.held)
      expect((await service.log()).map(contentOfLine)).toEqual(
        [...oracle.log.values()].map(({ event }) => event.content),
      )
      expect(new Set((await service.rejectedContents()).map(contentOfLine))).toEqual(oracle.rejected)
    }),
    { numRuns: runs({ all: 40, few: 15 }) },
  )
})

test('charges are settled in order when there are more than one read returns', async () => {
  await fc.assert(
    fc.asyncProperty(deepStream(), async ({ opening, later }) => {
      const oracle = new Oracle()
      await using service = await Service.open(NOW)
      for (const delivery of [opening, later]) {
        expect((await service.import(delivery)).counts).toEqual(oracle.import(delivery, NOW))
      }
      expect(await service.export()).toBe(exportOf(oracle))
      expect(await service.cards('2026-01-10', '2026-03-20')).toBe(cardsOf(oracle, '2026-01-10', '2026-03-20'))
    }),
    { numRuns: runs({ all: 40, few: 15 }) },
  )
})

test('delivering the log again reports duplicates and changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(streams, groupSize, async (lines, groupSize) => {
      await using service = await Service.open(NOW)
      await service.import(lines)
      const before = await snapshot(service)
      const { counts } = await service.import(before.log, { groupSize })
      expect(counts).toEqual({
        applied: 0,
        duplicate: before.log.length,
        held: 0,
        rejected: 0,
      })
      expect(await snapshot(service)).toEqual(before)
    }),
    { numRuns: runs({ all: 30, few: 10 }) },
  )
})

test('replaying the log into an empty store gives the same rows, and verify passes', async () => {
  await fc.assert(
    fc.asyncProperty(streams, groupSize, async (lines, groupSize) => {
      await using service = await Service.open(NOW)
      await service.import(lines)
      await using replayed = await Service.open(NOW)
      await replayed.import(await service.log(), { groupSize })
      expect(await rowsInOrder(replayed.store)).toEqual(await rowsInOrder(service.store))
      expect(await replayed.export()).toBe(await service.export())
      expect(await service.verify()).toBeNull()
    }),
    { numRuns: runs({ all: 30, few: 10 }) },
  )
})

test('an import interrupted anywhere and run again gives the store of an uninterrupted one', async () => {
  // An event rejected because a total exceeds 2^53 − 1 may fit later, when the second run delivers it again.
  const streams = eventStream({ maxLength: 50, atTheLimit: false })
  await fc.assert(
    fc.asyncProperty(streams, groupSize, fc.nat(60), fc.boolean(), async (lines, groupSize, after, byFailure) => {
      await using uninterrupted = await Service.open(NOW)
      await uninterrupted.import(lines)
      await using interrupted = await Service.open(NOW)
      if (byFailure) await interrupted.import(lines, { groupSize, failAfter: after }).catch(expectBrokenOff)
      else await interrupted.import(lines, { groupSize, interruptAfter: after })
      await interrupted.import(lines, { groupSize })
      expect(await rowsInOrder(interrupted.store)).toEqual(await rowsInOrder(uninterrupted.store))
      expect(await snapshot(interrupted)).toEqual(await snapshot(uninterrupted))
    }),
    { numRuns: runs({ all: 40, few: 15 }) },
  )
})

test('a failed import has stored whole groups only', async () => {
  const lines = ['1000000001', '2000000002', '3000000001', '4000000002', '5000000001'].map(voen =>
    toLine(registered({ voen })),
  )
  const logged = async (options: Parameters<Service['import']>[1]) => {
    await using service = await Service.open(NOW)
    await service.import(lines, options).catch(expectBrokenOff)
    return (await service.log()).length
  }
  expect(await logged({ groupSize: 2, failAfter: 3 })).toBe(2)
  expect(await logged({ groupSize: 2, failAfter: 4 })).toBe(4)
  expect(await logged({ groupSize: 1000, failAfter: 4 })).toBe(0)
  expect(await logged({ groupSize: 2, interruptAfter: 1 })).toBe(2)
  expect(await logged({ groupSize: 2 })).toBe(5)
})

function expectBrokenOff(error: unknown): void {
  expect(error).toBeInstanceOf(BrokenOff)
}
