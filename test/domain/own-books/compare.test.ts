import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type PlainDate } from '../../../src/domain/dates.ts'
import type { Ledger } from '../../../src/domain/fund.ts'
import type { OperationType } from '../../../src/domain/operation-type.ts'
import { buildBridge, Tallies } from '../../../src/domain/own-books/bridge.ts'
import { type Compared, compareBooks, PASSES } from '../../../src/domain/own-books/compare.ts'
import type { Operation, OwnLine } from '../../../src/domain/own-books/line.ts'
import type { Match } from '../../../src/domain/own-books/outcome.ts'
import { compareNaively } from '../../support/oracle/naive-comparison.ts'
import { runs } from '../../support/property-runs.ts'

const DAY = '2026-03-10' as PlainDate
const [FIRST, LAST] = ['2026-03-01', '2026-03-31'] as const

/** Few values, so that the rules meet: amounts that are sums, slips and twins of each other. */
const EFFECTS = [100, 200, 300, 101, 150, 1500, 15_000, 510, 1000, 10_000, 600]
const comparable = fc.record({
  days: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: -25, max: 28 })),
  effect: fc.tuple(fc.constantFrom(...EFFECTS), fc.constantFrom(1, 1, 1, -1)).map(([amount, sign]) => amount * sign),
  numbers: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { maxLength: 2 })),
  ledger: fc.constantFrom<Ledger | null>(null, 'vat', 'customs-duty'),
  text: fc.constantFrom('', 'x'),
})

type Drawn = typeof comparable extends fc.Arbitrary<infer Value> ? Value : never

function placed({ days, ...rest }: Drawn, index: number): OwnLine {
  const date = addDays(DAY, days)
  return { ...rest, position: index + 1, date, inPeriod: date >= FIRST && date <= LAST }
}

const linesOf = fc.array(comparable, { maxLength: 14 }).map(drawn => drawn.map(placed))
const operationsOf = fc
  .array(
    fc.tuple(
      comparable,
      fc.constantFrom<OperationType>('assessment', 'reduction', 'hop-payment', 'refund', 'eservice-advance'),
      fc.constantFrom(null, null, 'amendment' as const),
      fc.boolean(),
    ),
    { maxLength: 14 },
  )
  .map(drawn =>
    drawn.map(
      ([of, type, cause, byBroker], index): Operation => ({ ...placed(of, index), text: '', type, cause, byBroker }),
    ),
  )

const shown = ({ outcome, lines, operations, names }: Match) => ({
  outcome,
  lines: lines.map(({ position }) => position),
  operations: operations.map(({ position }) => position),
  names,
})

const sorted = (results: readonly unknown[]) => results.map(result => JSON.stringify(result)).sort()

describe('the comparison with own books', () => {
  test('gives what its specification says, as an independent program reads it', () => {
    fc.assert(
      fc.property(linesOf, operationsOf, (lines, operations) => {
        expect(sorted(compareBooks(lines, operations).map(shown))).toEqual(sorted(compareNaively(lines, operations)))
      }),
      { numRuns: runs({ all: 5000, few: 200 }) },
    )
  })

  test('does not depend on the order of lines and operations', () => {
    const content = (match: Match) => ({
      ...match,
      lines: match.lines.map(({ position: _, ...rest }) => rest),
    })
    fc.assert(
      fc.property(
        linesOf.chain(lines => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        operationsOf,
        ([lines, shuffled], operations) => {
          const moved = shuffled.map((line, index) => ({ ...line, position: index + 1 }))
          expect(sorted(compareBooks(moved, operations.toReversed()).map(content))).toEqual(
            sorted(compareBooks(lines, operations).map(content)),
          )
        },
      ),
      { numRuns: runs({ all: 2000, few: 80 }) },
    )
  })

  test('leads from one closing balance to the other, to the qəpik, and a suggestion adds nothing within the period', () => {
    const sum = (items: readonly OwnLine[]) =>
      items.filter(({ inPeriod }) => inPeriod).reduce((all, { effect }) => all + BigInt(effect), 0n)
    fc.assert(
      fc.property(
        linesOf,
        operationsOf,
        fc.bigInt(-1000n, 1000n),
        fc.bigInt(-1000n, 1000n),
        (lines, operations, own, customs) => {
          const tallies = new Tallies()
          const matches = compareBooks(lines, operations)
          for (const match of matches) tallies.add(match)
          const bridge = buildBridge(tallies.list(), {
            ownOpening: own,
            customsOpening: customs,
            customsClosing: customs + sum(operations),
          })
          expect(bridge.ownClosing).toBe(own + sum(lines))
          for (const { outcome, names, lines, operations } of matches) {
            if (names.length === 0) expect(sum(operations) - sum(lines), outcome).toBe(0n)
          }
        },
      ),
      { numRuns: runs({ all: 2000, few: 80 }) },
    )
  })

  test('says each of its passes', () => {
    const said: Compared[] = []
    compareBooks([], [], compared => said.push(compared))
    expect(said).toEqual(Array.from({ length: PASSES }, (_, pass) => ({ paired: 0, pass: pass + 1, passes: PASSES })))
  })

  test('sets all of a number beside the line that is one qəpik away from their sum, and not the first of them', () => {
    const of = { numbers: ['GB'], ledger: null, text: '', date: DAY, inPeriod: true }
    const booked = { ...of, type: 'assessment', cause: null, byBroker: false } as const
    const operations = [-1500, -538, -221].map((effect, at): Operation => ({ ...booked, position: at + 1, effect }))
    const compared = (effect: number) => compareBooks([{ ...of, position: 1, effect }], operations).map(shown)
    expect(compared(-2260)).toEqual([{ outcome: 'differs', lines: [1], operations: [1, 2, 3], names: ['rounding'] }])
    expect(compared(-2259)[0]).toMatchObject({ outcome: 'suggested', operations: [1, 2, 3] })
    expect(compared(-2261)[0]).toMatchObject({ outcome: 'differs', operations: [1], names: ['other-amount'] })
  })

  test('pairs no line with an operation of another number', () => {
    fc.assert(
      fc.property(linesOf, operationsOf, (lines, operations) => {
        for (const { lines: ofLines, operations: ofOperations } of compareBooks(lines, operations)) {
          for (const line of ofLines) {
            for (const operation of ofOperations) {
              const isKnown = line.numbers.length > 0 && operation.numbers.length > 0
              if (isKnown) expect(line.numbers.some(number => operation.numbers.includes(number))).toBe(true)
            }
          }
        }
      }),
      { numRuns: runs({ all: 1000, few: 50 }) },
    )
  })
})
