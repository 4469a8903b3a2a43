import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { INTAKE_BILLS, INTAKE_EVENTS } from '../../src/intake/addresses.ts'
import { createApp } from '../../src/web/app.tsx'
import { NOW } from '../support/oracle/arbitrary-events.ts'
import { assessed, paidByNumber, paidToCode, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { countStored, JSON_TYPE, NDJSON, type Sent, SignedSender } from '../support/people/signed-sender.ts'
import { runs } from '../support/property-runs.ts'
import { Service } from '../support/stores/service.ts'

const REQUESTS = runs({ all: 5_000, few: 200 })
/** Questions about bills, beside the deliveries of the second test. */
const QUESTIONS = REQUESTS / 10
const SIGNED_STATUSES = [200, 202, 400, 403, 404, 413, 415, 422]

async function openSite() {
  const service = await Service.open(NOW)
  const failures: unknown[] = []
  const app = createApp({
    ...dependenciesOf(service.store),
    clock: () => NOW,
    log: line => line.event === 'failure' && failures.push(line),
  })
  const sender = await SignedSender.register(service.store.access, () => NOW)
  const other = await SignedSender.register(service.store.access, () => NOW, {
    name: 'other',
    algorithm: 'hmac-sha256',
  })
  const ask = async (path: string, sent: Sent) => {
    const response = await app.request(path, sent)
    const text = await response.text()
    expect(failures).toEqual([])
    return { status: response.status, type: response.headers.get('content-type'), text }
  }
  return { service, sender, other, ask }
}

const EVENTS = [
  registered(),
  assessed('A/1', { vat: '30.00', 'customs-fee': '5' }),
  paidToCode('142330', '7.50'),
  paidByNumber('A/1', '1.00'),
].map(toLine)

const event = fc.constantFrom(...EVENTS)
const content = fc.oneof(
  fc.record({ type: fc.constant(JSON_TYPE), text: event }),
  fc.record({
    type: fc.constant(JSON_TYPE),
    text: fc.array(event, { minLength: 1, maxLength: 4 }).map(all => `[${all}]`),
  }),
  fc.record({
    type: fc.constant(NDJSON),
    text: fc.array(event, { minLength: 1, maxLength: 4 }).map(all => all.join('\n')),
  }),
)

/** Places are fractions of a length, so that they fit any content. */
const place = fc.double({ min: 0, max: 1, noNaN: true })
type Spoil = (bytes: Buffer) => Buffer

const spoiledBytes: fc.Arbitrary<Spoil> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
    ([at, mask]): Spoil =>
      bytes => {
        const copy = Buffer.from(bytes)
        const index = Math.min(copy.length - 1, Math.floor(at * copy.length))
        copy[index] = copy[index]! ^ mask
        return copy
      },
  ),
  place.map(
    (at): Spoil =>
      bytes =>
        bytes.subarray(0, Math.floor(at * (bytes.length - 1))),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([at, more]): Spoil =>
      bytes => {
        const index = Math.floor(at * bytes.length)
        return Buffer.concat([bytes.subarray(0, index), more, bytes.subarray(index)])
      },
  ),
)

const strangeHeader = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '9'.repeat(400),
    'v1,',
    'v1a,AAAA',
    'tester other',
    '../..',
    "' or 1=1 --",
    '%00',
  ),
  fc
    .array(fc.integer({ min: 0x21, max: 0xff }), { minLength: 1, maxLength: 40 })
    .map(codes => String.fromCharCode(...codes.filter(code => code !== 0x7f))),
)

type Break = (sent: Sent) => Sent
const header = fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-sender')

/** Changes after signing. Each makes the signature invalid. */
const broken: fc.Arbitrary<Break> = fc.oneof(
  spoiledBytes.map(
    (spoil): Break =>
      sent => ({ ...sent, body: Buffer.from(spoil(sent.body!)) }),
  ),
  header.map(
    (name): Break =>
      sent => {
        const { [name]: _, ...headers } = sent.headers
        return { ...sent, headers }
      },
  ),
  fc.tuple(header, strangeHeader).map(
    ([name, value]): Break =>
      sent => ({ ...sent, headers: { ...sent.headers, [name]: value } }),
  ),
  fc.tuple(header, place, fc.constantFrom('A', '7', 'z', ',')).map(
    ([name, at, character]): Break =>
      sent => {
        const text = sent.headers[name]!
        const index = Math.min(text.length - 1, Math.floor(at * text.length))
        const other = text[index] === character ? '.' : character
        return { ...sent, headers: { ...sent.headers, [name]: text.slice(0, index) + other + text.slice(index + 1) } }
      },
  ),
  fc.constantFrom('tester', 'other', 'nobody').map(
    (name): Break =>
      sent => {
        const sender = sent.headers['webhook-sender'] === name ? 'nobody' : name
        return { ...sent, headers: { ...sent.headers, 'webhook-sender': sender } }
      },
  ),
)

