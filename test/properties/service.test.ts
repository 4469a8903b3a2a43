import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deepStream, NOW } from '../support/oracle/arbitrary-events.ts'
import { deepMoneyStream, extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { parseJournal, saidBy } from '../support/oracle/hledger.ts'
import { countsOf, Oracle, REFUSALS } from '../support/oracle/oracle.ts'
import { contentOfLine } from '../support/oracle/oracle-contract.ts'
import { interestOf } from '../support/oracle/oracle-interest.ts'
import { journalOf } from '../support/oracle/oracle-journal.ts'
import { cardsOf, exportOf } from '../support/oracle/oracle-output.ts'
import { allocationsOf, debtsOf, turnoverOf } from '../support/oracle/oracle-tables.ts'
import { runs } from '../support/property-runs.ts'
import { BrokenOff, Service } from '../support/stores/service.ts'
import { rowsInOrder } from '../support/stores/store.ts'

const groupSize = fc.constantFrom(1, 2, 3, 7, 20, 1000)
const dates = fc
  .tuple(fc.nat(120), fc.nat(120))
  .map(days => days.map(day => new Date(Date.parse('2025-12-01') + day * 86_400_000).toISOString().slice(0, 10)).sort())

const streams = extendedStream({ maxLength: 50 })

const TERMS = { to: '2026-06-30', rates: '2001-01-01:0.1,2026-02-01:0.05', days: 60 }
const RATES = { LATE_INTEREST: TERMS.rates, LATE_INTEREST_DAYS: String(TERMS.days) }

/** All that commands print of the accounts. */
async function printed(service: Service, from: string, to: string) {
  return {
    export: await service.export(),
    allocations: await service.allocations(),
    debts: await service.debts(),
    turnover: await service.turnover(from, to),
    interest: await service.interest(TERMS.to, RATES),
    cards: await service.cards(from, to),
    journal: saidBy(parseJournal(await service.journal())),
  }
}

/** The same of the oracle. */
function expected(oracle: Oracle, from: string, to: string): Awaited<ReturnType<typeof printed>> {
  return {
    export: exportOf(oracle),
    allocations: allocationsOf(oracle),
    debts: debtsOf(oracle),
    turnover: turnoverOf(oracle, from, to),
    interest: interestOf(oracle, TERMS),
    cards: cardsOf(oracle, from, to),
    journal: saidBy(parseJournal(journalOf(oracle))),
  }
}

async function snapshot(service: Service) {
  return {
    ...(await printed(service, '2026-01-10', '2026-03-20')),
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
        const answers = oracle.explain(delivery, NOW)
        const { counts, rejections } = await service.import(delivery, { groupSize })
        expect(counts).toEqual(countsOf(answers.map(answer => answer?.outcome ?? null)))
        const refusals = answers.map(answer => (answer?.outcome === 'rejected' ? answer.reason : null))
        expect(refusalsOf(rejections, refusals)).toEqual(refusals)
      }
      expect(await printed(service, from!, to!)).toEqual(expected(oracle, from!, to!))
      expect(await service.heldIds()).toEqual(oracle.held)
      expect((await service.log()).map(contentOfLine)).toEqual(
        [...oracle.log.values()].map(({ event }) => event.content),
      )
      expect(new Set((await service.rejectedContents()).map(contentOfLine))).toEqual(oracle.rejected)
    }),
    { numRuns: runs({ all: 40, few: 5 }) },
  )
})

/** @returns the reason of each rejected line, in one word if the specification says that it is malformed */
function refusalsOf(
  rejections: Awaited<ReturnType<Service['import']>>['rejections'],
  expected: readonly (string | null)[],
): (string | null)[] {
  const refusals: (string | null)[] = expected.map(() => null)
  for (const { line, problems } of rejections) {
    const words = problems.map(({ code }) => REFUSALS.find(refusal => refusal === code) ?? 'malformed')
    refusals[line - 1] = [...new Set(words)].join()
  }
  return refusals
}

test('charges are settled, and money is taken, in order when there are more than one read returns', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(deepStream(), deepMoneyStream()), async ({ opening, later }) => {
      const oracle = new Oracle()
      await using service = await Service.open(NOW)
      for (const delivery of [opening, later]) {
        expect((await service.import(delivery)).counts).toEqual(oracle.import(delivery, NOW))
      }
      const period = ['2026-01-10', '2026-03-20'] as const
      expect(await printed(service, ...period)).toEqual(expected(oracle, ...period))
    }),
    { numRuns: runs({ all: 40, few: 5 }) },
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
    { numRuns: runs({ all: 30, few: 3 }) },
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
    { numRuns: runs({ all: 30, few: 3 }) },
  )
})

test('an import interrupted anywhere and run again gives the store of two deliveries, and of one if no refusal was of its moment', async () => {
  await fc.assert(
    fc.asyncProperty(streams, groupSize, fc.nat(60), fc.boolean(), async (lines, groupSize, after, byFailure) => {
      const delivered = lines.filter(line => !/^[ \t\r]*$/.test(line))
      const groups = byFailure ? Math.floor(Math.min(after, delivered.length) / groupSize) : Math.max(after, 1)
      // A source that never fails ends with a group that is not full.
      const isWhole = byFailure && after >= delivered.length
      const before = isWhole ? delivered : delivered.slice(0, groups * groupSize)
      await using twice = await Service.open(NOW)
      await twice.import(before)
      await twice.import(lines)
      await using interrupted = await Service.open(NOW)
      if (byFailure) await interrupted.import(lines, { groupSize, failAfter: after }).catch(expectBrokenOff)
      else await interrupted.import(lines, { groupSize, interruptAfter: after })
      await interrupted.import(lines, { groupSize })
      expect(await rowsInOrder(interrupted.store)).toEqual(await rowsInOrder(twice.store))
      expect(await snapshot(interrupted)).toEqual(await snapshot(twice))
      const [once, again] = [new Oracle(), new Oracle()]
      again.deliver(before, NOW)
      again.deliver(lines, NOW)
      const period = ['2026-01-10', '2026-03-20'] as const
      expect(await printed(interrupted, ...period)).toEqual(expected(again, ...period))
      if (once.explain(lines, NOW).some(answer => OF_THE_MOMENT.includes(answer?.reason))) return
      expect(expected(once, ...period)).toEqual(expected(again, ...period))
    }),
    { numRuns: runs({ all: 40, few: 5 }) },
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

/** What is refused on arrival as things stand then may be applied when a second run delivers it again. */
const OF_THE_MOMENT: readonly unknown[] = ['total-too-large', 'not-enough-overpayment', 'payment-not-held']

function expectBrokenOff(error: unknown): void {
  expect(error).toBeInstanceOf(BrokenOff)
}
