import { Decimal } from 'decimal.js'
import { describe, expect, test } from 'vitest'
import { add, MAX_QEPIK, manat, min, parseAmount, type Qepik, qepik, subtract, total } from '../../src/domain/money.ts'

describe('the text of an amount', () => {
  test.each([
    ['0', 0],
    ['0.00', 0],
    ['0.01', 1],
    ['7', 700],
    ['7.5', 750],
    ['7.50', 750],
    ['007.05', 705],
    ['1234.56', 123_456],
    ['0.29', 29],
    ['1.15', 115],
    ['4.35', 435],
    ['9999999999999.99', 999_999_999_999_999],
  ])('"%s" is %i qəpik, exactly', (text, expected) => {
    expect(parseAmount(text)).toBe(expected)
  })

  test.each([
    '',
    ' ',
    '.',
    '.5',
    '5.',
    '-1',
    '+1',
    '1,5',
    '1.234',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1 000',
    ' 1',
    '1 ',
    '1\n',
    '\n1',
    '١',
    '１',
    '1.٥',
    '10000000000000',
    '00000000000000',
    '1_000',
    '1.5.0',
    'null',
  ])('%j is not an amount', text => {
    expect(parseAmount(text)).toBeNull()
  })
})

describe('whole qəpik', () => {
  test.each([0, 1, 750, Number.MAX_SAFE_INTEGER])('%i is an amount', value => {
    expect(qepik(value)).toBe(value)
    expect(qepik(new Decimal(value))).toBe(value)
  })

  test.each([
    [-1],
    [0.5],
    [750.0000001],
    [Number.MAX_SAFE_INTEGER + 1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [new Decimal('0.1')],
    [new Decimal('-1')],
    [new Decimal('9007199254740992')],
  ])('%s is not: half a qəpik, a sign and a number no float holds exactly are refused', value => {
    expect(() => qepik(value)).toThrow(RangeError)
  })

  test('a sum may reach 2^53 − 1 and no further', () => {
    expect(add((MAX_QEPIK - 1) as Qepik, qepik(1))).toBe(2 ** 53 - 1)
    expect(() => add(MAX_QEPIK, qepik(1))).toThrow(RangeError)
  })

  test('a difference may reach 0 and no further: debt and overpayment are both positive', () => {
    expect(subtract(qepik(5), qepik(5))).toBe(0)
    expect(() => subtract(qepik(5), qepik(6))).toThrow(RangeError)
  })

  test('the smaller of two amounts', () => {
    expect(min(qepik(5), qepik(6))).toBe(5)
    expect(min(qepik(6), qepik(5))).toBe(5)
  })

  test('the total over several ledgers stays exact past 2^53', () => {
    expect(total([MAX_QEPIK, MAX_QEPIK, qepik(1)])).toBe(2n ** 54n - 1n)
    expect(total([5n, qepik(2)])).toBe(7n)
    expect(total([])).toBe(0n)
  })
})

describe('an amount as text', () => {
  test.each([
    [0, '0.00'],
    [1, '0.01'],
    [10, '0.10'],
    [99, '0.99'],
    [100, '1.00'],
    [123_450, '1234.50'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
  ])('%i qəpik is "%s"', (amount, expected) => {
    expect(manat(qepik(amount))).toBe(expected)
  })

  test('a sum beyond 2^53 is written exactly', () => {
    expect(manat(2n ** 60n + 1n)).toBe('11529215046068469.77')
  })
})