test(`${REQUESTS} requests changed after signing get 401, and nothing is written`, async () => {
  const { service, sender, other, ask } = await openSite()
  await using _ = service
  await fc.assert(
    fc.asyncProperty(content, fc.boolean(), fc.boolean(), broken, async ({ type, text }, gzip, isOther, spoil) => {
      const sent = (isOther ? other : sender).delivery(text, { type, gzip })
      const answer = await ask(INTAKE_EVENTS, spoil(sent))
      expect(answer).toMatchObject({ status: 401, type: 'application/problem+json' })
    }),
    { numRuns: REQUESTS },
  )
  expect(await countStored(service.store)).toEqual({ events: 0, rejections: 0 })
  // The unchanged request is accepted, so the changes caused the refusals.
  expect((await ask(INTAKE_EVENTS, sender.delivery(EVENTS.join('\n')))).status).toBe(200)
  expect(await countStored(service.store)).toEqual({ events: 4, rejections: 0 })
})

const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** JSON values outside the contract. */
const strangeValue = fc.oneof(
  fc.constantFrom('null', 'true', '-0', '1e999', '1E-999', '0.1', '9'.repeat(5_000), `"${'9'.repeat(5_000)}"`),
  fc.constantFrom('"1e3"', '"NaN"', '"-1.00"', '"9999999999999.99"', '"99999999999999.99"', '"٣.٠٠"', '"1.00\\u0000"'),
  fc.constantFrom(
    '"\\ud800"',
    '"\\udc00x"',
    '"\\u0000"',
    '"\\u202e"',
    '"\\uffff"',
    '"İıƏə😀"',
    '"\\"',
    '"\u2028"',
    '"\u0001"',
  ),
  fc.constantFrom('"9999-12-31T23:59:59Z"', '"0000-01-01T00:00:00Z"', '"2026-02-30"', '"+275760-09-13"'),
  fc.constantFrom(deep(30_000, '[', ']'), deep(2_000, '{"a":', '}'), deep(9_000, '[', ''), '{"__proto__":{"vat":"1"}}'),
  fc.constantFrom('{"vat":"1","vat":"2"}', '{"constructor":"1"}', '{"toString":{}}', '[]', '{}', ''),
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 30 }).map(text => JSON.stringify(text)),
)
const strangeField = fc.constantFrom(
  'id',
  'type',
  'occurredAt',
  'voen',
  'name',
  'declaration',
  'charges',
  'channel',
  'paidOn',
  'amount',
  'code',
  'fund',
  'reference',
  '__proto__',
  'constructor',
  'note',
  '\\u0000',
  '\\ud800',
)

/** An event with one field repeated at the end; JSON parsers use the last one. */
const strangeEvent = fc
  .tuple(event, strangeField, strangeValue)
  .map(([text, field, value]) => `${text.slice(0, -1)},"${field}":${value}}`)

const strangeContent = fc.oneof(
  { weight: 4, arbitrary: strangeEvent },
  { weight: 1, arbitrary: strangeValue },
  { weight: 1, arbitrary: fc.tuple(strangeEvent, event).map(all => `[${all}]`) },
  { weight: 1, arbitrary: fc.tuple(event, strangeEvent, strangeValue).map(all => all.join('\n')) },
)

interface Mutation {
  readonly bytes: Buffer
  readonly type: string
  readonly encoding: string
}

const type = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(JSON_TYPE, NDJSON) },
  { weight: 1, arbitrary: strangeHeader },
)
const encoding = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('', 'gzip') },
  { weight: 1, arbitrary: fc.constantFrom('identity', 'GZIP', 'br', 'gzip, gzip', 'deflate') },
  { weight: 1, arbitrary: strangeHeader },
)

/** Bodies changed before signing, so the signature is valid. */
const signedMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ bytes: strangeContent.map(text => Buffer.from(text)), type, encoding: fc.constant('') }),
  fc.record({ bytes: strangeContent.map(text => gzipSync(text)), type, encoding: fc.constant('gzip') }),
  fc
    .tuple(content, spoiledBytes)
    .map(([{ text, type }, spoil]) => ({ bytes: spoil(Buffer.from(text)), type, encoding: '' })),
  fc
    .tuple(content, spoiledBytes)
    .map(([{ text, type }, spoil]) => ({ bytes: spoil(gzipSync(text)), type, encoding: 'gzip' })),
  fc.record({ bytes: content.map(({ text }) => Buffer.from(text)), type, encoding }),
)

test(`${REQUESTS} malformed requests with valid signatures get an answer other than 500`, async () => {
  const { service, sender, ask } = await openSite()
  await using _ = service
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(signedMutation, async ({ bytes, type, encoding }) => {
      const headers = encoding === '' ? {} : { 'content-encoding': encoding }
      const { status, text, ...answer } = await ask(INTAKE_EVENTS, sender.delivery(bytes, { type, headers }))
      expect(SIGNED_STATUSES).toContain(status)
      seen.add(status)
      if (status >= 400 && status !== 422) expect(answer.type).toBe('application/problem+json')
      for (const line of text.trimEnd().split('\n')) JSON.parse(line)
    }),
    { numRuns: REQUESTS - QUESTIONS },
  )
  await fc.assert(
    fc.asyncProperty(fc.webQueryParameters(), fc.constantFrom('voen', 'declaration', ''), async (query, name) => {
      const path = `${INTAKE_BILLS}?${name}=${query}`
      expect(SIGNED_STATUSES.concat(401)).toContain((await ask(path, sender.question(path))).status)
    }),
    { numRuns: QUESTIONS },
  )
  expect([...seen].sort()).toEqual(expect.arrayContaining([200, 400, 415, 422]))
  const bill = `${INTAKE_BILLS}?voen=${TRADER}`
  expect((await ask(bill, sender.question(bill))).status).toBe(200)
  expect(await service.verify()).toBe(null)
})
