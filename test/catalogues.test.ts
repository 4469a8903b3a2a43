import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../src/domain/dates.ts'
import { FUNDS, LEDGERS } from '../src/domain/fund.ts'
import type { Qepik } from '../src/domain/money.ts'
import { CHANNELS, OPERATION_TYPES } from '../src/domain/operation-type.ts'
import { catalogueOf, LANGUAGES } from '../src/i18n/index.ts'

const t = catalogueOf('az')

describe('the Azerbaijani catalogue', () => {
  test('names funds, ledgers, operation types and channels as the guide does', () => {
    expect(Object.keys(t.funds)).toEqual([...FUNDS, 'advance'])
    expect(Object.keys(t.ledgers)).toEqual([...LEDGERS])
    expect(Object.keys(t.operationTypes)).toEqual([...OPERATION_TYPES])
    expect(Object.keys(t.channels)).toEqual([...CHANNELS])
    expect(t.operationTypes['eservice-vat-advance-hop']).toBe('Avans – Elektron xidmətin ƏDV-si üzrə HÖP')
  })

  test('leaves no text empty', () => {
    const texts = function* (value: unknown): Generator<string> {
      if (typeof value === 'string') yield value
      if (typeof value === 'object') for (const part of Object.values(value!)) yield* texts(part)
    }
    expect([...texts(t)].filter(text => text.trim() === '')).toEqual([])
  })

  const row = {
    ledger: 'vat',
    declaration: null,
    reference: null,
    channel: null,
  } as const

  test('makes the name of an operation from its row, the document whole in it', () => {
    for (const type of OPERATION_TYPES) {
      expect(t.operationName({ ...row, type, declaration: '00010/030326/000001' })).toContain('00010/030326/000001 ')
      expect(t.operationName({ ...row, type, reference: 'AKT-17' })).toContain('AKT-17 ')
    }
  })

  test.each([
    [{ ...row, type: 'assessment', declaration: 'A/1' }, 'A/1 nömrəli GB üzrə hesablama'],
    [{ ...row, type: 'assessment', reference: 'AKT-17' }, 'AKT-17 nömrəli sənəd üzrə hesablama'],
    [{ ...row, type: 'hop-payment', declaration: 'A/1', channel: 'hop' }, 'A/1 nömrəli GB üzrə HÖP vasitəsilə ödəniş'],
    [
      {
        ...row,
        ledger: 'advance',
        type: 'advance-payment-general',
        channel: 'treasury',
      },
      'Avansa ödəniş (xəzinədən xəzinəyə)',
    ],
    [{ ...row, type: 'advance-payment-single', channel: 'bank' }, 'ƏDV üzrə avans ödənişi (bank hesabından)'],
    [
      {
        ...row,
        ledger: 'eservice-fee',
        type: 'eservice-advance',
        channel: 'bank',
      },
      'Elektron xidmət haqqı üzrə avans ödənişi (bank hesabından)',
    ],
  ] as const)('%o is "%s"', (entry, name) => {
    expect(t.operationName(entry)).toBe(name)
  })

  test('tells a range with either end open', () => {
    expect(t.range('01.03.2026', '31.03.2026')).toBe('01.03.2026 – 31.03.2026')
    expect(t.range('01.03.2026', '01.03.2026')).toBe('01.03.2026')
    expect(t.range('01.03.2026', null)).toBe('01.03.2026 tarixindən')
    expect(t.range(null, '31.03.2026')).toBe('31.03.2026 tarixinədək')
    expect(t.range(null, null)).toBe('bütün tarixlər')
  })
})

describe('how figures are written', () => {
  test.each([
    [0, '0,00'],
    [5, '0,05'],
    [97, '0,97'],
    [100, '1,00'],
    [99_999, '999,99'],
    [123_450, '1.234,50'],
    [Number.MAX_SAFE_INTEGER, '90.071.992.547.409,91'],
    [12_345_678_901_234_567_890n, '123.456.789.012.345.678,90'],
  ])('%d qəpik is %s', (amount, text) => {
    expect(t.format.amount(amount as Qepik | bigint)).toBe(text)
  })

  test.each([
    [0n, 0, '0'],
    [5n, 0, '0,05'],
    [150_000n, 3, '1,5'],
    [150_000_000n, 3, '1.500'],
    [100n, 6, '0,000001'],
    [90_071_992_547_409_910n, 12, '900,7199254740991'],
  ])('%d qəpik in units of 10^%d manat are %s', (amount, digits, text) => {
    expect(t.format.scaled(amount, digits)).toBe(text)
  })

  test('an amount with its unit does not break', () => {
    expect(t.format.money(123_450n)).toBe('1.234,50\u00a0AZN')
  })

  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1.000'],
    [486_783, '486.783'],
  ])('%d things are %s', (count, text) => {
    expect(t.format.count(count)).toBe(text)
  })

  test('a date is written day first', () => {
    expect(t.format.date('2026-03-01' as PlainDate)).toBe('01.03.2026')
    expect(t.format.typedDate('2026-03-01' as PlainDate)).toBe('01.03.2026')
  })

  test.each(LANGUAGES)('amounts and counts in %s are written as Intl writes them', language => {
    const { amount, count } = catalogueOf(language).format
    const intl = new Intl.NumberFormat(language, { minimumFractionDigits: 2 })
    expect(amount(123_456_789n)).toBe(intl.format('1234567.89'))
    expect(count(486_783)).toBe(new Intl.NumberFormat(language).format(486_783))
  })
})
