import { describe, expect, test } from 'vitest'
import { booked } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'

type Book = ReturnType<typeof booked>

const charges = (book: Book) =>
  book.charges().map(charge => ({
    fund: charge.fund,
    amended: charge.amended,
    amount: charge.amount,
    reduced: charge.reduced,
    settled: charge.settled,
  }))

describe('R4: an amendment that raises a fund', () => {
  test('makes a new charge of the difference, marked amended, on the same document', () => {
    const book = booked(registered(), assessed('GB', { vat: '90' }), amended('GB', { vat: '120' }))
    expect(book.ledger('vat')).toEqual(['assessment 90.00 | 90.00 0.00', 'assessment 30.00 | 120.00 0.00'])
    expect(book.charges().map(({ document, amended, amount }) => [document, amended, amount])).toEqual([
      [1, false, 9000],
      [1, true, 3000],
    ])
  })

  test('keeps the declaration’s place: the raised charge is paid before a younger declaration', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '10' }),
      assessed('GB-2', { vat: '10' }),
      amended('GB-1', { vat: '15' }),
      paidToCode('142330', '16'),
    )
    const paid = book.rows().filter(row => row.ledger === 'vat' && row.type === 'advance-drawdown')
    expect(paid.map(row => [row.declaration, row.amount])).toEqual([
      ['GB-1', 1000],
      ['GB-1', 500],
      ['GB-2', 100],
    ])
  })

  test('marks the charge amended when the fund is new on the declaration', () => {
    const book = booked(registered(), assessed('GB', { vat: '10' }), amended('GB', { excise: '5' }))
    expect(charges(book).map(({ fund, amended }) => [fund, amended])).toEqual([
      ['vat', false],
      ['excise', true],
    ])
  })

  test('has the date of the amendment, not of the declaration', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '10' }, on('2026-03-03')),
      amended('GB', { vat: '11' }, on('2026-04-04')),
    )
    expect(book.charges().map(charge => charge.assessedOn)).toEqual(['2026-03-03', '2026-04-04'])
  })
})

describe('R4: an amendment that lowers a fund', () => {
  test('reduces the unpaid part first, without overpayment', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '100' }),
      paidToCode('142330', '40'),
      amended('GB', { vat: '70' }),
    )
    expect(book.ledger('vat').at(-1)).toBe('reduction 30.00 | 30.00 0.00')
    expect(charges(book)).toEqual([{ fund: 'vat', amended: false, amount: 10000, reduced: 3000, settled: 4000 }])
  })

  test('then reduces the settled part, which becomes overpayment: one row for both', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '100' }),
      paidToCode('142330', '40'),
      amended('GB', { vat: '25' }),
    )
    expect(book.ledger('vat').at(-1)).toBe('reduction 75.00 | 0.00 15.00')
    expect(charges(book)).toEqual([{ fund: 'vat', amended: false, amount: 10000, reduced: 7500, settled: 2500 }])
  })

  test('lowers debt before it raises overpayment, even when other debt of the fund stays outstanding', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '50' }),
      paidByNumber('GB-1', '50'),
      assessed('GB-2', { vat: '80' }),
      amended('GB-1', { vat: '20' }),
    )
    expect(book.ledger('vat').slice(-2)).toEqual([
      'reduction 30.00 | 80.00 30.00',
      'overpayment-offset 30.00 | 50.00 0.00',
    ])
  })

  test('reduces the unpaid part of the newest charge first', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '10' }),
      amended('GB', { vat: '14' }),
      amended('GB', { vat: '20' }),
      amended('GB', { vat: '12' }),
    )
    expect(charges(book).map(({ amount, reduced }) => [amount, reduced])).toEqual([
      [1000, 0],
      [400, 200],
      [600, 600],
    ])
  })

  test('reduces all unpaid parts before settled parts, and the newest settled part first', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '10' }),
      amended('GB', { vat: '15' }),
      paidToCode('142330', '13'),
      amended('GB', { vat: '8' }),
    )
    expect(charges(book).map(({ amount, reduced, settled }) => [amount, reduced, settled])).toEqual([
      [1000, 200, 800],
      [500, 500, 0],
    ])
    expect(book.ledger('vat').at(-1)).toBe('reduction 7.00 | 0.00 5.00')
  })

  test('does not change charges of other declarations or other funds', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '10', excise: '10' }),
      assessed('GB-2', { vat: '10' }),
      amended('GB-1', { vat: '4' }),
    )
    expect(charges(book).map(({ reduced }) => reduced)).toEqual([600, 0, 0])
    expect(book.ledger('excise')).toEqual(['assessment 10.00 | 10.00 0.00'])
  })

  test('keeps the overpayment of an e-service fund on that ledger', () => {
    const book = booked(
      registered(),
      assessed('GB', { 'eservice-fee': '30' }),
      paidToCode('802001', '30'),
      amended('GB', { 'eservice-fee': '20' }),
    )
    expect(book.ledger('eservice-fee').at(-1)).toBe('reduction 10.00 | 0.00 10.00')
  })
})

describe('R4: the new total of each listed fund', () => {
  test('is compared with the total after earlier amendments', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '10' }),
      amended('GB', { vat: '4' }),
      amended('GB', { vat: '10' }),
      amended('GB', { vat: '9' }),
    )
    expect(book.ledger('vat')).toEqual([
      'assessment 10.00 | 10.00 0.00',
      'reduction 6.00 | 4.00 0.00',
      'assessment 6.00 | 10.00 0.00',
      'reduction 1.00 | 9.00 0.00',
    ])
  })

  test('books no row when it equals the current total', () => {
    const book = booked(registered(), assessed('GB', { vat: '10' }), amended('GB', { vat: '10.0', excise: '0' }))
    expect(book.rows()).toHaveLength(1)
  })

  test('applies to listed funds only, in fund order', () => {
    const book = booked(
      registered(),
      assessed('GB', { 'customs-duty': '1', vat: '2', other: '3' }),
      amended('GB', { other: '1', vat: '5' }),
    )
    expect(book.rows().map(row => `${row.ledger} ${row.type}`)).toEqual([
      'customs-duty assessment',
      'vat assessment',
      'other assessment',
      'vat assessment',
      'other reduction',
    ])
  })
})

describe('R4: a cancellation', () => {
  test('lowers every fund to 0: unpaid debt disappears, paid money becomes overpayment', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '270', excise: '45.5', 'eservice-vat': '1' }),
      paidToFund('vat', '300'),
      cancelled('GB'),
    )
    expect(book.ledger('vat').at(-1)).toBe('reduction 270.00 | 0.00 300.00')
    expect(book.ledger('excise').at(-1)).toBe('reduction 45.50 | 0.00 0.00')
    expect(book.ledger('eservice-vat').at(-1)).toBe('reduction 1.00 | 0.00 0.00')
  })

  test('books no row when every fund is already at 0', () => {
    expect(booked(registered(), assessed('GB', { vat: '0' }), cancelled('GB')).rows()).toEqual([])
  })

  test('does not change a charge without a declaration', () => {
    const book = booked(registered(), charged('GB', { vat: '5' }), assessed('GB', { vat: '7' }), cancelled('GB'))
    expect(book.ledger('vat').at(-1)).toBe('reduction 7.00 | 5.00 0.00')
  })
})
