import { describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { booked, type DomainHarness } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  on,
  paidToCode,
  paidToFund,
  registered,
  toLine,
} from '../support/oracle/events.ts'

const MAX_AMOUNT = '9999999999999.99'

describe('R1: the booking date', () => {
  const dates = (...events: Parameters<typeof booked>) =>
    booked(registered(on('2026-03-20')), ...events)
      .rows()
      .map(row => row.operationDate)

  test('is the event’s own day in Baku', () => {
    expect(dates(charged('A', { fine: '1' }, { occurredAt: '2026-03-01T20:00:00Z' }))).toEqual(['2026-03-02'])
  })

  test('is never before the account’s last row on any ledger', () => {
    const late = paidToCode('802001', '1', on('2026-03-01'))
    const last = charged('C', { vat: '1' }, on('2026-03-10'))
    expect(dates(charged('A', { fine: '1' }, on('2026-03-09')), late, last)).toEqual([
      '2026-03-09',
      '2026-03-09',
      '2026-03-10',
    ])
  })

  test('changes only with rows: a registration, a renaming and an amendment without effect do not change it', () => {
    const events = [
      assessed('GB', { vat: '1' }, on('2026-03-03')),
      amended('GB', { vat: '1' }, on('2026-03-15')),
      assessed('GB-0', { vat: '0' }, on('2026-03-16')),
      registered({ name: 'Yeni ad', ...on('2026-03-17') }),
      charged('A', { fine: '1' }, on('2026-03-04')),
    ]
    expect(dates(...events)).toEqual(['2026-03-03', '2026-03-04'])
  })

  test('of one account does not affect another account', () => {
    const other = '1700012342'
    const book = booked(
      registered(),
      registered({ voen: other }),
      charged('A', { fine: '1' }, on('2026-03-09')),
      charged('A', { fine: '1' }, { voen: other, ...on('2026-03-01') }),
    )
    expect(book.rows(other as Voen).map(row => row.operationDate)).toEqual(['2026-03-01'])
  })

  test('a late payment keeps its own day as the payment date', () => {
    const book = booked(
      registered(),
      charged('A', { fine: '1' }, on('2026-03-09')),
      paidToCode('142330', '1', { paidOn: '2026-02-27', ...on('2026-03-01') }),
    )
    const { operationDate, paymentDate } = book.rows().find(row => row.type === 'advance-payment-general')!
    expect([operationDate, paymentDate]).toEqual(['2026-03-09', '2026-02-27'])
  })
})

describe('R2: documents', () => {
  test('declarations and charges share one sequence, in order of arrival', () => {
    const book = booked(
      registered(),
      assessed('GB-2', { vat: '2' }),
      charged('AKT', { vat: '3' }),
      assessed('GB-1', { vat: '4' }),
    )
    expect(book.charges().map(charge => [charge.document, charge.declaration ?? charge.reference])).toEqual([
      [1, 'GB-2'],
      [2, 'AKT'],
      [3, 'GB-1'],
    ])
  })

  test('a declaration with all amounts 0 exists and takes a place in the sequence', () => {
    const book = booked(
      registered(),
      assessed('GB-0', { vat: '0', excise: '0.00' }),
      assessed('GB-1', { vat: '5' }),
      amended('GB-0', { vat: '3' }),
      paidToCode('142330', '4'),
    )
    const paid = book.rows().filter(row => row.type === 'advance-drawdown' && row.ledger === 'vat')
    expect(paid.map(row => [row.declaration, row.amount])).toEqual([
      ['GB-0', 300],
      ['GB-1', 100],
    ])
  })

  test('the same reference twice is two documents: references need not be unique', () => {
    const book = booked(registered(), charged('AKT', { fine: '1' }), charged('AKT', { fine: '2' }))
    expect(book.charges().map(charge => charge.document)).toEqual([1, 2])
  })
})

