import { describe, expect, test } from 'vitest'
import { decide, type Known } from '../../src/domain/decision.ts'
import type { Declaration, DeclarationNumber } from '../../src/domain/declaration.ts'
import { accepted } from '../support/oracle/contract.ts'
import {
  amended,
  assessed,
  cancelled,
  charged,
  type EventObject,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../support/oracle/events.ts'

const MINE: Declaration = {
  voen: TRADER,
  number: 'GB-1' as DeclarationNumber,
  document: 1,
  declarant: null,
  cancelled: false,
}
const THEIRS: Declaration = { ...MINE, voen: OTHER_TRADER }
const CANCELLED: Declaration = { ...MINE, cancelled: true }

const BOOK = { book: true }
const awaits = (kind: string, key: string) => ({ wait: { for: kind, key } })

function decisionOn(event: EventObject, known: Partial<Known> = {}) {
  return decide(accepted(event), { taxpayer: false, declaration: null, heldPayment: null, ...known })
}

describe('a registration', () => {
  test('waits for nothing', () => {
    expect(decisionOn(registered())).toEqual(BOOK)
  })
  test('renames a registered taxpayer', () => {
    expect(decisionOn(registered(), { taxpayer: true })).toEqual(BOOK)
  })
})

describe('a charge, and a payment to a code or a fund', () => {
  const events = [charged('AKT-1', { fine: '1' }), paidToCode('142330', '1'), paidToFund('vat', '1')]

  test('are booked for a registered taxpayer', () => {
    for (const event of events) expect(decisionOn(event, { taxpayer: true })).toEqual(BOOK)
  })
  test('wait for the taxpayer’s registration', () => {
    for (const event of events) expect(decisionOn(event)).toEqual(awaits('taxpayer', TRADER))
  })
})

describe('an assessment', () => {
  const event = assessed('GB-1', { vat: '1' })

  test('is booked for a registered taxpayer', () => {
    expect(decisionOn(event, { taxpayer: true })).toEqual(BOOK)
  })
  test('waits for the taxpayer’s registration, even when the number is taken', () => {
    expect(decisionOn(event)).toEqual(awaits('taxpayer', TRADER))
    expect(decisionOn(event, { declaration: THEIRS })).toEqual(awaits('taxpayer', TRADER))
  })
  test('is rejected when any taxpayer already has the declaration, cancelled or not', () => {
    for (const declaration of [MINE, THEIRS, CANCELLED]) {
      expect(decisionOn(event, { taxpayer: true, declaration })).toEqual({ reject: 'declaration-assessed-before' })
    }
  })
  test('is booked although the broker is not registered', () => {
    expect(decisionOn(assessed('GB-1', { vat: '1' }, { declarant: '9999999991' }), { taxpayer: true })).toEqual(BOOK)
  })
})

describe.each([
  ['an amendment', amended('GB-1', { vat: '1' })],
  ['a cancellation', cancelled('GB-1')],
])('%s', (_, event) => {
  test('is booked for the taxpayer’s own declaration', () => {
    expect(decisionOn(event, { taxpayer: true, declaration: MINE })).toEqual(BOOK)
  })
  test('waits for the taxpayer first, then for the declaration', () => {
    expect(decisionOn(event)).toEqual(awaits('taxpayer', TRADER))
    expect(decisionOn(event, { declaration: THEIRS })).toEqual(awaits('taxpayer', TRADER))
    expect(decisionOn(event, { taxpayer: true })).toEqual(awaits('declaration', 'GB-1'))
  })
  test('is rejected for another taxpayer’s declaration', () => {
    expect(decisionOn(event, { taxpayer: true, declaration: THEIRS })).toEqual({ reject: 'declaration-of-another' })
  })
  test('is rejected for a cancelled declaration: cancelling is final', () => {
    expect(decisionOn(event, { taxpayer: true, declaration: CANCELLED })).toEqual({ reject: 'declaration-cancelled' })
  })
})

describe('a payment by declaration', () => {
  test('waits for the declaration, not for the taxpayer', () => {
    expect(decisionOn(paidByNumber('GB-1', '1'))).toEqual(awaits('declaration', 'GB-1'))
    expect(decisionOn(paidByNumber('GB-1', '1', { voen: TRADER }))).toEqual(awaits('declaration', 'GB-1'))
    expect(decisionOn(paidByNumber('GB-1', '1', { voen: TRADER }), { taxpayer: true })).toEqual(
      awaits('declaration', 'GB-1'),
    )
  })
  test('is booked with the right VÖEN or none', () => {
    expect(decisionOn(paidByNumber('GB-1', '1'), { declaration: THEIRS })).toEqual(BOOK)
    expect(decisionOn(paidByNumber('GB-1', '1', { voen: TRADER }), { declaration: MINE })).toEqual(BOOK)
  })
  test('is rejected with a VÖEN other than the declaration’s', () => {
    for (const taxpayer of [true, false]) {
      expect(decisionOn(paidByNumber('GB-1', '1', { voen: TRADER }), { taxpayer, declaration: THEIRS })).toEqual({
        reject: 'declaration-of-another',
      })
    }
  })
  test('is booked for a cancelled declaration', () => {
    expect(decisionOn(paidByNumber('GB-1', '1'), { taxpayer: true, declaration: CANCELLED })).toEqual(BOOK)
  })
})
