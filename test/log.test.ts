import { describe, expect, test } from 'vitest'
import { type LogLine, toJsonLine, toReadableLine } from '../src/log.ts'

const AT = new Date('2026-11-22T12:00:00Z')
const REQUEST: LogLine = {
  level: 'info',
  event: 'request',
  requestId: 'a1-7',
  method: 'GET',
  path: '/help',
  status: 200,
  duration_ms: 3.5,
}

describe('the log in production', () => {
  test('has one JSON object per line', () => {
    expect(toJsonLine(REQUEST, AT)).toBe(
      '{"time":"2026-11-22T12:00:00.000Z","level":"info","event":"request","requestId":"a1-7","method":"GET","path":"/help","status":200,"duration_ms":3.5}\n',
    )
  })
})

describe('a text from outside in the log', () => {
  const outside = 'a\u0085b\u2028c\u202Ed\u007F\u{E0041}'

  test('in production is escaped, and the JSON has it as it came', () => {
    const line = toJsonLine({ ...REQUEST, path: outside }, AT)
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(JSON.parse(line).path).toBe(outside)
  })

  test('in development is escaped too, in the stack of an error replaced', () => {
    const line = toReadableLine({ ...REQUEST, path: outside, error: `${outside}\r` }, AT)
    expect(line.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202E]/u)
  })
})

describe('the log in development', () => {
  test('has one readable line per request', () => {
    expect(toReadableLine(REQUEST, AT)).toMatch(/^\d\d:\d\d:\d\d GET \/help 200 3\.5 ms requestId=a1-7\n$/)
  })

  test('has the stack of an error on lines of its own', () => {
    const line = toReadableLine({ level: 'error', event: 'failure', path: '/', error: 'Error: no\n    at x' }, AT)
    expect(line).toMatch(/^\S+ ERROR failure \/\n {2}Error: no\n {6}at x\n$/)
  })

  test('cannot be forged by text from outside', () => {
    const line = toReadableLine({ ...REQUEST, path: '/a\n12:00 GET /b', error: '\u001b[31mred' }, AT)
    expect(line.split('\n')).toHaveLength(3)
    expect(line).not.toContain('\u001b')
    expect(line).toContain('"/a\\n12:00 GET /b"')
  })
})
