import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Allocation } from '../../src/domain/allocation.ts'
import { LEDGERS } from '../../src/domain/fund.ts'
import { unused } from '../../src/domain/source.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { deepStream, NOW } from '../support/oracle/arbitrary-events.ts'
import { deepMoneyStream, extendedStream } from '../support/oracle/arbitrary-moves.ts'
import { DomainHarness } from '../support/oracle/domain-harness.ts'
import { runs } from '../support/property-runs.ts'

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)
const sumOf = (parts: readonly Allocation[], which: (part: Allocation) => boolean) =>
  sum(parts.filter(which).map(({ amount }) => amount))

/** Rows that consist of parts: all but the twin of a drawdown. */
const HAVE_PARTS = ['hop-payment', 'overpayment-offset', 'advance-drawdown', 'reduction', 'refund', 'transfer-out']

function checkSources(book: DomainHarness, voen: Voen): void {
  const { account, charges, sources, rows, allocations } = book.accounts.get(voen)!
  for (const ledger of LEDGERS) {
    const left = sum(sources.filter(source => source.ledger === ledger).map(unused))
    expect(left, `left on ${ledger}`).toBe(account.totals[ledger].overpayment)
  }
  for (const { row, amount, used } of sources) {
    expect(used).toBe(sumOf(allocations, ({ sourceRow }) => sourceRow === row))
    expect(used <= amount).toBe(true)
  }
  for (const { row, reduced, settled } of charges) {
    const ofCharge = allocations.filter(({ chargedRow }) => chargedRow === row)
    const freed = sumOf(ofCharge, ({ effect }) => effect === 'overpayment')
    expect(settled).toBe(sumOf(ofCharge, ({ sourceRow }) => sourceRow !== null) - freed)
    expect(reduced).toBe(sumOf(ofCharge, ({ sourceRow }) => sourceRow === null))
    expect(rows[row - 1]).toMatchObject({ seq: row, type: 'assessment' })
  }
  for (const { seq, ledger, type, amount } of rows) {
    const parts = allocations.filter(({ row }) => row === seq)
    const hasParts = HAVE_PARTS.includes(type) && !(ledger === 'advance' && type === 'advance-drawdown')
    expect(sumOf(parts, () => true)).toBe(hasParts ? amount : 0)
    expect(parts.map(({ position }) => position)).toEqual(parts.map((_, index) => index + 1))
  }
  // Money is taken oldest first: of a ledger's sources only the first that is not used up may be used in part.
  for (const ledger of LEDGERS) {
    const open = sources.filter(source => source.ledger === ledger && unused(source) > 0)
    expect(open.slice(1).every(({ used }) => used === 0)).toBe(true)
  }
}

test('each qəpik on a ledger, and each that closed a charge, has a source, whatever the events', () => {
  const streams = fc.oneof(
    extendedStream({ maxLength: 80 }),
    fc.oneof(deepStream(), deepMoneyStream()).map(({ opening, later }) => [...opening, ...later]),
  )
  fc.assert(
    fc.property(streams, fc.integer({ min: 1, max: 8 }), (lines, atHand) => {
      const book = new DomainHarness(atHand)
      for (const line of lines) if (line.trim() !== '') book.deliver(line, NOW)
      for (const voen of book.accounts.keys()) checkSources(book, voen as Voen)
    }),
    { numRuns: runs({ all: 500, few: 30 }) },
  )
})
