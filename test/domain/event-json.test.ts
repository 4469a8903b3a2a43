import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/domain/event.ts'
import { accepted, contentOf, LATER, problemsOf } from '../support/oracle/contract.ts'
import { charged, registered, toLine } from '../support/oracle/events.ts'

const GOOD = '"type":"taxpayer.registered","occurredAt":"2026-03-01T09:00:00+04:00","voen":"1400057421"'

describe('a line that is not an event', () => {
  test.each([
    '{',
    '{}}',
    "{'id':1}",
    '{"id":"a",}',
    'undefined',
    'NaN',
    '{"a":1} {"b":2}',
    '\u00a0{}',
    '// x',
    '{"a":"\n"}',
  ])('%j is not JSON', line => {
    expect(problemsOf(line)).toEqual(['not-json'])
  })

  test.each(['[]', '[{}]', 'null', 'true', '7', '"text"'])('%s is JSON but not an object', line => {
    expect(problemsOf(line)).toEqual(['not-an-object'])
  })

  test('an empty object has no type', () => {
    expect(problemsOf('{}')).toEqual(['missing type'])
  })

  test('nesting that would exhaust the stack is reported as a problem', () => {
    for (const depth of [1_000, 100_000]) {
      expect(problemsOf(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toHaveLength(1)
      expect(problemsOf(`{"id":${'['.repeat(depth)}${']'.repeat(depth)}}`)).not.toEqual([])
    }
  })
})

describe('repeated keys', () => {
  test('the last value counts', () => {
    expect(accepted(`{"id":"1",${GOOD},"name":"first","name":"last"}`)).toMatchObject({ name: 'last' })
    expect(problemsOf(`{"id":"1",${GOOD},"name":"good","name":null}`)).toEqual(['malformed name'])
    expect(problemsOf(`{"id":"1",${GOOD},"name":null,"name":"good"}`)).toEqual([])
  })

  test('the last value of a repeated fund counts', () => {
    const line = toLine(charged('AKT-1', { fine: '1' })).replace('"fine":"1"', '"fine":"x","fine":"2"')
    expect(accepted(line)).toMatchObject({ charges: new Map([['fine', 200]]) })
  })

  test('a key written with escapes is the same key', () => {
    expect(accepted(`{"id":"1",${GOOD},"name":"first","n\\u0061me":"last"}`)).toMatchObject({ name: 'last' })
  })
})

describe('names with a meaning in JavaScript', () => {
  test.each([['"x"'], ['null'], ['{}'], ['{"name":"y"}'], ['[]']])('__proto__: %s is an unknown field', value => {
    expect(problemsOf(`{"id":"1",${GOOD},"name":"x","__proto__":${value}}`)).toEqual(['unknown-field __proto__'])
  })

  test('a member of __proto__ does not count as a field of the event', () => {
    expect(problemsOf(`{"id":"1",${GOOD},"__proto__":{"name":"x"}}`)).toContain('missing name')
    expect(problemsOf(`{"__proto__":{"id":"1",${GOOD},"name":"x"}}`)).not.toEqual([])
  })

  test('__proto__ is not a fund', () => {
    const line = (charges: string) => toLine(charged('AKT-1', { fine: '1' })).replace('{"fine":"1"}', charges)
    expect(problemsOf(line('{"fine":"1","__proto__":"1"}'))).toEqual(['unknown-field charges.__proto__'])
    expect(problemsOf(line('{"__proto__":{"fine":"1"}}'))).toContain('unknown-field charges.__proto__')
  })

  test.each(['__proto__', 'constructor', 'hasOwnProperty'])('%s is a valid id, name and reference', word => {
    expect(accepted(registered({ id: word, name: word }))).toMatchObject({ id: word, name: word })
    expect(accepted(charged(word, { fine: '1' }))).toMatchObject({ reference: word })
  })
})

describe('the content decides whether two events are the same', () => {
  const same = (left: string, right: string) => contentOf(left) === contentOf(right)
  const line = `{"id":"1",${GOOD},"name":"Nümunə"}`

  test('key order, blanks and escapes do not matter', () => {
    expect(same(line, `{"name":"Nümunə",${GOOD},"id":"1"}`)).toBe(true)
    expect(same(line, `  {"id" : "1",\t${GOOD}, "name":"N\\u00fcmun\\u0259" }\r`)).toBe(true)
    expect(same(line, `{"id":"0","id":"1",${GOOD},"name":"Nümunə"}`)).toBe(true)
  })

  test('the order of charges does not matter; "7.5" and "7.50" differ', () => {
    const charge = (charges: string) =>
      `{"id":"1",${GOOD.replace('taxpayer.registered', 'charge.assessed')},${charges}}`
    const [one, two] = [
      '"reference":"A","charges":{"fine":"7.5","vat":"1"}',
      '"charges":{"vat":"1","fine":"7.5"},"reference":"A"',
    ]
    expect(same(charge(one!), charge(two!))).toBe(true)
    expect(same(charge(one!), charge(one!.replace('7.5', '7.50')))).toBe(false)
    expect(same(charge(one!), charge(one!.replace('"1"', '"1.0"')))).toBe(false)
  })

  test('another spelling of the same instant or letter is different content', () => {
    expect(same(line, line.replace('09:00:00+04:00', '05:00:00Z'))).toBe(false)
    expect(same(line, line.replace('ü', 'u\u0308'))).toBe(false)
    expect(same(line, line.replace('"1"', '"01"'))).toBe(false)
  })

  test('parsing the content gives the same event', () => {
    const delivery = parseEvent(line, LATER)
    expect(delivery).toMatchObject({ content: expect.any(String) })
    expect(parseEvent(contentOf(line), LATER)).toEqual(delivery)
  })
})

test('a replay does not check whether an event was in the future', () => {
  const line = toLine(registered({ occurredAt: '2031-01-01T00:00:00Z' }))
  expect(problemsOf(line)).toEqual(['in-the-future occurredAt'])
  expect(parseEvent(line)).toMatchObject({ event: { occurredOn: '2031-01-01' } })
})

test('the day of an event is its day in Baku', () => {
  expect(accepted(registered({ occurredAt: '2026-03-01T20:00:00Z' }))).toMatchObject({ occurredOn: '2026-03-02' })
  expect(accepted(registered({ occurredAt: '2015-07-01T19:00:00Z' }))).toMatchObject({ occurredOn: '2015-07-02' })
})

test('occurredAt has at most 64 characters when it is delivered; an older store may have a longer one', () => {
  const of = (length: number) =>
    toLine(registered({ occurredAt: '2026-03-02T08:00:00.Z'.replace('Z', `${'0'.repeat(length - 21)}Z`) }))
  const now = new Date('2026-03-02T09:00:00Z')
  expect(problemsOf(of(64), now)).toEqual([])
  expect(problemsOf(of(65), now)).toEqual(['malformed occurredAt'])
  expect(problemsOf(of(60_000), now)).toEqual(['malformed occurredAt'])
  expect(parseEvent(of(60_000))).toMatchObject({ event: { occurredOn: '2026-03-02' } })
})

test('a problem names the first 128 characters of a field', () => {
  const [problem] = problemsOf(registered({ ['x'.repeat(60_000)]: 1 }))
  expect(problem).toBe(`unknown-field ${'x'.repeat(128)}`)
})
