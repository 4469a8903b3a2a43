import { describe, expect, test } from 'vitest'
import { problemsOf } from '../support/oracle/contract.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
} from '../support/oracle/events.ts'

const FACT = { id: 'e', occurredAt: '2026-03-02T12:00:00+04:00', voen: '1400057421' }

/** One good event of each kind, with every field that its type may carry. */
const KINDS: Record<string, EventObject> = {
  'a registration': registered(),
  'an assessment': assessed('GB-1', { vat: '10.00' }, { declarant: '1700012342', dueOn: '2026-04-15' }),
  'an amendment': amended('GB-1', { vat: '10.00' }, { dueOn: '2026-04-15' }),
  'a cancellation': cancelled('GB-1'),
  'a charge without a declaration': charged('AKT-17', { fine: '10.00' }, { dueOn: '2026-04-15' }),
  'a payment to a code': paidToCode('142330', '10.00', { reference: 'PO-4711' }),
  'a payment to a fund': paidToFund('vat', '10.00', { reference: 'PO-4711' }),
  'a payment by declaration': paidByNumber('GB-1', '10.00', { voen: '1400057421', reference: 'HOP-1' }),
  'an assignment': { ...FACT, type: 'payment.assigned', payment: 'p-1', fund: 'vat' },
  'a refund': {
    ...FACT,
    type: 'overpayment.refunded',
    ledger: 'advance',
    amount: '10.00',
    paidOn: '2026-03-02',
    reference: 'GQ-88',
  },
  'a transfer': {
    ...FACT,
    type: 'overpayment.transferred',
    from: 'vat',
    to: 'advance',
    amount: '10.00',
    reference: 'KM-5',
  },
}

const OPTIONAL = {
  'an assessment': ['declarant', 'dueOn'],
  'an amendment': ['dueOn'],
  'a charge without a declaration': ['dueOn'],
  'a payment to a code': ['voen', 'reference'],
  'a payment to a fund': ['reference'],
  'a payment by declaration': ['voen', 'reference'],
  'a refund': ['reference'],
  'a transfer': ['reference'],
}
const TARGETS = ['code', 'fund', 'declaration']
const VALUES = [null, 7, true, [], ['x'], {}, '', ' ', '\n', 'ə', '٣', 'x'.repeat(201)]

const fields = Object.entries(KINDS).flatMap(([kind, good]) => Object.keys(good).map(field => ({ kind, field, good })))

function without(event: EventObject, field: string): EventObject {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== field))
}

test.each(Object.entries(KINDS))('%s with valid fields is accepted', (_, good) => {
  expect(problemsOf(good)).toEqual([])
})

test.each(fields)('$kind without $field is accepted only where the field is optional', ({ kind, field, good }) => {
  const optional = (OPTIONAL as Record<string, string[]>)[kind]?.includes(field)
  const isTarget = (kind.startsWith('a payment') || kind === 'an assignment') && TARGETS.includes(field)
  const expected = optional ? [] : [isTarget ? 'one-target' : `missing ${field}`]
  expect(problemsOf(without(good, field))).toEqual(expected)
})

test.each(fields)('$kind is malformed when $field is null or has the wrong form', ({ field, good }) => {
  const acceptable: Record<string, unknown[]> = { id: [' ', '\n', 'ə', '٣'], name: [' ', '\n', 'ə', '٣'] }
  acceptable.reference = acceptable.name!
  acceptable.payment = acceptable.name!
  for (const value of VALUES) {
    const problems = problemsOf({ ...good, [field]: value })
    const fine = acceptable[field]?.includes(value)
    expect(problems.length === 0, `${field} = ${JSON.stringify(value)}`).toBe(fine === true)
    if (!fine) expect(problems.some(problem => problem.endsWith(` ${field}`))).toBe(true)
  }
})

test.each(Object.entries(KINDS))('%s with an unknown field is malformed', (_, good) => {
  for (const field of ['note', 'ID', 'Voen', ' voen', 'constructor', 'toString', '']) {
    expect(problemsOf({ ...good, [field]: 'x' })).toEqual([`unknown-field ${field}`])
  }
})

