import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  bakuDate,
  bakuTime,
  daysBetween,
  daysIn,
  earlier,
  endInBaku,
  later,
  type PlainDate,
  parseInstant,
  parsePlainDate,
  startInBaku,
  todayInBaku,
} from '../../src/domain/dates.ts'

const bakuDateOf = (text: string) => bakuDate(parseInstant(text)!)

describe('a calendar date', () => {
  test.each(['2026-03-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2026-04-30', '2026-12-31'])(
    '%s is a real day',
    text => {
      expect(parsePlainDate(text)).toBe(text)
    },
  )

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '0000-01-01',
    '2026-1-1',
    '26-01-01',
    '02026-01-01',
    '+2026-01-01',
    '-2026-01-01',
    ...[
      '2026/01/01',
      '20260101',
      '2026-01-01 ',
      ' 2026-01-01',
      '2026-01-01\n',
      '2026-01-01T00:00:00Z',
      '٢٠٢٦-٠١-٠١',
      '',
    ],
  ])('%j is not', text => {
    expect(parsePlainDate(text)).toBeNull()
  })

  test('every month has its calendar length', () => {
    const days = (year: number) => Array.from({ length: 12 }, (_, month) => daysIn(year, month + 1))
    expect(days(2026)).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    expect([daysIn(2024, 2), daysIn(2000, 2), daysIn(1900, 2)]).toEqual([29, 29, 28])
    expect([daysIn(2026, 0), daysIn(2026, 13)]).toEqual([0, 0])
  })

  test('the later of two days; a day is later than none', () => {
    const [first, second] = ['2026-01-31', '2026-02-01'] as PlainDate[]
    expect(later(first!, second!)).toBe(second)
    expect(later(second!, first!)).toBe(second)
    expect(later(first!, null)).toBe(first)
  })

  test('the earlier of two days; a day is earlier than none', () => {
    const [first, second] = ['2026-01-31', '2026-02-01'] as PlainDate[]
    expect(earlier(first!, second!)).toBe(first)
    expect(earlier(second!, first!)).toBe(first)
    expect(earlier(second!, null)).toBe(second)
  })
})

