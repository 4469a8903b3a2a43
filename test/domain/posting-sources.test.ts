import { describe, expect, test } from 'vitest'
import { manat } from '../../src/domain/money.ts'
import { booked, DomainHarness } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  on,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
  toLine,
} from '../support/oracle/events.ts'

let id = 0
const event = (type: string, fields: EventObject, more: EventObject = {}): EventObject => {
  id += 1
  return { id: `s-${id}`, type, voen: TRADER, occurredAt: '2026-03-02T12:00:00+04:00', ...fields, ...more }
}
const refunded = (ledger: string, amount: string, more: EventObject = {}) =>
  event('overpayment.refunded', { ledger, amount, paidOn: '2026-03-01' }, more)
const transferred = (from: string, to: string, amount: string, more: EventObject = {}) =>
  event('overpayment.transferred', { from, to, amount }, more)

type Book = ReturnType<typeof booked>
/** `row effect amount: charged row < source row` */
const parts = (book: Book) =>
  book
    .allocations()
    .map(part => `${part.row} ${part.effect} ${manat(part.amount)}: ${part.chargedRow} < ${part.sourceRow}`)
const rows = (book: Book, ...types: string[]) =>
  book
    .rows()
    .filter(({ type }) => types.includes(type))
    .map(
      row => `${row.seq} ${row.ledger} ${row.type} ${manat(row.amount)} | ${manat(row.debt)} ${manat(row.overpayment)}`,
    )

describe('R9: a row that raises overpayment is a source, and what lowers it takes from the oldest', () => {
  test('an offset takes from several payments, and leaves the rest of the last one', () => {
    const book = booked(
      registered(),
      paidToFund('vat', '3'),
      paidToFund('vat', '4'),
      paidToFund('vat', '5'),
      charged('AKT', { vat: '8' }),
    )
    expect(parts(book)).toEqual(['5 debt 3.00: 4 < 1', '5 debt 4.00: 4 < 2', '5 debt 1.00: 4 < 3'])
    expect(book.sources().map(({ row, used }) => [row, used])).toEqual([
      [1, 300],
      [2, 400],
      [3, 100],
    ])
  })

  test('a drawdown names the source on its fund row, and the twin has no parts', () => {
    const book = booked(registered(), paidToCode('142330', '10'), assessed('GB', { vat: '4', excise: '6' }))
    expect(parts(book)).toEqual(['4 debt 4.00: 2 < 1', '6 debt 6.00: 3 < 1'])
  })

  test('a payment by number is its own source, and its surplus is one on the advance', () => {
    const book = booked(registered(), assessed('GB', { vat: '4' }), paidByNumber('GB', '5'))
    expect(parts(book)).toEqual(['2 debt 4.00: 1 < 2'])
    expect(book.sources()).toMatchObject([{ ledger: 'advance', row: 3, amount: 100, used: 0 }])
  })

  test('of a reduction only the part that became overpayment is a source, usable in the same event', () => {
    const book = booked(
      registered(),
      assessed('GB-1', { vat: '5' }),
      paidByNumber('GB-1', '3'),
      assessed('GB-2', { vat: '2' }),
      cancelled('GB-1'),
    )
    expect(parts(book)).toEqual([
      '2 debt 3.00: 1 < 2',
      '4 debt 2.00: 1 < null',
      '4 overpayment 3.00: 1 < null',
      '5 debt 2.00: 3 < 4',
    ])
    expect(book.sources()).toMatchObject([{ ledger: 'vat', row: 4, amount: 300, used: 200 }])
  })

  test('a reduction names each charge, the newest first, outstanding parts before settled ones', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '5' }),
      amended('GB', { vat: '8' }),
      paidToCode('142330', '6'),
      amended('GB', { vat: '1' }),
    )
    expect(parts(book).slice(2)).toEqual([
      '8 debt 2.00: 2 < null',
      '8 overpayment 1.00: 2 < null',
      '8 overpayment 4.00: 1 < null',
    ])
  })

  test('the sources of each ledger that are left are its overpayment', () => {
    const book = booked(registered(), paidToFund('vat', '3'), paidToFund('vat', '4'), charged('AKT', { vat: '5' }))
    const left = book.sources().reduce((sum, { amount, used }) => sum + amount - used, 0)
    expect(left).toBe(book.accounts.get(TRADER)!.account.totals.vat.overpayment)
  })
})

describe('R6a: a refund', () => {
  test('is one row with the day of its payment, and takes from the oldest source', () => {
    const book = booked(
      registered(),
      paidToFund('vat', '3'),
      paidToFund('vat', '4'),
      refunded('vat', '5', { paidOn: '2026-02-27', reference: 'GQ-88' }),
    )
    expect(rows(book, 'refund')).toEqual(['3 vat refund 5.00 | 0.00 2.00'])
    expect(book.rows().at(-1)).toMatchObject({
      paymentDate: '2026-02-27',
      reference: 'GQ-88',
      declaration: null,
      channel: null,
      cause: null,
    })
    expect(parts(book)).toEqual(['3 overpayment 3.00: null < 1', '3 overpayment 2.00: null < 2'])
  })

  test.each([
    ['more than there is', refunded('vat', '3.01')],
    ['the overpayment of another ledger', refunded('excise', '1')],
  ])('of %s is refused, and nothing changes', (_, event) => {
    const book = booked(registered(), paidToFund('vat', '3'))
    expect(book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))).toBe('rejected')
    expect(book.rows()).toHaveLength(1)
  })
})

