import { describe, expect, test } from 'vitest'
import { Journal, type JournalTransaction } from '../../src/domain/journal.ts'
import { manat } from '../../src/domain/money.ts'
import { booked } from '../support/oracle/domain-harness.ts'
import {
  amended,
  assessed,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'

function journalOf(...events: EventObject[]): JournalTransaction[] {
  const journal = new Journal()
  const book = booked(registered(), ...events)
  return book.rows().flatMap(row => journal.record(row) ?? [])
}

/** The last transaction: a line each side, `debit account amount`, with what the account then stands at. */
function last(...events: EventObject[]): string[] {
  const { postings } = journalOf(...events).at(-1)!
  return postings.map(({ side, account, amount, balance }) =>
    [side, account, manat(amount), balance === undefined ? '' : `= ${manat(balance)}`].join(' ').trim(),
  )
}

const REFUND = {
  id: 'moved',
  type: 'overpayment.refunded',
  occurredAt: '2026-03-03T12:00:00+04:00',
  voen: TRADER,
  ledger: 'vat',
  amount: '3.00',
  paidOn: '2026-03-03',
}

describe('double entry: debit and credit of each operation', () => {
  test('a refund: overpayment or advance / the clearing of refunds', () => {
    const refunded = (ledger: string) => ({ ...REFUND, ledger })
    expect(last(paidToFund('vat', '5'), refunded('vat'))).toEqual([
      'debit liabilities:overpayment:vat 3.00 = 2.00',
      'credit assets:clearing:refund 3.00',
    ])
    expect(last(paidToCode('142330', '5'), refunded('advance'))[0]).toBe('debit liabilities:advance 3.00 = 2.00')
  })

  test('a transfer: the ledger that the money leaves / the one it reaches, in one transaction', () => {
    const transferred = { ...REFUND, type: 'overpayment.transferred', from: 'vat', to: 'advance' }
    const { ledger: _, paidOn: __, ...event } = transferred
    expect(last(paidToFund('vat', '5'), event)).toEqual([
      'debit liabilities:overpayment:vat 3.00 = 2.00',
      'credit liabilities:advance 3.00 = 3.00',
    ])
    const [, transfer, ...others] = journalOf(paidToFund('vat', '5'), event)
    expect(others).toEqual([])
    expect(transfer!.entry).toMatchObject({ type: 'transfer-out', ledger: 'vat' })
  })

  test('an assessment: debt / assessed', () => {
    expect(last(assessed('GB', { vat: '5' }))).toEqual([
      'debit assets:debt:vat 5.00 = 5.00',
      'credit revenues:assessed:vat 5.00',
    ])
  })

  test('a HÖP payment: clearing / debt', () => {
    expect(last(assessed('GB', { vat: '5' }), paidByNumber('GB', '3'))).toEqual([
      'debit assets:clearing:hop 3.00',
      'credit assets:debt:vat 3.00 = 2.00',
    ])
  })

  test('an offset: overpayment / debt', () => {
    expect(last(assessed('GB', { vat: '5' }), paidToFund('vat', '7'))).toEqual([
      'debit liabilities:overpayment:vat 5.00 = 2.00',
      'credit assets:debt:vat 5.00 = 0.00',
    ])
  })

  test('a drawdown: advance / debt, its two rows one transaction', () => {
    const events = [paidToCode('142330', '7', { channel: 'bank' }), assessed('GB', { vat: '5' })]
    expect(last(...events)).toEqual(['debit liabilities:advance 5.00 = 2.00', 'credit assets:debt:vat 5.00 = 0.00'])
    expect(journalOf(...events)).toHaveLength(3)
  })

  test('a reduction: assessed / debt for the unpaid part, assessed / overpayment for the settled part', () => {
    const paid = [assessed('GB', { vat: '5' }), paidByNumber('GB', '3')]
    expect(last(...paid, amended('GB', { vat: '1' }))).toEqual([
      'debit revenues:assessed:vat 4.00',
      'credit assets:debt:vat 2.00 = 0.00',
      'credit liabilities:overpayment:vat 2.00 = 2.00',
    ])
    expect(last(...paid, amended('GB', { vat: '4' }))).toEqual([
      'debit revenues:assessed:vat 1.00',
      'credit assets:debt:vat 1.00 = 1.00',
    ])
  })

  test.each([
    ['142330', 'treasury', 'liabilities:advance'],
    ['802001', 'hop', 'liabilities:overpayment:eservice-fee'],
    ['114111', 'bank', 'liabilities:overpayment:eservice-vat'],
  ])('a payment to %s by %s: clearing / %s', (code, channel, account) => {
    expect(last(paidToCode(code, '7', { channel }))).toEqual([
      `debit assets:clearing:${channel} 7.00`,
      `credit ${account} 7.00 = 7.00`,
    ])
  })

  test('a payment for one fund: clearing / overpayment', () => {
    expect(last(paidToFund('vat', '7', { channel: 'vat-deposit' }))).toEqual([
      'debit assets:clearing:vat-deposit 7.00',
      'credit liabilities:overpayment:vat 7.00 = 7.00',
    ])
  })
})
