import { describe, expect, test } from 'vitest'
import { decide } from '../../src/domain/decision.ts'
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
const GONE: Declaration = { ...MINE, cancelled: true }

const BOOK = { book: true }
const awaits = (kind: string, key: string) => ({ wait: { for: kind, key } })

function verdict(event: EventObject, known: { taxpayer?: boolean; declaration?: Declaration } = {}) {
  return decide(accepted(event), { taxpayer: known.taxpayer ?? false, declaration: known.declaration ?? null })
}

describe('a registration', () => {
  test('waits for nothing', () => {
    expect(verdict(registered())).toEqual(BOOK)
  })
  test('of a taxpayer who is known renames', () => {
    expect(verdict(registered(), { taxpayer: true })).toEqual(BOOK)
  })
})

describe('a charge, and a payment to a code or a fund', () => {
  const events = [charged('AKT-1', { fine: '1' }), paidToCode('142330', '1'), paidToFund('vat', '1')]

  test('are booked for a taxpayer who is known', () => {
    for (const event of events) expect(verdict(event, { taxpayer: true })).toEqual(BOOK)
  })
  test('wait for the taxpayer’s registration', () => {
    for (const event of events) expect(verdict(event)).toEqual(awaits('taxpayer', TRADER))
  })
})

describe('an assessment', () => {
  const event = assessed('GB-1', { vat: '1' })

  test('is booked for a taxpayer who is known', () => {
    expect(verdict(event, { taxpayer: true })).toEqual(BOOK)
  })
  test('looks for the taxpayer first, even when the number is taken', () => {
    expect(verdict(event)).toEqual(awaits('taxpayer', TRADER))
    expect(verdict(event, { declaration: THEIRS })).toEqual(awaits('taxpayer', TRADER))
  })
  test('of a declaration that was assessed before, by whomever, cancelled or not, is rejected', () => {
    for (const declaration of [MINE, THEIRS, GONE]) {
      expect(verdict(event, { taxpayer: true, declaration })).toEqual({ reject: 'declaration-assessed-before' })
    }
  })
  test('does not look for the broker', () => {
    expect(verdict(assessed('GB-1', { vat: '1' }, { declarant: '9999999991' }), { taxpayer: true })).toEqual(BOOK)
  })
})

describe.each([
  ['an amendment', amended('GB-1', { vat: '1' })],
  ['a cancellation', cancelled('GB-1')],
])('%s', (_, event) => {
  test('of the taxpayer’s own declaration is booked', () => {
    expect(verdict(event, { taxpayer: true, declaration: MINE })).toEqual(BOOK)
  })
  test('looks for the taxpayer first, then for the declaration', () => {
    expect(verdict(event)).toEqual(awaits('taxpayer', TRADER))
    expect(verdict(event, { declaration: THEIRS })).toEqual(awaits('taxpayer', TRADER))
    expect(verdict(event, { taxpayer: true })).toEqual(awaits('declaration', 'GB-1'))
  })
  test('of another taxpayer’s declaration is rejected', () => {
    expect(verdict(event, { taxpayer: true, declaration: THEIRS })).toEqual({ reject: 'declaration-of-another' })
  })
  test('of a cancelled declaration is rejected: cancelling is final', () => {
    expect(verdict(event, { taxpayer: true, declaration: GONE })).toEqual({ reject: 'declaration-cancelled' })
  })
})

describe('a payment by declaration', () => {
  test('looks for the declaration only, not for the taxpayer', () => {
    expect(verdict(paidByNumber('GB-1', '1'))).toEqual(awaits('declaration', 'GB-1'))
    expect(verdict(paidByNumber('GB-1', '1', { voen: TRADER }))).toEqual(awaits('declaration', 'GB-1'))
    expect(verdict(paidByNumber('GB-1', '1', { voen: TRADER }), { taxpayer: true })).toEqual(
      awaits('declaration', 'GB-1'),
    )
  })
  test('is booked with the right VÖEN or none', () => {
    expect(verdict(paidByNumber('GB-1', '1'), { declaration: THEIRS })).toEqual(BOOK)
    expect(verdict(paidByNumber('GB-1', '1', { voen: TRADER }), { declaration: MINE })).toEqual(BOOK)
  })
  test('whose VÖEN is not the declaration’s is rejected', () => {
    for (const taxpayer of [true, false]) {
      expect(verdict(paidByNumber('GB-1', '1', { voen: TRADER }), { taxpayer, declaration: THEIRS })).toEqual({
        reject: 'declaration-of-another',
      })
    }
  })
  test('of a cancelled declaration is booked', () => {
    expect(verdict(paidByNumber('GB-1', '1'), { taxpayer: true, declaration: GONE })).toEqual(BOOK)
  })
})
