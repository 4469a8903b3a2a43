import { describe, expect, test } from 'vitest'
import { booked, DomainHarness } from '../support/oracle/domain-harness.ts'
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
  toLine,
} from '../support/oracle/events.ts'

type Book = ReturnType<typeof booked>
const settled = (book: Book) =>
  book
    .rows()
    .filter(row => row.type === 'overpayment-offset' || row.type === 'advance-drawdown')
    .map(row => `${row.ledger} ${row.type} ${row.amount} ${row.declaration ?? row.reference}`)

describe('R7 (a): a fund’s overpayment closes that fund’s debt', () => {
  test('closes charges with one row each, oldest document first', () => {
    const book = booked(
      registered(),
      assessed('GB-2', { vat: '3' }),
      charged('AKT', { vat: '2' }),
      assessed('GB-1', { vat: '4' }),
      paidToFund('vat', '6'),
    )
    expect(settled(book)).toEqual([
      'vat overpayment-offset 300 GB-2',
      'vat overpayment-offset 200 AKT',
      'vat overpayment-offset 100 GB-1',
    ])
  })

  test('never closes the debt of another fund', () => {
    const book = booked(registered(), assessed('GB', { excise: '3' }), paidToFund('vat', '6'))
    expect(settled(book)).toEqual([])
    expect(book.ledger('vat')).toEqual(['advance-payment-single 6.00 | 0.00 6.00'])
  })

  test('closes a new charge at once, including charges of the e-service funds', () => {
    const book = booked(registered(), paidToCode('802001', '5'), charged('XH', { 'eservice-fee': '7' }))
    expect(book.ledger('eservice-fee')).toEqual([
      'eservice-advance-hop 5.00 | 0.00 5.00',
      'assessment 7.00 | 7.00 5.00',
      'overpayment-offset 5.00 | 2.00 0.00',
    ])
  })

  test('is used before the advance', () => {
    const book = booked(
      registered(),
      paidToFund('vat', '6'),
      paidToCode('142330', '6'),
      assessed('GB', { 'customs-duty': '1', vat: '8' }),
    )
    expect(settled(book)).toEqual([
      'vat overpayment-offset 600 GB',
      'customs-duty advance-drawdown 100 GB',
      'advance advance-drawdown 100 GB',
      'vat advance-drawdown 200 GB',
      'advance advance-drawdown 200 GB',
    ])
  })

  test('the overpayment of a cancellation closes other declarations in the same event', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '5' }),
      paidByNumber('GB-1', '5'),
      assessed('GB-2', { vat: '4' }),
      cancelled('GB-1'),
    )
    expect(settled(book)).toEqual(['vat overpayment-offset 400 GB-2'])
    expect(book.ledger('vat').at(-1)).toBe('overpayment-offset 4.00 | 0.00 1.00')
  })
})

describe('R7 (b): the advance pays customs debt', () => {
  test('pays declarations in the order of approval, and each declaration in fund order', () => {
    const book = booked(
      registered(),
      assessed('GB-9', { vat: '2', 'customs-duty': '1' }),
      assessed('GB-1', { 'customs-duty': '4', other: '8' }),
      paidToCode('142330', '10'),
    )
    expect(settled(book).filter(row => !row.startsWith('advance'))).toEqual([
      'customs-duty advance-drawdown 100 GB-9',
      'vat advance-drawdown 200 GB-9',
      'customs-duty advance-drawdown 400 GB-1',
      'other advance-drawdown 300 GB-1',
    ])
  })

  test('adds a twin row on the advance for every row on a fund’s ledger', () => {
    const book = booked(registered(), paidToCode('142330', '10'), assessed('GB', { vat: '2', 'customs-duty': '1' }))
    expect(book.ledger('advance')).toEqual([
      'advance-payment-general 10.00 | 0.00 10.00',
      'advance-drawdown 1.00 | 0.00 9.00',
      'advance-drawdown 2.00 | 0.00 7.00',
    ])
  })

  test('pays a declaration as soon as it is approved', () => {
    const book = booked(registered(), paidToCode('142330', '10'), assessed('GB', { vat: '2' }, on('2026-03-05')))
    expect(book.ledger('vat')).toEqual(['assessment 2.00 | 2.00 0.00', 'advance-drawdown 2.00 | 0.00 0.00'])
    expect(book.rows().at(-1)).toMatchObject({ operationDate: '2026-03-05', paymentDate: '2026-03-05' })
  })

  test('never pays the e-service ledgers', () => {
    const book = booked(
      registered(),
      paidToCode('142330', '10'),
      assessed('GB', { 'eservice-fee': '2', 'eservice-vat': '1' }),
    )
    expect(settled(book)).toEqual([])
  })

  test('pays the charges of an amendment too, the older charge of a fund first', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '2', 'customs-duty': '1' }),
      amended('GB', { vat: '5', 'customs-duty': '3' }),
      paidToCode('142330', '7'),
    )
    expect(settled(book).filter(row => !row.startsWith('advance'))).toEqual([
      'customs-duty advance-drawdown 100 GB',
      'customs-duty advance-drawdown 200 GB',
      'vat advance-drawdown 200 GB',
      'vat advance-drawdown 200 GB',
    ])
  })

  test('stops when it is used up', () => {
    const book = booked(registered(), assessed('GB', { vat: '2', excise: '2' }), paidToCode('142330', '2'))
    expect(settled(book)).toEqual(['vat advance-drawdown 200 GB', 'advance advance-drawdown 200 GB'])
    expect(book.ledger('excise').at(-1)).toBe('assessment 2.00 | 2.00 0.00')
  })
})