test('a field of another event type is unknown', () => {
  for (const [kind, good] of Object.entries(KINDS)) {
    for (const field of [
      'name',
      'declaration',
      'declarant',
      'reference',
      'charges',
      'dueOn',
      'channel',
      'paidOn',
      'amount',
      'payment',
      'ledger',
      'from',
      'to',
    ]) {
      if (field in good || (kind.startsWith('a payment') && field === 'declaration')) continue
      const value = Object.values(KINDS).find(other => field in other)![field]
      expect(problemsOf({ ...good, [field]: value }), `${kind} with ${field}`).toEqual([`unknown-field ${field}`])
    }
  }
})

test('all problems are reported at once, each with its field', () => {
  const bad = { ...assessed('gb', { vat: '-1' }), voen: '1', note: 'x', declarant: null }
  expect(problemsOf(bad).sort()).toEqual(
    [
      'malformed charges.vat',
      'malformed declarant',
      'malformed declaration',
      'malformed voen',
      'unknown-field note',
    ].sort(),
  )
})

describe('type', () => {
  test.each(['taxpayer.Registered', 'taxpayer.registered ', '', 'payment', 'constructor', '__proto__', 'toString'])(
    '%j is not an event type',
    type => {
      expect(problemsOf({ ...registered(), type })).toEqual(['malformed type'])
    },
  )
})

describe('length counts Unicode code points, not UTF-16 units', () => {
  const MAX_LENGTHS = [
    ['id', 128, registered()],
    ['name', 200, registered()],
    ['reference', 100, charged('x', { fine: '1' })],
  ] as const

  test.each(MAX_LENGTHS)('%s may have %i characters and not one more', (field, max, good) => {
    for (const character of ['x', 'ə', '漢', '😀', '\u0000', '\u200d', '\u0301']) {
      expect(problemsOf({ ...good, [field]: character.repeat(max) })).toEqual([])
      expect(problemsOf({ ...good, [field]: character.repeat(max + 1) })).toEqual([`malformed ${field}`])
    }
  })

  test.each(MAX_LENGTHS)('%s may not hold half a surrogate pair, which UTF-8 cannot carry', (field, _, good) => {
    for (const half of ['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d']) {
      expect(problemsOf({ ...good, [field]: half })).toEqual([`malformed ${field}`])
    }
    expect(problemsOf({ ...good, [field]: '\ud83d\ude00' })).toEqual([])
  })

  test('a declaration number has at most 40 characters', () => {
    expect(problemsOf(cancelled('Z'.repeat(40)))).toEqual([])
    expect(problemsOf(cancelled('Z'.repeat(41)))).toEqual(['malformed declaration'])
  })
})

describe('paidOn', () => {
  test.each(['2024-02-29', '0001-01-01', '9999-12-31'])('%s is a real day', paidOn => {
    expect(problemsOf(paidToCode('142330', '1', { paidOn }))).toEqual([])
  })

  test.each(['2026-02-29', '2026-03-01T00:00:00Z', '01.03.2026', '2026-3-1'])('%s is not', paidOn => {
    expect(problemsOf(paidToCode('142330', '1', { paidOn }))).toEqual(['malformed paidOn'])
  })
})

describe('occurredAt', () => {
  test.each(['2026-03-01T09:00:00+04:00', '2026-03-01t05:00:00.5z', '2016-12-31T23:59:60Z'])(
    '%s is an instant',
    occurredAt => {
      expect(problemsOf(registered({ occurredAt }))).toEqual([])
    },
  )

  test.each(['2026-03-01', '2026-03-01T09:00:00', '2026-03-01T09:00+04:00', '2026-02-30T09:00:00Z'])(
    '%s is not',
    occurredAt => {
      expect(problemsOf(registered({ occurredAt }))).toEqual(['malformed occurredAt'])
    },
  )

  test('may be 24 hours ahead of the clock at delivery, and not a millisecond more', () => {
    const now = new Date('2026-03-01T09:00:00Z')
    expect(problemsOf(registered({ occurredAt: '2026-03-02T09:00:00Z' }), now)).toEqual([])
    expect(problemsOf(registered({ occurredAt: '2026-03-02T13:00:00+04:00' }), now)).toEqual([])
    for (const occurredAt of ['2026-03-02T09:00:00.001Z', '2026-03-02T13:00:01+04:00', '9999-01-01T00:00:00Z']) {
      expect(problemsOf(registered({ occurredAt }), now)).toEqual(['in-the-future occurredAt'])
    }
  })
})
