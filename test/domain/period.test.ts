import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, type PlainDate } from '../../src/domain/dates.ts'
import { chosenPeriod, daysToTell, grainOf, MAX_MONTHS, monthsOf, type Period } from '../../src/domain/period.ts'

const day = (text: string) => text as PlainDate
const period = (from: string, to: string): Period => ({ from: day(from), to: day(to) })
const TODAY = day('2026-06-10')

describe('the chosen period', () => {
  test.each([
    ['no dates: twelve calendar months up to today', null, null, '2025-07-01', '2026-06-10'],
    ['an end only: twelve calendar months up to it', null, '2026-01-31', '2025-02-01', '2026-01-31'],
    ['a start only: from it to today', '2026-03-05', null, '2026-03-05', '2026-06-10'],
    ['a future end, which is cut', '2026-01-01', '2026-12-31', '2026-01-01', '2026-06-10'],
    ['one day', '2026-06-10', '2026-06-10', '2026-06-10', '2026-06-10'],
    ['an end in the first representable months', null, '0001-03-01', '0001-01-01', '0001-03-01'],
    ['sixty calendar months', '2021-07-01', null, '2021-07-01', '2026-06-10'],
  ])('of %s', (_, from, to, begins, ends) => {
    expect(chosenPeriod({ from: from as PlainDate | null, to: to as PlainDate | null }, TODAY)).toEqual(
      period(begins, ends),
    )
  })

  test('must not span more than sixty calendar months', () => {
    expect(monthsOf(period('2021-07-01', TODAY))).toHaveLength(MAX_MONTHS)
    expect(chosenPeriod({ from: day('2021-06-30'), to: null }, TODAY)).toBe('range-too-long')
    expect(chosenPeriod({ from: day('0001-01-01'), to: null }, TODAY)).toBe('range-too-long')
  })

  test('must not begin after the latest day', () => {
    expect(chosenPeriod({ from: day('2026-06-11'), to: null }, TODAY)).toBe('from-in-future')
    expect(chosenPeriod({ from: day('2026-06-11'), to: day('2026-07-01') }, TODAY)).toBe('from-in-future')
  })
})

test('the months of a period are adjacent, and the first and last are cut at its ends', () => {
  expect(monthsOf(period('2025-12-15', '2026-02-28'))).toEqual([
    period('2025-12-15', '2025-12-31'),
    period('2026-01-01', '2026-01-31'),
    period('2026-02-01', '2026-02-28'),
  ])
  expect(monthsOf(period('2024-02-10', '2024-02-12'))).toEqual([period('2024-02-10', '2024-02-12')])
})

describe('the days whose balances are shown', () => {
  test('are all days of a short period', () => {
    const two = period('2026-03-01', '2026-05-01')
    expect([grainOf(two), daysToTell(two).length]).toEqual(['day', 62])
    expect(daysToTell(period('2026-02-27', '2026-03-01'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  })

  test('are the Sundays of a longer one, with its first and last day', () => {
    const year = period('2025-07-01', TODAY)
    const days = daysToTell(year)
    expect(grainOf(year)).toBe('week')
    expect(days.slice(0, 3)).toEqual(['2025-07-01', '2025-07-06', '2025-07-13'])
    expect(days.slice(-2)).toEqual(['2026-06-07', '2026-06-10'])
    for (const sunday of days.slice(1, -1)) expect(new Date(`${sunday}T00:00Z`).getUTCDay()).toBe(0)
  })

  test('are the month ends of a long one, with its first day', () => {
    const years = period('2024-01-31', '2026-06-10')
    const days = daysToTell(years)
    expect(grainOf(years)).toBe('month')
    expect(days.slice(0, 3)).toEqual(['2024-01-31', '2024-02-29', '2024-03-31'])
    expect(days.at(-1)).toBe('2026-06-10')
  })

  test('are never more than sixty-four, each once and in order, whatever the period', () => {
    for (let length = 0; length < 1825; length += 13) {
      const any = { from: addDays(TODAY, -length), to: TODAY }
      const days = daysToTell(any)
      expect(days.length).toBeLessThanOrEqual(64)
      expect(days).toEqual([...new Set(days)].sort())
      expect([days[0], days.at(-1)]).toEqual([any.from, any.to])
      expect(daysBetween(any.from, any.to)).toBe(length)
    }
  })
})
