import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../../src/domain/dates.ts'
import { amountOfCell, dateOfCell, dayOfSerial } from '../../../src/domain/own-books/cell.ts'
import { normalizedNumber, numbersIn } from '../../../src/domain/own-books/line.ts'
import { lineOfRow } from '../../../src/domain/own-books/mapping.ts'
import { type ComparedEntry, toOperations } from '../../../src/domain/own-books/operations.ts'

const DAY = '2026-11-25' as PlainDate

const text = (of: string) => ({ text: of, kind: 'text' }) as const
const number = (of: string) => ({ text: of, kind: 'number' }) as const

describe('a cell', () => {
  test.each([
    ['1234.50', 123_450],
    ['1 234,50', 123_450],
    ['1.234,50 AZN', 123_450],
    ['1,234.50', 123_450],
    ['12.5000', 1250],
    ['-12,5', -1250],
    ['\u221212,50', -1250],
    ['12,50-', -1250],
    ['(12.50)', -1250],
    ['12 \u20BC', 1200],
    ['', 0],
    ['-', 0],
    ['\u2013', 0],
    [' \u2014 ', 0],
    ['\u2212', 0],
    ['\u2013\u2013', 'amount-malformed'],
    ['0,00', 0],
    ['12.345', 'amount-fraction'],
    ['1.2.3', 'amount-malformed'],
    ['twelve', 'amount-malformed'],
    ['99999999999999,00', 'amount-too-large'],
  ])('with the text %j is the amount %j', (typed, amount) => {
    expect(amountOfCell(text(typed))).toBe(amount)
  })

  test.each([
    ['0.30000000000000004', 30],
    ['1.2345E3', 123_450],
    ['-5', -500],
    ['1.005', 'amount-fraction'],
    ['1E300', 'amount-too-large'],
    ['NaN', 'amount-malformed'],
  ])('with the number %s is the amount %j', (digits, amount) => {
    expect(amountOfCell(number(digits))).toBe(amount)
  })

  test.each([
    [text('01.03.2026'), '2026-03-01'],
    [text('1.3.26'), '2026-03-01'],
    [text('2026-03-01T10:20:30'), '2026-03-01'],
    [text('01.03.2026 9:05'), '2026-03-01'],
    [text('1 mart 2026'), '2026-03-01'],
    [text('1 марта 2026 г.'), '2026-03-01'],
    [text('1 March 2026'), '2026-03-01'],
    [text('1 iyul 2026'), '2026-07-01'],
    [text('01032026'), '2026-03-01'],
    [text('20102010'), '2010-10-20'],
    [text('20111020'), '2011-10-20'],
    [text('20111020 10:20'), '2011-10-20'],
    [number('20121231'), '2012-12-31'],
    [text('20261130'), '2026-11-30'],
    [text('20111320'), null],
    [text('01031020'), null],
    [text('31.02.2026'), null],
    [text('March'), null],
    [number('46082'), '2026-03-01'],
    [number('12'), null],
    [{ text: '2026-03-01', kind: 'date' } as const, '2026-03-01'],
  ])('%j is the day %j', (cell, day) => {
    expect(dateOfCell(cell)).toBe(day)
  })

  test('days of spreadsheets leave out the day that never was', () => {
    expect(['1', '59', '60', '61'].map(serial => dayOfSerial(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      null,
      '1900-03-01',
    ])
  })
})

describe('a number', () => {
  test('is compared whole, without what people add to it', () => {
    expect(normalizedNumber(' \u2116 gb\u20131 / 7 ')).toBe('GB-1/7')
    const [usual, ...typed] = [
      '00021/140426/10825372',
      '00021-140426-10825372',
      '0002114042610825372',
      '21/140426/10825372',
      '00021 \u2013 140426 \u2013 10825372',
    ].map(normalizedNumber)
    expect(new Set(typed)).toEqual(new Set([usual]))
    expect(normalizedNumber('21140426108253')).toBe('21140426108253')
  })

  test.each([
    ['ГТД по импорту 00020/070526/91442278', '', '', ['00020/070526/91442278']],
    ['', 'Odenis tapsirigi 106', 'GB 00020-070526-91442278', ['ODENISTAPSIRIGI106', '00020/070526/91442278']],
    ['D/1, D/2', '', '', ['D/1D/2']],
    ['', '', 'AKT-5', []],
    ['GB 40/251126/00000001', '', '', ['00040/251126/00000001']],
    ['GB 00040 / 251126 / 00000001', '', '', ['00040/251126/00000001']],
    ['GB 00040\u2013251126\u201300000001', '', '', ['00040/251126/00000001']],
    ['GB00040/251126/00000001', '', '', ['00040/251126/00000001']],
    ['GB 0004025112600000001', '', '', ['00040/251126/00000001']],
    ['BYD-00040/251126/00000001', '', '', ['00040/251126/00000001']],
    ['00040/251126/00000001-d\u00FCz\u0259li\u015F', '', '', ['00040/251126/00000001']],
    ['40/251126/00000001; 40/271126/00000002', '', '', ['00040/251126/00000001', '00040/271126/00000002']],
    ['40/251126/00000001 / 40/271126/00000002', '', '', ['00040/251126/00000001', '00040/271126/00000002']],
    [`${'x'.repeat(90)} 40/251126/00000001`, '', '', ['00040/251126/00000001']],
    ['', '', `${'x'.repeat(190)} GB 40 / 251126 / 00000001`, ['00040/251126/00000001']],
    ['30/11/2026', '', '5000,00 of 30/11/2026', ['30/11/2026']],
    ['', '1/251126/00000001/2', '1234567890123456789', ['1/251126/00000001/2']],
    ['00040/251126/00000001A', '', '', ['00040/251126/00000001A']],
    ['', '', 'AZ21NABZ00000000137010001944, 050-2511-261-0000', []],
  ])('of a row: "%s", "%s" and the text "%s" name %j', (declaration, reference, said, numbers) => {
    const cells = ['2026-05-07', '10.00', declaration, reference, said].map(text)
    const columns = { debit: null, credit: null, amount: 1, debitRaises: true, ledger: null }
    const mapping = { headingRow: 1, date: 0, ...columns, declaration: 2, reference: 3, text: 4 }
    expect(lineOfRow(2, cells, mapping, () => null)).toMatchObject({ numbers })
  })

  test('of an operation counts alone too', () => {
    const entry = {
      seq: 1,
      eventId: 'e',
      operationDate: DAY,
      paymentDate: DAY,
      type: 'payment',
      ledger: 'vat',
      amount: 1,
    }
    const numbers = { declaration: 'BYD-00040/251126/00000001', reference: 'GB 41/251126/00000002' }
    const rows = [{ ...entry, ...numbers, cause: null, becameOverpayment: 0 } as ComparedEntry]
    const kept = { scope: null, period: { from: DAY, to: DAY }, isFiledByBroker: () => false }
    expect(toOperations(rows, kept)).toMatchObject([{ numbers: ['00040/251126/00000001', '00041/251126/00000002'] }])
  })

  test('in a text counts in its usual form only, and never as a part of another', () => {
    expect(numbersIn('GTD 00010/030326/000001, 00010/030326/000002.')).toEqual([
      '00010/030326/000001',
      '00010/030326/000002',
    ])
    expect(numbersIn('9900010/030326/000001 00010/030326/000001/5 17')).toEqual([])
  })
})