describe('R8: columns', () => {
  const book = booked(
    registered(),
    paidToFund('excise', '1', { channel: 'bank', paidOn: '2026-01-31' }),
    paidToCode('142330', '1', { channel: 'treasury', paidOn: '2026-01-30' }),
    assessed('GB', { vat: '4', excise: '1' }, on('2026-03-07')),
    charged('AKT', { fine: '1' }, on('2026-03-08')),
    paidByNumber('GB', '5', { paidOn: '2026-01-29', ...on('2026-03-09') }),
    cancelled('GB', on('2026-03-10')),
  )
  const columns = (type: string) =>
    book
      .rows()
      .filter(row => row.type === type)
      .map(row => [row.ledger, row.declaration ?? row.reference, row.channel, row.paymentDate])

  test('an assessment and a reduction have neither channel nor payment date', () => {
    expect(columns('assessment')).toEqual([
      ['vat', 'GB', null, null],
      ['excise', 'GB', null, null],
      ['fine', 'AKT', null, null],
    ])
    expect(columns('reduction')).toEqual([
      ['vat', 'GB', null, null],
      ['excise', 'GB', null, null],
    ])
  })

  test('a payment has its channel and its own payment date', () => {
    expect(columns('advance-payment-single')).toEqual([['excise', null, 'bank', '2026-01-31']])
    expect(columns('hop-payment')).toEqual([['vat', 'GB', 'hop', '2026-01-29']])
    expect(columns('advance-payment-general')).toEqual([
      ['advance', null, 'treasury', '2026-01-30'],
      ['advance', 'GB', 'hop', '2026-01-29'],
    ])
  })

  test('offsets, drawdowns and their twins name the charge, have no channel and have the booking date as payment date', () => {
    expect(columns('overpayment-offset')).toEqual([['excise', 'GB', null, '2026-03-07']])
    expect(columns('advance-drawdown')).toEqual([
      ['vat', 'GB', null, '2026-03-07'],
      ['advance', 'GB', null, '2026-03-07'],
      ['fine', 'AKT', null, '2026-03-09'],
      ['advance', 'AKT', null, '2026-03-09'],
    ])
  })

  test('every row has the id of its event and its position among the rows of the account', () => {
    const events = new Set(book.rows().map(row => row.eventId))
    expect(events.size).toBe(6)
    expect(book.rows().map(row => row.seq)).toEqual(book.rows().map((_, index) => index + 1))
    expect(book.rows().every(row => row.amount > 0)).toBe(true)
  })
})

test('settlement does not depend on how many charges are loaded first', () => {
  const events = [
    registered(),
    ...Array.from({ length: 20 }, (_, index) =>
      assessed(`GB-${index}`, { vat: '1', fine: '2', 'customs-duty': '0.5' }),
    ),
    amended('GB-3', { vat: '7', excise: '4' }),
    paidToFund('vat', '9.25'),
    paidToCode('142330', '40'),
    paidToCode('142330', '400'),
  ]
  const folded = (atHand: number) => {
    const book = new DomainHarness(atHand)
    for (const event of events) book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))
    return book.rows()
  }
  for (const atHand of [1, 2, 5, 19]) expect(folded(atHand)).toEqual(folded(Number.POSITIVE_INFINITY))
})