describe('R6a: a transfer', () => {
  test('is two rows with the booking date, and what arrives closes debt at once', () => {
    const book = booked(
      registered(),
      paidToFund('vat', '3'),
      charged('AKT', { fine: '2' }),
      transferred('vat', 'fine', '2.5', { reference: 'KM-5', ...on('2026-03-04') }),
    )
    expect(rows(book, 'transfer-out', 'transfer-in', 'overpayment-offset')).toEqual([
      '3 vat transfer-out 2.50 | 0.00 0.50',
      '4 fine transfer-in 2.50 | 2.00 2.50',
      '5 fine overpayment-offset 2.00 | 0.00 0.50',
    ])
    expect(book.rows().slice(2, 4)).toMatchObject(Array(2).fill({ paymentDate: '2026-03-04', reference: 'KM-5' }))
    expect(parts(book)).toEqual(['3 overpayment 2.50: null < 1', '5 debt 2.00: 2 < 4'])
  })

  test('to the advance pays customs debt', () => {
    const book = booked(
      registered(),
      paidToFund('vat', '3'),
      charged('AKT', { fine: '2' }),
      transferred('vat', 'advance', '3'),
    )
    expect(book.ledger('fine').at(-1)).toBe('advance-drawdown 2.00 | 0.00 0.00')
    expect(book.ledger('advance').at(-1)).toBe('advance-drawdown 2.00 | 0.00 1.00')
  })

  test('of more than there is is refused', () => {
    const book = booked(registered(), paidToFund('vat', '3'))
    const became = book.deliver(toLine(transferred('vat', 'advance', '4')), new Date('2030-01-01T00:00:00Z'))
    expect([became, book.rows().length]).toEqual(['rejected', 1])
  })
})

describe('R10: the due date of a charge', () => {
  test('is what the event says, else the booking date, and an amendment’s own', () => {
    const book = booked(
      registered(),
      assessed('GB', { vat: '1' }, { dueOn: '2026-02-01' }),
      charged('AKT', { fine: '1' }, on('2026-03-05')),
      amended('GB', { vat: '2' }, { dueOn: '2026-12-31' }),
    )
    expect(book.charges().map(({ row, dueOn }) => [row, dueOn])).toEqual([
      [1, '2026-02-01'],
      [2, '2026-03-05'],
      [3, '2026-12-31'],
    ])
  })

  test('the principal falls after the day on which customs had the money, or on which the debt was reduced', () => {
    const book = booked(
      registered(),
      paidToCode('142330', '1', { paidOn: '2026-02-10' }),
      assessed('GB', { vat: '5' }, on('2026-03-03')),
      paidByNumber('GB', '1', { paidOn: '2026-02-20', ...on('2026-03-04') }),
      amended('GB', { vat: '4' }, on('2026-03-05')),
    )
    expect(book.allocations().map(({ amount, valueDate }) => [amount, valueDate])).toEqual([
      [100, '2026-02-10'],
      [100, '2026-02-20'],
      [100, '2026-03-05'],
    ])
  })
})

test('R8: amendments and cancellations are the cause of their rows', () => {
  const book = booked(
    registered(),
    assessed('GB', { vat: '5', excise: '1' }),
    amended('GB', { vat: '6', excise: '0.5' }),
    cancelled('GB'),
  )
  expect(book.rows().map(({ type, cause }) => [type, cause])).toEqual([
    ['assessment', null],
    ['assessment', null],
    ['assessment', 'amendment'],
    ['reduction', 'amendment'],
    ['reduction', 'cancellation'],
    ['reduction', 'cancellation'],
  ])
})

test('R8: a payment’s own number stands on its rows, beside the declaration that it pays', () => {
  const book = booked(
    registered(),
    paidToCode('142330', '1', { reference: 'PO-1' }),
    paidToFund('vat', '1', { reference: 'PO-2' }),
    assessed('GB', { excise: '3' }),
    paidByNumber('GB', '5', { reference: 'HOP-1' }),
  )
  const paid = book.rows().filter(({ channel }) => channel !== null)
  expect(paid.map(({ type, declaration, reference }) => [type, declaration, reference])).toEqual([
    ['advance-payment-general', null, 'PO-1'],
    ['advance-payment-single', null, 'PO-2'],
    ['hop-payment', 'GB', 'HOP-1'],
    ['advance-payment-general', 'GB', 'HOP-1'],
  ])
})

test('money does not depend on how many sources are loaded first', () => {
  const events = [
    registered(),
    ...Array.from({ length: 20 }, () => paidToFund('vat', '1')),
    ...Array.from({ length: 20 }, () => paidToCode('142330', '2')),
    charged('AKT', { vat: '7.5', fine: '9' }),
    refunded('vat', '5.25'),
    transferred('advance', 'vat', '21'),
    charged('AKT-2', { vat: '28.25', other: '9' }),
  ]
  const folded = (atHand: number) => {
    const book = new DomainHarness(atHand)
    for (const event of events) book.deliver(toLine(event), new Date('2030-01-01T00:00:00Z'))
    return { rows: book.rows(), allocations: book.allocations(), sources: book.sources() }
  }
  const whole = folded(Number.POSITIVE_INFINITY)
  expect(whole.allocations.length).toBeGreaterThan(30)
  for (const atHand of [1, 2, 5, 19]) expect(folded(atHand)).toEqual(whole)
})
