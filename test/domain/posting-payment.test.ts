import { describe, expect, test } from 'vitest'
import { booked } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'

type Book = ReturnType<typeof booked>
const lastOf = (book: Book, event: number) => book.rows().filter(row => row.eventId === book.rows().at(event)!.eventId)
const story = (book: Book) =>
  lastOf(book, -1).map(row => `${row.ledger} ${row.type} ${row.amount} ${row.declaration ?? row.reference ?? '-'}`)

describe('R5: a payment by declaration', () => {
  test('pays that declaration’s outstanding charges in fund order, one row each, before older declarations', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '10' }),
      assessed('GB-2', { 'customs-fee': '5', 'customs-duty': '20' }),
      paidByNumber('GB-2', '25'),
    )
    expect(story(book)).toEqual(['customs-duty hop-payment 2000 GB-2', 'customs-fee hop-payment 500 GB-2'])
    expect(book.ledger('vat')).toEqual(['assessment 10.00 | 10.00 0.00'])
  })

  test('pays the first funds and leaves the rest outstanding when it is too small', () => {
    const book = booked(registered(), assessed('GB', { vat: '5', 'customs-duty': '20' }), paidByNumber('GB', '22'))
    expect(book.ledger('customs-duty').at(-1)).toBe('hop-payment 20.00 | 0.00 0.00')
    expect(book.ledger('vat').at(-1)).toBe('hop-payment 2.00 | 3.00 0.00')
  })

  test('does not pay e-service charges of the declaration', () => {
    const book = booked(registered(), assessed('GB', { vat: '5', 'eservice-fee': '3' }), paidByNumber('GB', '8'))
    expect(story(book)).toEqual(['vat hop-payment 500 GB', 'advance advance-payment-general 300 GB'])
    expect(book.ledger('eservice-fee')).toEqual(['assessment 3.00 | 3.00 0.00'])
  })

  test('does not pay the charge of an amendment (note 1); its surplus pays it from the advance', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '5' }),
      amended('GB', { vat: '9' }),
      paidByNumber('GB', '8'),
    )
    expect(story(book)).toEqual([
      'vat hop-payment 500 GB',
      'advance advance-payment-general 300 GB',
      'vat advance-drawdown 300 GB',
      'advance advance-drawdown 300 GB',
    ])
  })

  test('does not pay a fund raised for the first time by an amendment', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '5' }),
      amended('GB', { excise: '9' }),
      paidByNumber('GB', '6'),
    )
    expect(book.ledger('excise').at(-1)).toBe('advance-drawdown 1.00 | 8.00 0.00')
  })

  test('adds its surplus to the advance in one row that names the declaration', () => {
    const book = booked(registered(), assessed('GB', { vat: '5' }), paidByNumber('GB', '5.01'))
    expect(story(book)).toEqual(['vat hop-payment 500 GB', 'advance advance-payment-general 1 GB'])
  })

  test('has no surplus when it equals the outstanding sum', () => {
    const book = booked(registered(), assessed('GB', { vat: '5' }), paidByNumber('GB', '5'))
    expect(book.ledger('advance')).toEqual([])
  })

  test('goes to the advance when the declaration is cancelled or paid; the advance pays other outstanding charges', () => {
    const cancelledFirst = booked(
      registered(),
      assessed('GB-1', { vat: '5' }),
      cancelled('GB-1'),
      charged('AKT', { fine: '2' }),
      paidByNumber('GB-1', '5'),
    )
    expect(story(cancelledFirst)).toEqual([
      'advance advance-payment-general 500 GB-1',
      'fine advance-drawdown 200 AKT',
      'advance advance-drawdown 200 AKT',
    ])
    const paid = booked(
      registered(),
      assessed('GB-1', { vat: '5' }),
      paidByNumber('GB-1', '5'),
      paidByNumber('GB-1', '5'),
    )
    expect(story(paid)).toEqual(['advance advance-payment-general 500 GB-1'])
  })

  test('is booked on the declaration’s account, with or without a VÖEN', () => {
    const events = [
      registered(),
      registered({ voen: OTHER_TRADER }),
      assessed('GB', { vat: '5' }, { voen: OTHER_TRADER }),
    ]
    for (const voen of [undefined, OTHER_TRADER]) {
      const book = booked(...events, paidByNumber('GB', '7', voen ? { voen } : {}))
      expect(book.ledger('vat', OTHER_TRADER).at(-1)).toBe('hop-payment 5.00 | 0.00 0.00')
      expect(book.rows()).toEqual([])
    }
  })

  test('pays the amount outstanding after a reduction, not the assessed amount', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '10' }),
      amended('GB', { vat: '6' }),
      paidByNumber('GB', '10'),
    )
    expect(story(book)).toEqual(['vat hop-payment 600 GB', 'advance advance-payment-general 400 GB'])
  })
})

describe('R6: a payment to a code or a fund is one row', () => {
  test.each([
    ['142330', 'hop', 'advance', 'advance-payment-general'],
    ['142330', 'bank', 'advance', 'advance-payment-general'],
    ['142330', 'treasury', 'advance', 'advance-payment-general'],
    ['802001', 'hop', 'eservice-fee', 'eservice-advance-hop'],
    ['802001', 'bank', 'eservice-fee', 'eservice-advance'],
    ['802001', 'treasury', 'eservice-fee', 'eservice-advance'],
    ['114111', 'hop', 'eservice-vat', 'eservice-vat-advance-hop'],
    ['114111', 'bank', 'eservice-vat', 'eservice-vat-advance'],
    ['114111', 'treasury', 'eservice-vat', 'eservice-vat-advance'],
  ] as const)('code %s by %s raises %s: %s', (code, channel, ledger, type) => {
    const book = booked(registered(), paidToCode(code, '7.5', { channel }))
    expect(book.rows()).toHaveLength(1)
    expect(book.ledger(ledger)).toEqual([`${type} 7.50 | 0.00 7.50`])
    expect(book.rows()[0]).toMatchObject({ channel, paymentDate: '2026-03-02', declaration: null, reference: null })
  })

  test.each(['customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other'] as const)(
    'a payment for one fund raises that fund’s overpayment, not the advance: %s',
    fund => {
      const book = booked(registered(), paidToFund(fund, '7.5', { channel: 'bank' }))
      expect(book.ledger(fund)).toEqual(['advance-payment-single 7.50 | 0.00 7.50'])
      expect(book.rows()).toHaveLength(1)
    },
  )

  test('the VAT deposit account pays VAT', () => {
    const book = booked(registered(), paidToFund('vat', '3', { channel: 'vat-deposit' }))
    expect(book.rows()[0]).toMatchObject({ ledger: 'vat', type: 'advance-payment-single', channel: 'vat-deposit' })
  })
})