describe('an instant of RFC 3339', () => {
  test.each([
    ['2026-03-01T09:00:00+04:00', '2026-03-01T05:00:00.000Z'],
    ['2026-03-01T05:00:00Z', '2026-03-01T05:00:00.000Z'],
    ['2026-03-01t05:00:00z', '2026-03-01T05:00:00.000Z'],
    ['2026-03-01T05:00:00.1Z', '2026-03-01T05:00:00.100Z'],
    ['2026-03-01T05:00:00.123456789Z', '2026-03-01T05:00:00.123Z'],
    ['2026-03-01T05:00:00.9999999999999999999999Z', '2026-03-01T05:00:00.999Z'],
    ['2026-03-01T00:00:00-00:00', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T00:00:00+23:59', '2026-02-28T00:01:00.000Z'],
    ['2026-02-28T23:59:59-23:59', '2026-03-01T23:58:59.000Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z'],
  ])('%s is %s', (text, utc) => {
    expect(new Date(parseInstant(text)!).toISOString()).toBe(utc)
  })

  test.each([
    ['2016-12-31T23:59:60Z'],
    ['2016-12-31T23:59:60.75Z'],
    ['2017-01-01T03:59:60+04:00'],
    ['2016-12-31T15:29:60-08:30'],
  ])('the leap second %s still belongs to the day it ends', text => {
    expect(new Date(parseInstant(text)!).toISOString()).toMatch(/^2016-12-31T23:59:59/)
    expect(parseInstant(text)).toBeLessThan(Date.parse('2017-01-01T00:00:00Z'))
  })

  test.each([
    '2026-03-01T12:00:60Z',
    '2016-12-31T23:59:60+04:00',
    '2016-12-31T23:58:60Z',
    '2026-03-01T23:59:61Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T23:60:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T12:00:00+24:00',
    '2026-03-01T12:00:00+04:60',
    '2026-03-01T12:00:00',
    '2026-03-01T12:00Z',
    '2026-03-01',
    '2026-03-01 12:00:00Z',
    '2026-03-01T12:00:00.Z',
    '2026-03-01T12:00:00,5Z',
    '2026-03-01T12:00:00+0400',
    '2026-03-01T12:00:00+04',
    '2026-03-01T12:00:00 +04:00',
    ' 2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00Z\n',
    '2026-02-29T12:00:00Z',
    '0000-01-01T12:00:00Z',
    '2026-3-1T12:00:00Z',
    '2026-W10-1T12:00:00Z',
    '12026-03-01T12:00:00Z',
    '',
    'now',
    'Sun, 01 Mar 2026 12:00:00 GMT',
    '1772355600',
    '2026-03-01T１2:00:00Z',
  ])('%j is not', text => {
    expect(parseInstant(text)).toBeNull()
  })
})

describe('the day in Baku', () => {
  test.each([
    ['2026-03-09T19:59:59.999Z', '2026-03-09', 'one millisecond before midnight, UTC+4'],
    ['2026-03-09T20:00:00Z', '2026-03-10', 'midnight'],
    ['2026-07-09T19:59:59Z', '2026-07-09', 'no summer time any more'],
    ['2026-07-09T20:00:00Z', '2026-07-10', 'no summer time any more'],
    ['2015-07-09T18:59:59Z', '2015-07-09', 'summer time until 2015: UTC+5'],
    ['2015-07-09T19:00:00Z', '2015-07-10', 'summer time until 2015: UTC+5'],
    ['2015-01-09T19:59:59Z', '2015-01-09', 'winter 2015: UTC+4'],
    ['2015-12-09T19:59:59Z', '2015-12-09', 'after the last change back, on 25 October 2015'],
    ['2016-07-09T19:59:59Z', '2016-07-09', 'the first summer without summer time'],
    ['2016-12-31T23:59:60Z', '2017-01-01', 'a leap second at UTC midnight is early morning in Baku'],
    ['2026-12-31T23:30:00-05:00', '2027-01-01', 'an offset that is not Baku’s own'],
    ['0001-01-01T00:00:00Z', '0001-01-01', 'long before time zones'],
    ['9999-12-31T19:59:59Z', '9999-12-31', 'the last second that has a date'],
  ])('%s is %s: %s', (text, date) => {
    expect(bakuDateOf(text)).toBe(date)
  })

  test.each(['0001-01-01T00:00:00+14:00', '9999-12-31T20:00:00Z'])('%s has no date with a four-digit year', text => {
    expect(bakuDateOf(text)).toBeNull()
  })

  test('the days agree with the time-zone database in the years with summer time', () => {
    const byDatabase = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Baku' })
    const start = Date.parse('1990-01-01T00:00:00Z')
    const hours = Array.from({ length: 30 * 366 }, (_, day) => start + day * 86_400_000 + 19.5 * 3_600_000)
    expect(hours.map(bakuDate)).toEqual(hours.map(instant => byDatabase.format(instant)))
  })

  test('the times of day agree with the time-zone database, at every quarter of the years with summer time', () => {
    const byDatabase = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Baku', hour: '2-digit', minute: '2-digit' })
    for (const [year, month] of ['1992-03', '1996-10', '2015-03', '2015-10'].map(month => month.split('-'))) {
      const start = Date.parse(`${year}-${month}-24T00:00:00Z`)
      const quarters = Array.from({ length: 8 * 96 }, (_, quarter) => start + quarter * 900_000 + 899_999)
      expect(quarters.map(bakuTime)).toEqual(quarters.map(instant => byDatabase.format(instant)))
    }
    expect(bakuTime(Date.parse('1900-01-01T00:00:00Z'))).toBe('03:19')
  })

  test('today changes at midnight in Baku, not in London', () => {
    expect(todayInBaku(new Date('2026-03-09T19:59:59Z'))).toBe('2026-03-09')
    expect(todayInBaku(new Date('2026-03-09T20:00:00Z'))).toBe('2026-03-10')
  })

  test('a clock before the year 1 throws', () => {
    expect(() => todayInBaku(new Date('0000-06-01T00:00:00Z'))).toThrow(RangeError)
  })
})

describe('a day in Baku', () => {
  test.each([
    ['begins four hours before it begins in UTC', '2026-03-02', '2026-03-01T20:00:00Z', '2026-03-02T20:00:00Z'],
    ['began an hour earlier in summer time', '2015-07-01', '2015-06-30T19:00:00Z', '2015-07-01T19:00:00Z'],
    ['had 23 hours when the clock went forward', '2015-03-29', '2015-03-28T20:00:00Z', '2015-03-29T19:00:00Z'],
    ['had 25 hours when the clock went back', '2015-10-25', '2015-10-24T19:00:00Z', '2015-10-25T20:00:00Z'],
    [
      'ends in the year 9999 in UTC when it is 9999-12-31',
      '9999-12-31',
      '9999-12-30T20:00:00Z',
      '9999-12-31T20:00:00Z',
    ],
  ])('%s', (_, day, begins, ends) => {
    expect(startInBaku(day as PlainDate)).toEqual(new Date(begins))
    expect(endInBaku(day as PlainDate)).toEqual(new Date(ends))
  })

  test('begins in the year 1 in UTC when it is 0001-01-01', () => {
    expect(startInBaku('0001-01-01' as PlainDate).toISOString()).toBe('0001-01-01T00:00:00.000Z')
  })

  test('contains exactly the instants from its beginning to its end', () => {
    const instant = fc.date({ min: new Date('1998-01-01Z'), max: new Date('2100-01-01Z'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, instant => {
        const day = todayInBaku(instant)
        const [begins, ends] = [startInBaku(day), endInBaku(day)]
        expect(begins <= instant && instant < ends).toBe(true)
        expect(bakuDate(begins.getTime() - 1)! < day).toBe(true)
        expect(bakuDate(ends.getTime())! > day).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('counting days', () => {
  test.each([
    ['2026-03-01', -1, '2026-02-28'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-06-10', -30, '2026-05-11'],
    ['0001-01-01', 0, '0001-01-01'],
    ['0099-12-31', 1, '0100-01-01'],
  ])('%s and %d days is %s, and the difference is that number of days', (from, days, to) => {
    expect(addDays(from as PlainDate, days)).toBe(to)
    expect(daysBetween(from as PlainDate, to as PlainDate)).toBe(days)
  })

  test.each([
    ['0001-01-01', -1],
    ['9999-12-31', 1],
  ])('%s and %d days is not a calendar date', (from, days) => {
    expect(() => addDays(from as PlainDate, days)).toThrow(RangeError)
  })
})
