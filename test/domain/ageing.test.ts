import { describe, expect, test } from 'vitest'
import { debtByAge } from '../../src/domain/ageing.ts'
import { addDays, type PlainDate } from '../../src/domain/dates.ts'

const TODAY = '2026-06-10' as PlainDate
const charge = (age_days: number, outstanding = 1n) => ({ assessedOn: addDays(TODAY, -age_days), outstanding })

describe('debt by age', () => {
  test.each([
    [0, '0-30'],
    [30, '0-30'],
    [31, '31-60'],
    [60, '31-60'],
    [61, '61-90'],
    [90, '61-90'],
    [91, '91-'],
    [4000, '91-'],
    [-1, '0-30'],
  ])('of a charge assessed %d days ago is of %s days', (age, bucket) => {
    const debts = debtByAge([charge(age)], TODAY)
    expect(debts).toEqual({ '0-30': 0n, '31-60': 0n, '61-90': 0n, '91-': 0n, [bucket]: 1n })
  })

  test('sums beyond 2^53 within an age', () => {
    const much = 2n ** 53n
    expect(debtByAge([charge(1, much), charge(2, much), charge(100, 3n)], TODAY)).toEqual({
      '0-30': 2n * much,
      '31-60': 0n,
      '61-90': 0n,
      '91-': 3n,
    })
  })

  test('is zero in every age without debt', () => {
    expect(Object.values(debtByAge([], TODAY))).toEqual([0n, 0n, 0n, 0n])
  })
})
