import { describe, expect, test } from 'vitest'
import type { EventObject } from '../support/oracle/events.ts'
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
  TRADER,
  toLine,
} from '../support/oracle/events.ts'
import { type Answer, Oracle } from '../support/oracle/oracle.ts'
import { interestOf } from '../support/oracle/oracle-interest.ts'
import { allocationsOf, debtsOf } from '../support/oracle/oracle-tables.ts'

/** Sentences of the specification with figures worked out by hand. */

const LATER = new Date('2030-01-01T00:00:00Z')
const OTHER = '1700012342'

let ids = 0
const event = (type: string, fields: EventObject): EventObject => {
  ids += 1
  return { id: `x-${ids}`, type, occurredAt: '2026-03-02T12:00:00+04:00', ...fields }
}
const ofUnknown = (amount: string, more: EventObject = {}) =>
  event('payment.received', { id: 'P', channel: 'bank', paidOn: '2026-03-01', amount, code: '142330', ...more })
const assigned = (target: EventObject, more: EventObject = {}) =>
  event('payment.assigned', { voen: TRADER, payment: 'P', ...target, ...more })
const refunded = (ledger: string, amount: string, more: EventObject = {}) =>
  event('overpayment.refunded', { voen: TRADER, ledger, amount, paidOn: '2026-03-02', ...more })
const transferred = (from: string, to: string, amount: string, more: EventObject = {}) =>
  event('overpayment.transferred', { voen: TRADER, from, to, amount, ...more })

function delivered(...events: EventObject[]) {
  const oracle = new Oracle()
  const answers = events.map(event => oracle.explain([toLine(event)], LATER)[0]!)
  return { oracle, answers, last: short(answers.at(-1)!) }
}

const short = ({ outcome, reason }: Answer) => (reason ? `${outcome} ${reason}` : outcome)

/** The rows of the trader as `row ledger type amount | debt overpayment`. */
function rows(oracle: Oracle): string[] {
  return oracle.accounts
    .get(TRADER)!
    .entries.map(
      ({ row, ledger, type, amount, debt, overpayment }) =>
        `${row} ${ledger} ${type} ${amount} | ${debt} ${overpayment}`,
    )
}

const linesOf = (csv: string, ...dropped: number[]) =>
  csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line =>
      line
        .split(',')
        .filter((_, index) => !dropped.includes(index))
        .join(' '),
    )

describe('a payment whose payer is not known', () => {
  test('waits for an assignment, also after everybody is registered', () => {
    const { oracle, last } = delivered(ofUnknown('10'), registered())
    expect(last).toBe('applied')
    expect(oracle.held.map(id => `${id} ${oracle.waitOf(id)}`)).toEqual(['P assignment'])
    expect(rows(oracle)).toEqual([])
  })

  test('is malformed when it names a fund', () => {
    const { code: _, ...payment } = ofUnknown('10')
    expect(delivered({ ...payment, fund: 'vat' }).last).toBe('rejected malformed')
  })

  test('is booked with its own channel, date and reference, on the day and under the id of the assignment', () => {
    const payment = ofUnknown('10', { reference: 'PO-1' })
    const { oracle } = delivered(registered(), payment, assigned({ fund: 'vat' }, { id: 'A', ...on('2026-03-09') }))
    expect(oracle.accounts.get(TRADER)!.entries).toEqual([
      {
        ...{ voen: TRADER, operation_date: '2026-03-09', ledger: 'vat', declaration: '', reference: 'PO-1' },
        ...{ type: 'advance-payment-single', channel: 'bank', payment_date: '2026-03-01' },
        ...{ amount: 1000n, debt: 0n, overpayment: 1000n, event_id: 'A', row: 1, cause: '' },
      },
    ])
    expect(oracle.held).toEqual([])
    expect(oracle.explain([toLine(payment)], LATER)).toEqual([{ outcome: 'duplicate', reason: null }])
  })

  test('is assigned once', () => {
    const { last } = delivered(registered(), ofUnknown('10'), assigned({ fund: 'vat' }), assigned({ fund: 'vat' }))
    expect(last).toBe('rejected payment-not-held')
  })

  test('stays held when its assignment is refused, whose id stays free', () => {
    const deposit = { channel: 'vat-deposit', fund: 'vat', voen: OTHER }
    const { code: _, ...payment } = ofUnknown('10', deposit)
    const wrong = assigned({ code: '142330' }, { id: 'A' })
    const right = assigned({ fund: 'vat' }, { id: 'A' })
    const { oracle, answers } = delivered(registered(), payment, wrong, right)
    expect(answers.slice(1).map(short)).toEqual(['held taxpayer', 'rejected target-not-allowed', 'applied'])
    expect(rows(oracle)).toEqual(['1 vat advance-payment-single 1000 | 0 1000'])
  })

  test('that waits for the same taxpayer as its assignment and arrived first is booked by itself', () => {
    const payment = ofUnknown('10', { voen: TRADER })
    const { oracle } = delivered(payment, assigned({ fund: 'vat' }, { id: 'A' }), registered())
    expect(rows(oracle)).toEqual(['1 advance advance-payment-general 1000 | 0 1000'])
    expect(oracle.log.get('A')).toMatchObject({ became: 'rejected', refusal: 'payment-not-held' })
  })

  test('that waits for the same taxpayer as its assignment and arrived second is assigned', () => {
    const payment = ofUnknown('10', { voen: TRADER })
    const { oracle } = delivered(assigned({ fund: 'vat' }, { id: 'A' }), payment, registered())
    expect(rows(oracle)).toEqual(['1 vat advance-payment-single 1000 | 0 1000'])
    expect([...oracle.log.values()].map(({ became }) => became)).toEqual(['applied', 'applied', 'applied'])
  })

  test('that waits for a declaration can be assigned, and then no longer pays it', () => {
    const { code: _, ...payment } = ofUnknown('10', { channel: 'hop', declaration: 'D-1' })
    const { oracle } = delivered(registered(), payment, assigned({ fund: 'fine' }), assessed('D-1', { vat: '4' }))
    expect(rows(oracle)).toEqual(['1 fine advance-payment-single 1000 | 0 1000', '2 vat assessment 400 | 400 0'])
  })
})

