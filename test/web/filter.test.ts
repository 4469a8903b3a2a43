import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { DeclarationNumber } from '../../src/domain/declaration.ts'
import { MAX_DECLARATIONS, NO_FILTER } from '../../src/domain/statement-filter.ts'
import { FilterQuery } from '../../src/web/queries/filter.ts'

const parse = (query: string, today: string | null = null) => {
  const parameters = new URLSearchParams(query)
  return FilterQuery.parse(field => parameters.get(field) ?? undefined, today as PlainDate | null)
}

describe('the filter of a request', () => {
  test.each([
    ['1.3.26', '2026-03-01'],
    ['01.03.2026', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026.03.01', '2026-03-01'],
    ['01032026', '2026-03-01'],
    ['1/3/2026', '2026-03-01'],
    [' 1.3.2026 ', '2026-03-01'],
    ['29.2.24', '2024-02-29'],
    ['%E2%80%8E29.02.2024', '2024-02-29'],
  ])('accepts the date %s', (typed, date) => {
    expect(parse(`from=${typed}`).filter.from).toBe(date)
    expect(parse(`to=${typed}`).filter.to).toBe(date)
  })

  test.each([
    ['from=dünən', 'date-malformed', 'from'],
    ['to=2026-3-1', 'date-malformed', 'to'],
    ['to=1.3.126', 'date-malformed', 'to'],
    ['from=31.02.2026', 'date-unreal', 'from'],
    ['from=29.2.26', 'date-unreal', 'from'],
    ['to=0000-01-01', 'date-unreal', 'to'],
    ['from=2026-05-01&to=2026-01-01', 'range-reversed', 'to'],
    ['type=gift', 'type-unknown', 'type'],
    ['channel=cash', 'channel-unknown', 'channel'],
    ['paid-from=x', 'date-malformed', 'paid-from'],
    ['paid-from=2026-05-01&paid-to=2026-01-01', 'paid-range-reversed', 'paid-to'],
  ])('%s has the problem %s', (query, code, field) => {
    expect(parse(query).problems).toEqual([{ code, field }])
  })

  test.each([
    ['1.3', '2024-03-01'],
    ['29.2.', '2024-02-29'],
    ['bugün', '2024-03-01'],
    ['BUGUN', '2024-03-01'],
    ['dünən', '2024-02-29'],
    ['Today', '2024-03-01'],
    ['yesterday', '2024-02-29'],
    ['сегодня', '2024-03-01'],
    ['ВЧЕРА', '2024-02-29'],
  ])('understands %s on the first of March 2024, and keeps the date', (typed, date) => {
    const query = parse(`from=${typed}`, '2024-03-01')
    expect([query.filter.from, query.query]).toEqual([date, `from=${date}`])
    expect(query.with({ type: 'reduction' }).query).toBe(`from=${date}&type=reduction`)
  })

  test.each([
    ['31.2', 'date-unreal'],
    ['32012024', 'date-unreal'],
    ['2024.3.1', 'date-malformed'],
    ['1.3.', 'date-malformed', null],
    ['0103202', 'date-malformed'],
    ['srağagün', 'date-malformed'],
  ])('refuses %s: %s', (typed, code, today: string | null = '2024-03-01') => {
    expect(parse(`from=${typed}`, today).problems).toEqual([{ code, field: 'from' }])
  })

  test('takes a day of the calendar instead of the typed text', () => {
    expect(parse('from=x&from-day=2026-03-01&to=1.4.26&to-day=').query).toBe('from=2026-03-01&to=2026-04-01')
    expect(parse('paid-to=1.4.26&paid-to-day=2026-03-01').query).toBe('paid-to=2026-03-01')
    expect(parse('from=1.1.26&from-day=x').problems).toEqual([{ code: 'date-malformed', field: 'from' }])
  })

  test('lists problems in the order of the fields', () => {
    const { problems } = parse('paid-from=x&channel=?&declaration=?&to=x&type=y&from=z')
    const fields = ['from', 'to', 'type', 'declaration', 'channel', 'paid-from']
    expect(problems.map(problem => problem.field)).toEqual(fields)
  })

  test('accepts a single day as a range', () => {
    expect(parse('from=2026-03-01&to=1.3.26').problems).toEqual([])
  })

  test('accepts a declaration number in lower case and with spaces', () => {
    expect(parse('declaration=%20ab/1-c%20').filter.declarations).toEqual(['AB/1-C'])
  })

  test('accepts several declarations, and joins them canonically', () => {
    const filter = parse('type=reduction&declaration=%20b/2;a/1%0D%0Ac-3,,a/1+')
    expect(filter.filter.declarations).toEqual(['B/2', 'A/1', 'C-3'])
    expect(filter.query).toBe('type=reduction&declaration=B/2,A/1,C-3')
    expect(parse(filter.query).query).toBe(filter.query)
    expect(filter.withoutDeclaration('A/1' as DeclarationNumber).query).toBe('type=reduction&declaration=B/2,C-3')
    expect(parse('declaration=A/1').withoutDeclaration('A/1' as DeclarationNumber).query).toBe('')
  })

  test('ignores separators without numbers', () => {
    const filter = parse('declaration=%20,;%0A')
    expect([filter.problems, filter.query, filter.isEmpty]).toEqual([[], '', true])
  })

  test.each([
    ['declaration=ƏDV', ['ƏDV']],
    [`declaration=A/1,${'1'.repeat(41)}`, ['1'.repeat(41)]],
    ['declaration=a_1,b/2,c.3;a_1', ['a_1', 'c.3']],
  ])('%s reports the malformed numbers, and filters by none', (query, malformed) => {
    const { problems, filter } = parse(query)
    expect(problems).toEqual([{ code: 'declarations-malformed', field: 'declaration', malformed }])
    expect(filter.declarations).toEqual([])
  })

  test('accepts at most fifty declarations, and counts duplicates once', () => {
    const numbers = Array.from({ length: MAX_DECLARATIONS + 1 }, (_, index) => `A/${index}`)
    const max = parse(`declaration=${[...numbers.slice(1), 'a/1'].join()}`)
    expect([max.problems, max.filter.declarations]).toEqual([[], numbers.slice(1)])
    const tooMany = parse(`declaration=${numbers.join()}`)
    expect(tooMany.problems).toEqual([{ code: 'declarations-too-many', field: 'declaration' }])
    expect([tooMany.filter.declarations, tooMany.query]).toEqual([[], `declaration=${numbers.join()}`])
  })

  test('has one canonical query: fields in order, none empty', () => {
    const query = 'declaration=00010/030326/000001&type=assessment&to=&from=1.3.26'
    expect(parse(query).query).toBe('from=2026-03-01&type=assessment&declaration=00010/030326/000001')
    expect(parse('paid-to=2.3.26&channel=bank&paid-from=1.3.26&to=4.3.26').query).toBe(
      'to=2026-03-04&channel=bank&paid-from=2026-03-01&paid-to=2026-03-02',
    )
    expect(parse('from=&to=').query).toBe('')
    expect(parse(parse(query).query).query).toBe(parse(query).query)
  })

  test('means the same when its canonical query is parsed', () => {
    const date = fc.constantFrom('', '1.3.26', '01.03.2026', '2026-03-02', '31.2.26', 'x', ' 5/3/2026 ')
    const type = fc.constantFrom('', 'assessment', 'gift')
    const channel = fc.constantFrom('', 'bank', 'cash')
    const declaration = fc.oneof(
      fc.stringMatching(/^[0-9A-Za-z/, ;\n-]{0,60}$/),
      fc.stringMatching(/^[0-9a-z/ ,%+&=#?ə_]{0,20}$/),
    )
    fc.assert(
      fc.property(
        fc.record({ from: date, to: date, type, declaration, channel, 'paid-from': date, 'paid-to': date }),
        typed => {
          const query = FilterQuery.parse(field => (field in typed ? typed[field as keyof typeof typed] : ''))
          const again = parse(query.query)
          expect(again.query).toBe(query.query)
          expect({ filter: again.filter, problems: again.problems }).toEqual({
            filter: query.filter,
            problems: query.problems,
          })
        },
      ),
    )
  })

  test('keeps only its declarations for reading if another field is invalid', () => {
    expect(parse('from=x&type=assessment&declaration=a/1').effective).toEqual({ ...NO_FILTER, declarations: ['A/1'] })
    expect(parse('from=2026-03-02&to=2026-03-01').effective).toEqual(NO_FILTER)
    const valid = parse('from=2026-03-02&type=assessment&declaration=a/1')
    expect(valid.effective).toEqual(valid.filter)
  })

  test('keeps invalid text in its canonical query', () => {
    expect(parse('from=a%26b&type=assessment').query).toBe('from=a%26b&type=assessment')
  })

  test('can be copied without one field', () => {
    const filter = parse('from=1.3.26&to=31.3.26&type=assessment')
    expect(filter.without('to').query).toBe('from=2026-03-01&type=assessment')
    expect(filter.without('declaration').query).toBe(filter.query)
  })

  test('is empty if nothing was typed', () => {
    expect(parse('from=&to=%20').isEmpty).toBe(true)
    expect(parse('from=x').isEmpty).toBe(false)
  })
})
