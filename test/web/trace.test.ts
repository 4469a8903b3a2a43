import { describe, expect, test } from 'vitest'
import { parseTraceparent } from '../../src/web/trace.ts'
import { Site } from './site.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = '00f067aa0ba902b7'
const VALID = `00-${TRACE}-${PARENT}-01`

describe('traceparent', () => {
  test.each([
    ['version 00', VALID],
    ['an unsampled trace', `00-${TRACE}-${PARENT}-00`],
    ['a later version', `cc-${TRACE}-${PARENT}-01`],
    ['a later version with more fields', `cc-${TRACE}-${PARENT}-01-what-comes-later`],
  ])('of %s is kept', (_, header) => {
    expect(parseTraceparent(header)).toEqual({ trace: TRACE, parent: PARENT })
  })

  test.each([
    ['nothing', ''],
    ['version 00 with more fields', `${VALID}-more`],
    ['the invalid version', `ff-${TRACE}-${PARENT}-01`],
    ['no trace', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['no parent', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['upper case', VALID.toUpperCase()],
    ['a short trace', `00-${TRACE.slice(1)}-${PARENT}-01`],
    ['other characters', `00-${TRACE.slice(1)}"-${PARENT}-01`],
    ['no flags', `00-${TRACE}-${PARENT}`],
    ['two headers', `${VALID}, ${VALID}`],
    ['a line break', `${VALID}\n`],
    ['more than 256 characters', `cc-${TRACE}-${PARENT}-01-${'a'.repeat(256)}`],
  ])('of %s is ignored', (_, header) => {
    expect(parseTraceparent(header)).toBeNull()
  })

  test('is in every line that the log has of a request', async () => {
    await using site = await Site.openBroken()
    await site.request('/companies', { traceparent: VALID })
    await site.request('/companies', { traceparent: 'forged"' })
    await site.request('/companies')
    const traces = site.log.map(({ event, trace, parent }) => [event, trace, parent])
    expect(traces).toEqual([
      ['failure', TRACE, PARENT],
      ['request', TRACE, PARENT],
      ...['failure', 'request', 'failure', 'request'].map(event => [event, undefined, undefined]),
    ])
  })
})