describe('money that goes back or moves', () => {
  const paid = [registered(), paidToFund('vat', '10')]

  test('may be all of the overpayment, and no qəpik more', () => {
    expect(delivered(...paid, refunded('vat', '10')).last).toBe('applied')
    expect(delivered(...paid, refunded('vat', '10.01')).last).toBe('rejected not-enough-overpayment')
    expect(delivered(...paid, transferred('vat', 'fine', '10')).last).toBe('applied')
    expect(delivered(...paid, transferred('vat', 'fine', '10.01')).last).toBe('rejected not-enough-overpayment')
  })

  test('leaves only the ledger that has it', () => {
    expect(delivered(...paid, refunded('advance', '1')).last).toBe('rejected not-enough-overpayment')
    expect(delivered(...paid, transferred('fine', 'vat', '1')).last).toBe('rejected not-enough-overpayment')
  })

  test('moves between two different customs ledgers only', () => {
    expect(delivered(...paid, transferred('vat', 'vat', '1')).last).toBe('rejected malformed')
    expect(delivered(...paid, transferred('vat', 'eservice-fee', '1')).last).toBe('rejected malformed')
    expect(delivered(...paid, transferred('eservice-vat', 'vat', '1')).last).toBe('rejected malformed')
  })

  test('is never nothing', () => {
    expect(delivered(...paid, refunded('vat', '0.00')).last).toBe('rejected malformed')
    expect(delivered(...paid, transferred('vat', 'fine', '0')).last).toBe('rejected malformed')
  })

  test('closes debt where it arrives, in the same event', () => {
    const debt = charged('AKT', { fine: '4', 'customs-fee': '3' })
    const { oracle } = delivered(...paid, debt, transferred('vat', 'advance', '6'))
    expect(rows(oracle).slice(3)).toEqual([
      '4 vat transfer-out 600 | 0 400',
      '5 advance transfer-in 600 | 0 600',
      '6 customs-fee advance-drawdown 300 | 0 0',
      '7 advance advance-drawdown 300 | 0 300',
      '8 fine advance-drawdown 300 | 100 0',
      '9 advance advance-drawdown 300 | 0 0',
    ])
    expect(linesOf(allocationsOf(oracle), 0)).toEqual([
      '4 transfer-out overpayment  1 6.00',
      '6 advance-drawdown debt 2 5 3.00',
      '8 advance-drawdown debt 3 5 3.00',
    ])
  })

  test('is refused when the ledger that it comes to would pass the limit, and is then still where it was', () => {
    const full = Array.from({ length: 9 }, () => paidToCode('142330', '9999999999999.99'))
    const more = paidToFund('vat', '9999999999999.99')
    const { oracle, last } = delivered(registered(), ...full, more, transferred('vat', 'advance', '9999999999999.99'))
    expect(last).toBe('rejected total-too-large')
    expect(oracle.accounts.get(TRADER)!.overpayment.get('vat')).toBe(999999999999999n)
    expect(rows(oracle).length).toBe(10)
  })
})

