import { describe, expect, test } from 'vitest'
import { cardTotals } from '../../src/domain/cards.ts'
import { RefusalError } from '../../src/domain/problem.ts'
import { finish } from '../../src/domain/steps.ts'
import { between, NO_TURNOVER, Turnovers } from '../../src/domain/turnover.ts'
import { booked } from '../support/oracle/domain-harness.ts'
import { assessed, charged, paidToCode, paidToFund, registered, TRADER } from '../support/oracle/events.ts'

const rows = () =>
  booked(
    registered(),
    assessed('GB', { vat: '5', excise: '1' }),
    paidToFund('vat', '3'),
    charged('A', { vat: '2' }),
  ).rows()

describe('turnover', () => {
  test('each row has count and sum of its ledger, and of its type there, including itself', () => {
    const stamped = finish(new Turnovers().stamp(rows()))
    expect(stamped.map(row => [row.ledger, row.type, row.ledgerTurnover.amount, row.typeTurnover.amount])).toEqual([
      ['vat', 'assessment', 500n, 500n],
      ['excise', 'assessment', 100n, 100n],
      ['vat', 'advance-payment-single', 800n, 300n],
      ['vat', 'overpayment-offset', 1100n, 300n],
      ['vat', 'assessment', 1300n, 700n],
    ])
    expect(stamped.map(row => [row.ledgerTurnover.count, row.typeTurnover.count])).toEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
    ])
  })

  test('of a range of rows is the difference of two rows', () => {
    const [first, , third, , fifth] = finish(new Turnovers().stamp(rows()))
    expect(between(first!.ledgerTurnover, third!.ledgerTurnover)).toEqual({ count: 1, amount: 300n })
    expect(between(NO_TURNOVER, fifth!.ledgerTurnover)).toEqual({ count: 4, amount: 1300n })
    expect(between(fifth!.ledgerTurnover, fifth!.ledgerTurnover)).toEqual(NO_TURNOVER)
  })

  test('continues from the stored turnover', () => {
    const turnovers = new Turnovers()
    turnovers.add('vat', 'assessment', { count: 7, amount: 2n ** 60n })
    const [row] = finish(turnovers.stamp(rows()))
    expect(row!.ledgerTurnover).toEqual({ count: 8, amount: 2n ** 60n + 500n })
    expect(turnovers.of('vat', 'reduction')).toEqual(NO_TURNOVER)
  })

  test('beyond the largest integer of a store is refused before anything is added', () => {
    const turnovers = new Turnovers()
    turnovers.add('vat', 'assessment', { count: 1, amount: 2n ** 63n - 500n })
    expect(() => finish(turnovers.stamp(rows()))).toThrow(RefusalError)
    expect([turnovers.of('vat'), turnovers.of('excise')]).toEqual([{ count: 1, amount: 2n ** 63n - 500n }, NO_TURNOVER])
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
