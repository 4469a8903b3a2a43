import { describe, expect, test } from 'vitest'
import { NO_TOTALS } from '../../src/domain/account.ts'
import { cardTotals } from '../../src/domain/cards.ts'
import type { Ledger } from '../../src/domain/fund.ts'
import { amountOfRows, movementsUpTo } from '../../src/domain/movements.ts'
import { RefusalError } from '../../src/domain/problem.ts'
import { finish } from '../../src/domain/steps.ts'
import { between, NO_TURNOVER, Turnovers } from '../../src/domain/turnover.ts'
import { booked } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  charged,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'

const rows = () =>
  booked(
    registered(),
    assessed('GB', { vat: '5', excise: '1' }),
    paidToFund('vat', '3'),
    charged('A', { vat: '2' }),
  ).rows()

const stamp = (turnovers = new Turnovers()) => finish(turnovers.stamp(rows(), NO_TOTALS))

describe('turnover', () => {
  test('each row has the number of rows of its ledger, and count and sum of its type there, including itself', () => {
    expect(stamp().map(row => [row.ledger, row.type, row.ledgerCount, row.typeTurnover])).toEqual([
      ['vat', 'assessment', 1, { count: 1, amount: 500n }],
      ['excise', 'assessment', 1, { count: 1, amount: 100n }],
      ['vat', 'advance-payment-single', 2, { count: 1, amount: 300n }],
      ['vat', 'overpayment-offset', 3, { count: 1, amount: 300n }],
      ['vat', 'assessment', 4, { count: 2, amount: 700n }],
    ])
  })

  test('of a range of rows is the difference of two rows', () => {
    const [first, , third, , fifth] = stamp()
    expect(between(first!.typeTurnover, fifth!.typeTurnover)).toEqual({ count: 1, amount: 200n })
    expect(between(NO_TURNOVER, third!.typeTurnover)).toEqual({ count: 1, amount: 300n })
    expect(between(fifth!.typeTurnover, fifth!.typeTurnover)).toEqual(NO_TURNOVER)
  })

  test('continues from the stored turnover', () => {
    const turnovers = new Turnovers()
    turnovers.add('vat', 'assessment', { count: 7, amount: 2n ** 60n })
    turnovers.add('vat', 'reduction', { count: 1, amount: 2n ** 60n })
    const [row] = stamp(turnovers)
    expect(row).toMatchObject({ ledgerCount: 9, typeTurnover: { count: 8, amount: 2n ** 60n + 500n } })
    expect(row!.ledgerSums).toMatchObject({ assessed: 2n ** 60n + 500n, reducedUnpaid: 2n ** 60n, reducedPaid: 0n })
    expect(turnovers.of('vat', 'refund')).toEqual(NO_TURNOVER)
  })

  test('beyond the largest integer of a store is refused before anything is added', () => {
    const turnovers = new Turnovers()
    turnovers.add('vat', 'assessment', { count: 1, amount: 2n ** 63n - 500n })
    expect(() => stamp(turnovers)).toThrow(RefusalError)
    expect([turnovers.of('vat'), turnovers.of('excise')]).toEqual([{ count: 1, amount: 2n ** 63n - 500n }, NO_TURNOVER])
  })
})

describe('what a ledger has come to', () => {
  const moved = (type: string, fields: object) => ({ ...registered(), name: undefined, type, ...fields })

  /** Unlike amounts, so that no figure can stand for another. */
  const moves = () =>
    booked(
      registered(),
      assessed('GB', { vat: '500' }),
      paidByNumber('GB', '70'),
      amended('GB', { vat: '470' }),
      amended('GB', { vat: '20' }),
      assessed('GB2', { vat: '7' }),
      paidToFund('vat', '11'),
      moved('overpayment.refunded', { ledger: 'vat', amount: '3', paidOn: '2026-03-02' }),
      moved('overpayment.transferred', { from: 'vat', to: 'advance', amount: '5' }),
      moved('overpayment.transferred', { from: 'advance', to: 'vat', amount: '2' }),
      paidToCode('142330', '1000'),
      assessed('GB3', { vat: '90' }),
      moved('overpayment.refunded', { ledger: 'advance', amount: '13', paidOn: '2026-03-02' }),
    ).rows()

  test('follows from the sums and totals of its last row, for each kind', () => {
    const last = Map.groupBy(finish(new Turnovers().stamp(moves(), NO_TOTALS)), ({ ledger }) => ledger)
    const upTo = (ledger: Ledger) => {
      const row = last.get(ledger)!.at(-1)!
      return movementsUpTo(row.ledgerSums, row)
    }
    // Of the reduction to 20, 400 was not paid; the 50 that was closes GB2, and the rest is spent below.
    expect(upTo('vat')).toEqual({
      assessed: 597_00n,
      reducedUnpaid: 430_00n,
      reducedPaid: 50_00n,
      settled: 167_00n,
      received: 11_00n,
      used: 55_00n,
      refunded: 3_00n,
      transferredIn: 2_00n,
      transferredOut: 5_00n,
    })
    expect(upTo('advance')).toEqual({
      assessed: 0n,
      reducedUnpaid: 0n,
      reducedPaid: 0n,
      settled: 0n,
      received: 1000_00n,
      used: 42_00n,
      refunded: 13_00n,
      transferredIn: 5_00n,
      transferredOut: 2_00n,
    })
  })

  test('is the same worked out from the turnover of each type, from which a group of events begins', () => {
    const turnovers = new Turnovers()
    const stamped = finish(turnovers.stamp(moves(), NO_TOTALS))
    for (const row of Map.groupBy(stamped, ({ ledger }) => ledger).values()) {
      const { ledger, ledgerSums, ...totals } = row.at(-1)!
      expect(turnovers.movements(ledger, totals)).toEqual(movementsUpTo(ledgerSums, totals))
      expect(amountOfRows(ledger, turnovers.movements(ledger, totals))).toBe(turnovers.of(ledger).amount)
    }
  })
})

test('the cards sum the ledger totals exactly beyond 2^53', () => {
  const max = '9999999999999.99'
  const all = ['vat', 'excise', 'fine', 'other'].flatMap(fund => Array.from({ length: 9 }, () => paidToFund(fund, max)))
  const book = booked(
    registered(),
    ...all,
    paidToCode('142330', '0.05'),
    paidToCode('802001', '0.5'),
    charged('A', { 'eservice-vat': '7' }),
  )
  const { totals } = book.accounts.get(TRADER)!.account
  const customs = 36n * 999_999_999_999_999n
  expect(cardTotals(totals)).toEqual({
    balance: customs + 55n,
    advance: 5n,
    customsOverpayment: customs,
    overpayment: customs + 50n,
    debt: 700n,
  })
})