describe('where money comes from (R9)', () => {
  test('the oldest row first, also behind one that is used up', () => {
    const { oracle } = delivered(
      ...[registered(), paidToFund('vat', '1'), paidToFund('vat', '2'), paidToFund('vat', '4')],
      ...[refunded('vat', '1.50'), charged('AKT', { vat: '3' })],
    )
    expect(linesOf(allocationsOf(oracle), 0)).toEqual([
      '4 refund overpayment  1 1.00',
      '4 refund overpayment  2 0.50',
      '6 overpayment-offset debt 5 2 1.50',
      '6 overpayment-offset debt 5 3 1.50',
    ])
  })

  test('a reduction is a source of the part that was settled, by charge newest first', () => {
    const { oracle } = delivered(
      ...[registered(), assessed('D', { vat: '10' }), amended('D', { vat: '15' }), paidToFund('vat', '12')],
      ...[cancelled('D'), refunded('vat', '12')],
    )
    expect(linesOf(allocationsOf(oracle), 0)).toEqual([
      '4 overpayment-offset debt 1 3 10.00',
      '5 overpayment-offset debt 2 3 2.00',
      '6 reduction debt 2  3.00',
      '6 reduction overpayment 2  2.00',
      '6 reduction overpayment 1  10.00',
      '7 refund overpayment  6 12.00',
    ])
  })

  test('a settled charge that is lowered after its money was refunded needs nothing back', () => {
    const { oracle } = delivered(
      ...[registered(), paidToCode('142330', '10'), assessed('D', { vat: '10' }), amended('D', { vat: '4' })],
      ...[refunded('vat', '6'), amended('D', { vat: '1' })],
    )
    expect(rows(oracle).slice(4)).toEqual([
      '5 vat reduction 600 | 0 600',
      '6 vat refund 600 | 0 0',
      '7 vat reduction 300 | 0 300',
    ])
    expect(linesOf(allocationsOf(oracle), 0).slice(1)).toEqual([
      '5 reduction overpayment 2  6.00',
      '6 refund overpayment  5 6.00',
      '7 reduction overpayment 2  3.00',
    ])
  })
})