describe('R3: assessment', () => {
  test('each fund with an amount above 0 makes one row, in fund order whatever the order in the event', () => {
    const book = booked(
      registered(),
      assessed('GB', { 'eservice-vat': '1', vat: '2', excise: '0', 'customs-duty': '3' }),
    )
    expect(book.rows().map(row => [row.ledger, row.type, row.amount, row.debt])).toEqual([
      ['customs-duty', 'assessment', 300, 300],
      ['vat', 'assessment', 200, 200],
      ['eservice-vat', 'assessment', 100, 100],
    ])
  })

  test('a fund with amount 0 makes no row and no charge', () => {
    const book = booked(registered(), assessed('GB', { vat: '0' }), charged('AKT', { fine: '0.0' }))
    expect([book.rows(), book.charges()]).toEqual([[], []])
  })

  test('a fund with amount 0 reserves no charge number, so a later amendment takes the next one', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '0', excise: '1', fine: '2' }),
      amended('GB', { vat: '4' }),
      amended('GB', { vat: '7' }),
    )
    expect(book.charges().map(charge => [charge.fund, charge.number, charge.amount])).toEqual([
      ['excise', 1, 100],
      ['fine', 2, 200],
      ['vat', 3, 400],
      ['vat', 4, 300],
    ])
  })

  test('the charge is not marked amended and has its declaration or its reference', () => {
    const book = booked(registered(), assessed('GB', { vat: '1' }), charged('AKT', { fine: '1' }))
    expect(book.charges().map(({ declaration, reference, amended }) => ({ declaration, reference, amended }))).toEqual([
      { declaration: 'GB', reference: null, amended: false },
      { declaration: null, reference: 'AKT', amended: false },
    ])
    expect(book.rows().map(row => [row.declaration, row.reference])).toEqual([
      ['GB', null],
      [null, 'AKT'],
    ])
  })
})

describe('no total may exceed 2^53 − 1 qəpik', () => {
  /** Nine maximum amounts, and the rest up to the limit of 90 071 992 547 409.91 manat. */
  const upToTheLimit = (one: (amount: string) => Parameters<typeof booked>[number]) => [
    ...Array.from({ length: 9 }, () => one(MAX_AMOUNT)),
    one('71992547410.00'),
  ]
  const tryNext = (book: DomainHarness, event: Parameters<typeof toLine>[0]) =>
    book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))

  test('a debt may reach it; one qəpik more is rejected and changes nothing', () => {
    const book = booked(registered(), ...upToTheLimit(vat => charged('AKT', { vat })))
    expect(book.ledger('vat').at(-1)).toBe('assessment 71992547410.00 | 90071992547409.91 0.00')
    const before = structuredClone([book.rows(), book.charges()])
    expect(tryNext(book, charged('AKT', { 'customs-duty': '5', vat: '0.01' }))).toBe('rejected')
    expect([book.rows(), book.charges()]).toEqual(before)
    expect(tryNext(book, charged('AKT', { excise: '0.01' }))).toBe('applied')
  })

  test('an overpayment may reach it; more is rejected even if settlement would lower it at once', () => {
    const book = booked(registered(), ...upToTheLimit(amount => paidToCode('802001', amount)))
    expect(tryNext(book, paidToCode('802001', '0.01'))).toBe('rejected')
    expect(tryNext(book, charged('AKT', { 'eservice-fee': '0.01' }))).toBe('applied')
    expect(tryNext(book, paidToCode('802001', '0.01'))).toBe('applied')
  })

  test('the limit applies to amendments and cancellations', () => {
    const paid = upToTheLimit(amount => paidToFund('vat', amount))
    const book = booked(registered(), assessed('GB', { vat: '1' }), paidToFund('vat', '1'), ...paid)
    expect(tryNext(book, cancelled('GB'))).toBe('rejected')
    const owing = booked(registered(), assessed('GB', { vat: '0' }), ...upToTheLimit(vat => charged('AKT', { vat })))
    expect(tryNext(owing, amended('GB', { vat: '0.01' }))).toBe('rejected')
  })
})