describe('due dates and late interest (R10)', () => {
  const interest = (oracle: Oracle, to = '2026-12-31', rates = '2001-01-01:0.1', days = 365) =>
    linesOf(interestOf(oracle, { to, rates, days }), 0, 2, 3, 4)
  const debt = (more: EventObject = {}) => charged('AKT', { vat: '100' }, { ...on('2026-03-02'), ...more })
  const pay = (amount: string, paidOn: string, more: EventObject = {}) =>
    paidToFund('vat', amount, { paidOn, ...on('2026-03-20'), ...more })

  test('a charge is due on the day of its row, unless its event says when', () => {
    const { oracle } = delivered(registered(), debt(), debt({ dueOn: '2026-05-01' }), debt({ dueOn: '2025-05-01' }))
    expect(linesOf(debtsOf(oracle)).map(line => line.split(' ').slice(4, 7).join(' '))).toEqual([
      'AKT 2026-03-02 2026-03-02',
      'AKT 2026-03-02 2026-05-01',
      'AKT 2026-03-02 2025-05-01',
    ])
  })

  test.each([
    ['on the due date or before', '2026-02-01', []],
    ['a day late', '2026-03-03', ['1 2026-03-03 2026-03-03 1 100.00 0.1 0.10']],
    ['long after it was booked', '2026-03-25', ['1 2026-03-03 2026-03-25 23 100.00 0.1 2.30']],
  ])('money that customs had %s', (_, paidOn, expected) => {
    expect(interest(delivered(registered(), debt(), pay('100', paidOn)).oracle)).toEqual(expected)
  })

  test('nobody pays for days on which the money waited for its assignment', () => {
    const payment = ofUnknown('100', { paidOn: '2026-03-04' })
    const { oracle } = delivered(registered(), debt(), payment, assigned({ code: '142330' }, on('2026-05-01')))
    expect(interest(oracle)).toEqual(['1 2026-03-03 2026-03-04 2 100.00 0.1 0.20'])
  })

  test('money that a transfer brought counts from the day of the transfer', () => {
    const money = paidToFund('fine', '100', { paidOn: '2026-03-01' })
    const move = transferred('fine', 'vat', '100', on('2026-03-10'))
    expect(interest(delivered(registered(), money, debt(), move).oracle)).toEqual([
      '2 2026-03-03 2026-03-10 8 100.00 0.1 0.80',
    ])
  })

  test('money that a reduction brought counts from the day of the reduction', () => {
    const { oracle } = delivered(
      ...[registered(), paidToFund('vat', '50', { paidOn: '2026-03-01' }), assessed('D', { vat: '50' }), debt()],
      cancelled('D', on('2026-03-10')),
    )
    expect(interest(oracle)).toEqual([
      '4 2026-03-03 2026-03-10 8 100.00 0.1 0.80',
      '4 2026-03-11 2026-12-31 296 50.00 0.1 14.80',
    ])
  })

  test('a reduction of the unpaid part counts from the next day, one of the settled part never', () => {
    const declared = assessed('D', { vat: '100' }, on('2026-03-02'))
    const unpaid = delivered(registered(), declared, amended('D', { vat: '40' }, on('2026-03-10')))
    expect(interest(unpaid.oracle, '2026-03-12')).toEqual([
      '1 2026-03-03 2026-03-10 8 100.00 0.1 0.80',
      '1 2026-03-11 2026-03-12 2 40.00 0.1 0.08',
    ])
    const paid = delivered(
      registered(),
      declared,
      pay('100', '2026-03-05'),
      amended('D', { vat: '40' }, on('2026-04-10')),
    )
    expect(interest(paid.oracle)).toEqual(['1 2026-03-03 2026-03-05 3 100.00 0.1 0.30'])
  })

  test('a charge that was booked late counts as open from its due date, and the days are a window after it', () => {
    const { oracle } = delivered(registered(), debt({ dueOn: '2026-01-10' }))
    expect(interest(oracle, '2026-12-31', '2001-01-01:0.1', 5)).toEqual(['1 2026-01-11 2026-01-15 5 100.00 0.1 0.50'])
    expect(interest(oracle, '2026-01-12', '2001-01-01:0.1', 5)).toEqual(['1 2026-01-11 2026-01-12 2 100.00 0.1 0.20'])
    expect(interest(oracle, '2026-01-10')).toEqual([])
  })

  test('days without a rate count in the window, which a payment does not lengthen', () => {
    const { oracle } = delivered(registered(), debt(), pay('60', '2026-03-05'))
    expect(interest(oracle, '2026-12-31', '2026-03-05:0.1', 4)).toEqual([
      '1 2026-03-05 2026-03-05 1 100.00 0.1 0.10',
      '1 2026-03-06 2026-03-06 1 40.00 0.1 0.04',
    ])
  })

  test('rows booked after the last day counted are known all the same', () => {
    const { oracle } = delivered(registered(), debt(), pay('60', '2026-03-04', on('2026-06-01')))
    expect(interest(oracle, '2026-03-05')).toEqual([
      '1 2026-03-03 2026-03-04 2 100.00 0.1 0.20',
      '1 2026-03-05 2026-03-05 1 40.00 0.1 0.04',
    ])
  })

  test('a rate counts from its day, equal neighbours are one, and days with 0 or none give no line', () => {
    const { oracle } = delivered(registered(), debt())
    expect(interest(oracle, '2026-03-12', '2026-03-04:0.1,2026-03-05:0.10,2026-03-07:0,2026-03-09:0.05')).toEqual([
      '1 2026-03-04 2026-03-06 3 100.00 0.1 0.30',
      '1 2026-03-09 2026-03-12 4 100.00 0.05 0.20',
    ])
  })

  test('each line is rounded half up, and a line of 0.00 is printed', () => {
    const small = (amount: string) =>
      interest(delivered(registered(), charged('AKT', { vat: amount }, on('2026-03-02'))).oracle, '2026-03-03')
    expect(small('4.99')).toEqual(['1 2026-03-03 2026-03-03 1 4.99 0.1 0.00'])
    expect(small('5.00')).toEqual(['1 2026-03-03 2026-03-03 1 5.00 0.1 0.01'])
    expect(small('15.00')).toEqual(['1 2026-03-03 2026-03-03 1 15.00 0.1 0.02'])
    expect(small('14.99')).toEqual(['1 2026-03-03 2026-03-03 1 14.99 0.1 0.01'])
  })

  test('there is none on late interest and e-services, and charges stand in settlement order', () => {
    const { oracle } = delivered(
      ...[registered(), assessed('D', { fine: '1', 'late-interest': '1', 'eservice-fee': '1' }), debt()],
      ...[amended('D', { 'customs-duty': '1', fine: '3' }), paidByNumber('D', '0.5')],
    )
    expect(interest(oracle, '2026-03-03').map(line => line.split(' ').slice(0, 5).join(' '))).toEqual([
      '5 2026-03-03 2026-03-03 1 1.00',
      '2 2026-03-03 2026-03-03 1 1.00',
      '6 2026-03-03 2026-03-03 1 2.00',
      '4 2026-03-03 2026-03-03 1 100.00',
    ])
    expect(
      linesOf(debtsOf(oracle)).map(line =>
        line
          .split(' ')
          .filter((_, at) => [1, 11].includes(at))
          .join(' '),
      ),
    ).toEqual(['5 no', '1 yes', '2 yes', '6 no', '3 no', '4 no'])
  })
})
