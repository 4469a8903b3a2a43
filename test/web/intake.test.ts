import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CustomsEvent } from '../../src/domain/event.ts'
import { EVENT_TYPES } from '../../src/domain/sender.ts'
import { INTAKE_BILLS, INTAKE_CONTRACT, INTAKE_EVENTS, INTAKE_GAUGE } from '../../src/intake/addresses.ts'
import { makeSigningKey, verifyingKeyOf } from '../../src/intake/sender-key.ts'
import { SIGNATURE_HEADER, sign } from '../../src/intake/signature.ts'
import type { LogLine } from '../../src/log.ts'
import { addSenderKey, listSenders, removeSenderKey } from '../../src/services/intake/senders.ts'
import { createApp } from '../../src/web/app.tsx'
import { countTurns } from '../support/count-turns.ts'
import {
  amended,
  assessed,
  type EventObject,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
  toLine,
} from '../support/oracle/events.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { countStored, JSON_TYPE, NDJSON, type Sent, SignedSender, type Wire } from '../support/people/signed-sender.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
let wire: Wire
let sender: SignedSender
let now = NOW
beforeEach(async () => {
  now = NOW
  store = await openTestStore()
  const app = createApp({ ...dependenciesOf(store), clock: () => now, log: () => {} })
  wire = (path, sent) => app.request(path, sent)
  sender = await SignedSender.register(store.access, () => now)
})
afterEach(() => store.close())

const lines = (...events: readonly (EventObject | string)[]) =>
  events.map(event => (typeof event === 'string' ? event : toLine(event))).join('\n')

async function answersTo(response: Response): Promise<Record<string, unknown>[]> {
  expect(response.status).toBe(200)
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

const became = (answers: readonly Record<string, unknown>[]) => answers.map(answer => answer.became)

async function expectRefusal(response: Response, status: number, code: string): Promise<Record<string, string>> {
  const problem = (await response.json()) as Record<string, string>
  expect([response.status, problem.code]).toEqual([status, code])
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(problem).toMatchObject({ type: 'about:blank', status })
  expect(problem.title).toMatch(/^\S.*\S$/)
  expect(problem.detail).toMatch(/\.$/)
  return problem
}

async function expectNothingWritten(): Promise<void> {
  expect(await countStored(store)).toEqual({ events: 0, rejections: 0 })
}

describe('a signed delivery', () => {
  test.each(['ed25519', 'hmac-sha256'] as const)('with %s is accepted', async algorithm => {
    const other = await SignedSender.register(store.access, () => now, { name: 'other', algorithm })
    const [event] = [registered()]
    const [answer] = await answersTo(await other.deliver(wire, lines(event)))
    expect(answer).toEqual({ id: event.id, became: 'applied', problems: [] })
  })

  test('may be signed with either of two active keys, or with both in one header', async () => {
    const key = makeSigningKey('hmac-sha256')
    await addSenderKey(store.access, 'tester', verifyingKeyOf(key), now)
    const [one, two] = [sender.delivery(lines(registered())), sender.with(key).delivery(lines(registered()))]
    for (const sent of [one, two]) expect((await wire(INTAKE_EVENTS, sent)).status).toBe(200)
    const both = sender.delivery(lines(registered()), { id: 'both' })
    const other = sign({ sender: 'tester', key }, { id: 'both', at: now, body: both.body! })
    both.headers[SIGNATURE_HEADER] = `v1,AAAA ${other[SIGNATURE_HEADER]} v2,xyz`
    expect((await wire(INTAKE_EVENTS, both)).status).toBe(200)
  })

  test('is refused with a removed key and accepted with the other', async () => {
    const key = makeSigningKey('ed25519')
    const kept = await addSenderKey(store.access, 'tester', verifyingKeyOf(key), now)
    const [{ keys }] = (await listSenders(store.access)) as [Awaited<ReturnType<typeof listSenders>>[number]]
    await removeSenderKey(store.access, 'tester', keys.find(({ id }) => id !== kept)!.id, now)
    await expectRefusal(await sender.deliver(wire, lines(registered())), 401, 'signature-wrong')
    await expectNothingWritten()
    expect((await sender.with(key).deliver(wire, lines(registered()))).status).toBe(200)
  })

  test.each([
    [-299, 200],
    [299, 200],
    [-302, 401],
    [302, 401],
    [-86_400, 401],
    [1e9, 401],
  ])('%d seconds from our clock is answered %d', async (seconds, status) => {
    const at = new Date(NOW.getTime() + seconds * 1000)
    const response = await sender.deliver(wire, lines(registered()), { at })
    if (status === 401) await expectRefusal(response, 401, 'timestamp-out-of-range')
    expect(response.status).toBe(status)
  })

  const SPOILED: readonly (readonly [how: string, spoil: (sent: Sent) => Sent, code: string])[] = [
    ['an altered body', sent => ({ ...sent, body: Buffer.concat([sent.body!, Buffer.from(' ')]) }), 'signature-wrong'],
    ['another id', sent => withHeader(sent, 'webhook-id', 'another'), 'signature-wrong'],
    [
      'another time',
      sent => withHeader(sent, 'webhook-timestamp', String(NOW.getTime() / 1000 + 1)),
      'signature-wrong',
    ],
    ['another sender', sent => withHeader(sent, 'webhook-sender', 'other'), 'signature-wrong'],
    ['an unknown sender', sent => withHeader(sent, 'webhook-sender', 'nobody'), 'signature-wrong'],
    ['a malformed sender name', sent => withHeader(sent, 'webhook-sender', "'; drop"), 'signature-wrong'],
    ['a signature of another version', sent => revised(sent, text => text.replace('v1a,', 'v1,')), 'signature-wrong'],
    ['half a signature', sent => revised(sent, text => text.slice(0, 40)), 'signature-wrong'],
    ['an empty signature', sent => withHeader(sent, SIGNATURE_HEADER, 'v1a,'), 'signature-wrong'],
    ['too many signatures', sent => revised(sent, text => `${text} `.repeat(9).trim()), 'signature-malformed'],
    ['more signatures than keys', sent => revised(sent, text => `${text} ${text} ${text}`), 'signature-malformed'],
    ['a full stop in the id', sent => withHeader(sent, 'webhook-id', 'a.b'), 'signature-malformed'],
    ['a timestamp that is not a number', sent => withHeader(sent, 'webhook-timestamp', 'now'), 'signature-malformed'],
    ...['webhook-id', 'webhook-timestamp', SIGNATURE_HEADER, 'webhook-sender'].map(
      name => [`no ${name}`, (sent: Sent) => without(sent, name), 'signature-missing'] as const,
    ),
  ]

  test.each(SPOILED)('with %s is refused, and nothing is written', async (_, spoil, code) => {
    await SignedSender.register(store.access, () => now, { name: 'other' })
    const response = await wire(INTAKE_EVENTS, spoil(sender.delivery(lines(registered(), 'no event'))))
    await expectRefusal(response, 401, code)
    await expectNothingWritten()
    expect(response.headers.get('www-authenticate')).toBe('StandardWebhooks')
  })

  test('is refused with the key of another sender', async () => {
    const other = await SignedSender.register(store.access, () => now, { name: 'other' })
    await expectRefusal(await sender.with(other.signer.key).deliver(wire, lines(registered())), 401, 'signature-wrong')
  })

  test('is refused from a cross-site page, though it is signed', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await sender.deliver(wire, lines(registered()), { headers })).status).toBe(403)
    await expectNothingWritten()
  })
})

describe('wrong signatures', () => {
  const requestsPerMinute = { signIn: 3, stranger: 1000, session: 1000 }
  const large = `${toLine(registered())}\n${' '.repeat(70_000)}\n`
  let stranger: SignedSender
  beforeEach(() => {
    const dependencies = dependenciesOf(store)
    const config = { ...dependencies.config, proxies: 1, requestsPerMinute }
    const app = createApp({ ...dependencies, config, clock: () => now, log: () => {} })
    wire = (path, { headers, ...sent }) =>
      app.request(path, { ...sent, headers: { 'x-forwarded-for': '198.51.100.1', ...headers } })
    stranger = sender.with(makeSigningKey('ed25519'))
  })

  const withLength = (sent: Sent) => withHeader(sent, 'content-length', String(sent.body!.length))
  const send = (sent: Sent) => wire(INTAKE_EVENTS, withLength(sent))

  test('from an address get 429 with Retry-After, and nobody reads their large bodies', async () => {
    const codes: string[] = []
    for (let time = 0; time < 3; time += 1) codes.push(await codeOf(await send(stranger.delivery(large))))
    const unread = withLength(stranger.delivery(large))
    const limited = await wire(INTAKE_EVENTS, unread)
    const last = await wire(INTAKE_EVENTS, unread)
    expect(codes).toEqual(['signature-wrong', 'signature-wrong', 'signature-wrong'])
    await expectRefusal(limited, 429, 'too-many-wrong-signatures')
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(last.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(last.headers.get('connection')).toBe('close')
    for (const path of [INTAKE_GAUGE, `${INTAKE_BILLS}?voen=${TRADER}`]) {
      expect((await stranger.ask(wire, path)).status).toBe(429)
    }
    const elsewhere = stranger.delivery(large, { headers: { 'x-forwarded-for': '198.51.100.2' } })
    await expectRefusal(await send(elsewhere), 401, 'signature-wrong')
  })

  test('leave a sender at the same address what it signs: small requests, and then large ones', async () => {
    for (let time = 0; time < 5; time += 1) await send(stranger.delivery(lines(registered())))
    expect((await send(sender.delivery(large))).status).toBe(429)
    expect((await sender.ask(wire, INTAKE_GAUGE)).status).toBe(200)
    expect((await send(sender.delivery(lines(registered())))).status).toBe(200)
    expect((await send(sender.delivery(large))).status).toBe(200)
    expect((await send(stranger.delivery(large))).status).toBe(429)
  })

  test('of an unknown sender are counted like those of a registered one', async () => {
    const unknown = withHeader(sender.delivery(lines(registered())), 'webhook-sender', 'nobody')
    const statuses: number[] = []
    for (let time = 0; time < 5; time += 1) statuses.push((await send(unknown)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
  })
})

test('unsigned requests that arrive together are answered one a turn', async () => {
  const { turns } = await countTurns(() =>
    Promise.all(Array.from({ length: 30 }, () => wire(INTAKE_CONTRACT, { method: 'GET', headers: {} }))),
  )
  expect(turns).toBeGreaterThanOrEqual(30)
})

test.each([
  ['none of which is JSON', 'x\n'.repeat(50_000), 400],
  ['each of which is rejected', '{}\n'.repeat(50_000), 200],
])('50,000 tiny lines, %s, give others a turn every 500 lines at least', async (_, body, status) => {
  const { result, turns } = await countTurns(async () => {
    const response = await sender.deliver(wire, body)
    await response.text()
    return response
  })
  expect(result.status).toBe(status)
  expect(turns).toBeGreaterThan(100)
})

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code
}

function withHeader(sent: Sent, name: string, value: string): Sent {
  return { ...sent, headers: { ...sent.headers, [name]: value } }
}

function revised(sent: Sent, revise: (text: string) => string): Sent {
  return withHeader(sent, SIGNATURE_HEADER, revise(sent.headers[SIGNATURE_HEADER]!))
}

function without(sent: Sent, name: string): Sent {
  const { [name]: _, ...headers } = sent.headers
  return { ...sent, headers }
}

describe('a delivery', () => {
  test('is answered per event, in order, with the messages of the command line', async () => {
    const [taxpayer, payment] = [registered(), paidByNumber('A/1', '5.00')]
    const answers = await answersTo(
      await sender.deliver(
        wire,
        lines(
          payment,
          taxpayer,
          '',
          taxpayer,
          { ...taxpayer, name: 'Other' },
          registered({ voen: '1', id: 'bad' }),
          '[]',
        ),
      ),
    )
    expect(answers).toEqual([
      { id: payment.id, became: 'held', waitsFor: 'declaration', problems: [] },
      { id: taxpayer.id, became: 'applied', problems: [] },
      { id: taxpayer.id, became: 'duplicate', problems: [] },
      {
        id: taxpayer.id,
        became: 'rejected',
        problems: [
          {
            code: 'id-taken',
            field: 'id',
            message: 'an event with this id and different content was already accepted',
          },
        ],
      },
      {
        id: 'bad',
        became: 'rejected',
        problems: [{ code: 'malformed', field: 'voen', message: 'voen must be ten digits, the last 1 or 2' }],
      },
      { id: null, became: 'rejected', problems: [{ code: 'not-an-object', message: 'the line is not a JSON object' }] },
    ])
    expect(await countStored(store)).toEqual({ events: 2, rejections: 3 })
  })

  test('keeps its rejections under the name of the sender', async () => {
    await sender.deliver(wire, lines('7'))
    const other = await SignedSender.register(store.access, () => now, { name: 'other' })
    await other.deliver(wire, '8', { type: JSON_TYPE })
    await other.deliver(wire, '[9]', { type: JSON_TYPE })
    const rows = await ask(store.reader, 'select sender, content from rejection order by content')
    expect(rows).toEqual([
      { sender: 'tester', content: '7' },
      { sender: 'other', content: '9' },
    ])
  })

  test('may have a byte order mark at the start of any line', async () => {
    const marked = [registered(), paidToCode('142330', '1.00')].map(event => `\uFEFF${toLine(event)}\n`).join('')
    expect(became(await answersTo(await sender.deliver(wire, marked)))).toEqual(['applied', 'applied'])
  })

  test('reports a held event as applied when the same group releases it', async () => {
    const events = [paidToCode('142330', '1.00'), registered()]
    expect(became(await answersTo(await sender.deliver(wire, lines(...events))))).toEqual(['applied', 'applied'])
  })

  test('as an array is answered as an array, and rejected members are stored as sent', async () => {
    const [event, odd] = [registered({ name: 'a ] \\" , [ {' }), '{ "id" : "x\\\\" , "no":[[],{}] }']
    const response = await sender.deliver(wire, ` [ ${toLine(event)}\n, ${odd} ,7] `, { type: JSON_TYPE })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, JSON_TYPE])
    const answers = (await response.json()) as Record<string, unknown>[]
    expect(answers.map(({ id, became }) => [id, became])).toEqual([
      [event.id, 'applied'],
      ['x\\', 'rejected'],
      [null, 'rejected'],
    ])
    const rows = await ask(store.reader, 'select content from rejection')
    expect(rows.map(({ content }) => content).sort()).toEqual(['7', odd])
  })

  test.each<[event: EventObject, status: number, became: string]>([
    [registered(), 200, 'applied'],
    [paidByNumber('A/1', '5.00'), 202, 'held'],
    [registered({ voen: '1' }), 422, 'rejected'],
  ])('as one object is answered as one, with a status', async (event, status, became) => {
    const response = await sender.deliver(wire, toLine(event), { type: `${JSON_TYPE}; charset=UTF-8` })
    expect([response.status, await response.json()]).toMatchObject([status, { id: event.id, became }])
  })

  test('may be gzipped, with the same answer', async () => {
    expect(became(await answersTo(await sender.deliver(wire, lines(registered()), { gzip: true })))).toEqual([
      'applied',
    ])
  })

  test('in many groups is answered completely and in order', async () => {
    const events = Array.from({ length: 1001 }, (_, number) =>
      number === 0 ? registered() : paidToCode('142330', '0.01', { id: `p${number}` }),
    )
    for (const type of [JSON_TYPE, undefined]) {
      const content = type ? JSON.stringify(events) : lines(...events)
      const response = await sender.deliver(wire, content, type ? { type } : {})
      const answers = type ? ((await response.json()) as Record<string, unknown>[]) : await answersTo(response)
      expect(answers.map(({ id }) => id)).toEqual(events.map(({ id }) => id))
    }
    expect(await countStored(store)).toEqual({ events: 1001, rejections: 0 })
  })

  test.each([1, 2, 3, 4, 5])('%d times at once is booked once', async times => {
    const sent = sender.delivery(lines(registered(), paidToCode('142330', '7.00'), assessed('A/1', { vat: '5.00' })))
    const answers = await Promise.all(
      Array.from({ length: times }, async () => became(await answersTo(await wire(INTAKE_EVENTS, sent)))),
    )
    const booked = ['applied', 'applied', 'applied']
    const again = ['duplicate', 'duplicate', 'duplicate']
    expect(answers.sort()).toEqual([booked, ...Array.from({ length: times - 1 }, () => again)])
    expect(await countStored(store)).toEqual({ events: 3, rejections: 0 })
    await expectBill({ advance: '2.00' })
  })

  test('whose client disconnects finishes its group and starts no other', async () => {
    const events = Array.from({ length: 1000 }, (_, number) => registered({ id: `r${number}` }))
    const { body } = await sender.deliver(wire, lines(...events))
    const reader = body!.getReader()
    await reader.read()
    await reader.cancel()
    expect((await countStored(store)).events).toBe(200)
    // Sending everything again finishes the rest.
    expect(became(await answersTo(await sender.deliver(wire, lines(...events)))).slice(199, 201)).toEqual([
      'duplicate',
      'applied',
    ])
  })
})

async function expectBill({ advance }: { advance: string }): Promise<void> {
  const response = await sender.ask(wire, `${INTAKE_BILLS}?voen=${TRADER}`)
  const { codes } = (await response.json()) as { codes: unknown[] }
  expect(codes[0]).toEqual({ code: '142330', advance })
}

describe('a delivery of long lines', () => {
  const long = (index: number) => toLine(paidToCode(`${index}`.padEnd(60_000, '9'), '1.00'))

  test('is committed in groups of 256 KiB, and answered completely', async () => {
    const { body } = await sender.deliver(wire, lines(...Array.from({ length: 50 }, (_, index) => long(index))))
    const reader = body!.getReader()
    await reader.read()
    expect((await countStored(store)).rejections).toBe(4)
    let answers = 4
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      answers += Buffer.from(value).toString().trimEnd().split('\n').length
    }
    expect([answers, (await countStored(store)).rejections]).toEqual([50, 50])
  })

  test('keeps the first 8 KiB of each that is rejected, and an event of greatest length completely', async () => {
    const content = Buffer.concat([
      Buffer.from(`${lines(long(1), toLine({ id: 'x'.repeat(8000) }))}\n`),
      Buffer.alloc(60_000, 0xff),
    ])
    await sender.deliver(wire, content)
    const rows = await ask<{ content: string }>(store.reader, 'select content from rejection')
    expect(rows.map(({ content }) => content.length).sort()).toEqual([8009, 8192, 8192])
  })
})

describe('a sender without permission', () => {
  const cases: readonly (readonly [
    what: string,
    may: { types: CustomsEvent['type'][]; channels: ('hop' | 'bank')[] },
    events: EventObject[],
    says: string,
  ])[] = [
    [
      'may not send another type',
      { types: ['payment.received'], channels: ['hop'] },
      [paidToCode('142330', '1.00'), assessed('A/1', { vat: '1.00' }, { id: 'second' }), registered()],
      'Event 2 (second) is declaration.assessed,',
    ],
    [
      'may not send through another channel',
      { types: ['payment.received'], channels: ['bank'] },
      [paidToCode('142330', '1.00', { id: 'first', channel: 'hop' })],
      'Event 1 (first) is payment.received through hop,',
    ],
    [
      'may not send malformed events of another type either',
      { types: ['payment.received'], channels: ['hop'] },
      [{ type: 'taxpayer.registered' }],
      'Event 1 is taxpayer.registered,',
    ],
  ]

  test.each(cases)('%s, and nothing of the request is written', async (_, may, events, says) => {
    const other = await SignedSender.register(store.access, () => now, { name: 'other', ...may })
    const { detail } = await expectRefusal(await other.deliver(wire, lines(...events)), 403, 'not-registered')
    expect(detail).toContain(says)
    await expectNothingWritten()
  })

  const overpaid = { id: 'moved', occurredAt: '2026-03-02T12:00:00+04:00', voen: TRADER }
  test.each<[type: CustomsEvent['type'], fields: EventObject]>([
    ['payment.assigned', { payment: 'unknown', fund: 'vat' }],
    ['overpayment.refunded', { ledger: 'excise', amount: '0.25', paidOn: '2026-03-02', reference: 'GQ-1' }],
    ['overpayment.transferred', { from: 'excise', to: 'advance', amount: '0.5', reference: 'K-1' }],
  ])('may send %s only if it is registered for that', async (type, fields) => {
    const event = { ...overpaid, type, ...fields }
    const types = EVENT_TYPES.filter(other => other !== type)
    const other = await SignedSender.register(store.access, () => now, { name: 'other', types })
    const refused = await other.deliver(wire, toLine(event), { type: JSON_TYPE })
    expect((await expectRefusal(refused, 403, 'not-registered')).detail).toContain(`Event 1 (moved) is ${type},`)
    await expectNothingWritten()

    const unknown = paidToCode('142330', '1.00', { id: 'unknown', voen: undefined })
    await sender.deliver(wire, lines(registered(), paidToFund('excise', '1.00'), unknown))
    const own = await SignedSender.register(store.access, () => now, { name: 'own', types: [type], channels: [] })
    const accepted = await own.deliver(wire, toLine(event), { type: JSON_TYPE })
    expect([accepted.status, await accepted.json()]).toEqual([200, { id: 'moved', became: 'applied', problems: [] }])
  })

  test('cannot read bills, but can read the gauge', async () => {
    const other = await SignedSender.register(store.access, () => now, { name: 'other', bills: false })
    await expectRefusal(await other.ask(wire, `${INTAKE_BILLS}?voen=${TRADER}`), 403, 'no-bills')
    expect((await other.ask(wire, INTAKE_GAUGE)).status).toBe(200)
  })
})

describe('a body', () => {
  const small = lines(registered())
  const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024, ' '))
  const cases: readonly (readonly [
    what: string,
    content: string | Uint8Array,
    headers: Record<string, string>,
    status: number,
    code: string,
  ])[] = [
    ['that is empty', '', {}, 400, 'empty'],
    ['of blank lines', '\n \r\n\n', {}, 400, 'empty'],
    ['that is not JSON', 'hello\nworld', {}, 400, 'not-json'],
    ['that is declared as JSON and is not', 'hello', { 'content-type': JSON_TYPE }, 400, 'not-json'],
    ['of an empty array', '[]', { 'content-type': JSON_TYPE }, 400, 'empty'],
    ['of a number', '7', { 'content-type': JSON_TYPE }, 400, 'no-event'],
    ['of half an array', `[${small}`, { 'content-type': JSON_TYPE }, 400, 'not-json'],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), { 'content-type': JSON_TYPE }, 400, 'not-utf8'],
    ['that is declared as gzip and is not', small, { 'content-encoding': 'gzip' }, 400, 'not-gzip'],
    ['of half a gzip', gzipSync(small).subarray(0, 40), { 'content-encoding': 'gzip' }, 400, 'not-gzip'],
    ['with an unknown encoding', small, { 'content-encoding': 'br' }, 415, 'unknown-encoding'],
    ['of gzip in gzip', gzipSync(small), { 'content-encoding': 'gzip, gzip' }, 415, 'unknown-encoding'],
    ['with another content type', small, { 'content-type': 'text/plain' }, 415, 'unknown-type'],
    ['with another charset', small, { 'content-type': `${JSON_TYPE}; charset=utf-16` }, 415, 'unknown-type'],
    ['without a content type', small, { 'content-type': '' }, 415, 'unknown-type'],
    [
      'with a content type named like a member of every object',
      small,
      { 'content-type': 'constructor' },
      415,
      'unknown-type',
    ],
    ['of more than 8 MiB', Buffer.alloc(8 * 1024 * 1024 + 1, ' '), {}, 413, 'too-many-bytes'],
    ['that decompresses to more than 16 MiB', bomb, { 'content-encoding': 'gzip' }, 413, 'too-many-unpacked-bytes'],
    ['of 50,001 lines', '{}\n'.repeat(50_001), {}, 413, 'too-many-events'],
    ['of 50,001 members', `[${'{},'.repeat(50_000)}{}]`, { 'content-type': JSON_TYPE }, 413, 'too-many-events'],
  ]

  test.each(cases)(
    '%s is refused with a sentence, and nothing is written',
    async (_, content, headers, status, code) => {
      await expectRefusal(await sender.deliver(wire, content, { headers }), status, code)
      await expectNothingWritten()
    },
  )

  test('of gzip that is not declared as gzip is not JSON, and is not decompressed', async () => {
    await expectRefusal(await sender.deliver(wire, bomb), 400, 'not-json')
  })

  test('is refused while other bodies of its sender are not answered, and read when they are', async () => {
    const other = await SignedSender.register(store.access, () => now, { name: 'other' })
    const large = `${toLine(registered())}\n${'x'.repeat(10 * 1024 * 1024)}`
    const deliverLarge = (from: SignedSender) => from.deliver(wire, large, { gzip: true })

    const unread = await deliverLarge(sender)
    const refused = await deliverLarge(sender)
    expect(refused.headers.get('retry-after')).toBe('5')
    await expectRefusal(refused, 503, 'too-busy')
    expect(await answersTo(await deliverLarge(other))).toHaveLength(2)
    await unread.body!.cancel()
    expect(await answersTo(await deliverLarge(sender))).toHaveLength(2)
    expect(await answersTo(await deliverLarge(sender))).toHaveLength(2)
  })

  test('that never ends takes the room of its network, whatever its addresses, and no other room', async () => {
    const dependencies = dependenciesOf(store)
    const config = { ...dependencies.config, proxies: 1 }
    const app = createApp({ ...dependencies, config, clock: () => now, log: () => {} })
    const unended = (address: string) => {
      const { headers } = sender.delivery('{}', { headers: { 'x-forwarded-for': address } })
      const body = new ReadableStream({ start: stream => stream.enqueue(new Uint8Array(6 * 1024 * 1024)) })
      return app.request(INTAKE_EVENTS, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    }
    let answers = 0
    const three = ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1::3'].map(async address => {
      const response = await unended(address)
      answers += 1
      return response
    })
    // The server may look up their sender in another order, so any of them may be the third.
    await expectRefusal(await Promise.race(three), 503, 'too-busy')
    const headers = { 'x-forwarded-for': '2001:db8:0:2::1' }
    const answered = await sender.deliver((path, sent) => app.request(path, sent), small, { headers })
    expect(await answersTo(answered)).toHaveLength(1)
    expect(answers, 'the others go on').toBe(1)
  })

  test('of lines with very deep or very long events is read, and each is rejected', async () => {
    const deep = `{"id":"deep","a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`
    const long = toLine(registered({ name: 'x'.repeat(2 * 1024 * 1024) }))
    const response = await sender.deliver(wire, `${deep}\n${small}\n${long}`)
    expect(became(await answersTo(response))).toEqual(['rejected', 'applied', 'rejected'])
    expect(await countStored(store)).toEqual({ events: 1, rejections: 2 })
  })

  test('of an array with a very long event is read, and the event is rejected', async () => {
    const long = toLine(registered({ name: 'x'.repeat(2 * 1024 * 1024) }))
    const response = await sender.deliver(wire, `[${long},${small}]`, { type: JSON_TYPE })
    expect(became((await response.json()) as Record<string, unknown>[])).toEqual(['rejected', 'applied'])
  })

  test.each([
    ['arrays', '[', 400],
    ['objects', '{"a":', 422],
  ])('of 15 million characters of nested %s is never parsed', async (_, opening, status) => {
    const nested = gzipSync(opening.repeat(15_000_000 / opening.length), { level: 1 })
    const parsed = vi.spyOn(JSON, 'parse')
    const response = await sender.deliver(wire, nested, { type: JSON_TYPE, headers: { 'content-encoding': 'gzip' } })
    const longest = Math.max(0, ...parsed.mock.calls.map(([text]) => text.length))
    parsed.mockRestore()
    expect(response.status).toBe(status)
    expect(longest).toBeLessThan(64 * 1024)
    expect(await countStored(store)).toMatchObject({ events: 0 })
  })

  test('of events with 17 levels is read, and each is rejected; 16 levels in the text of a name are a name', async () => {
    const nested = (levels: number) => `{"id":"deep","a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    const response = await sender.deliver(
      wire,
      [nested(16), nested(17), lines(registered({ name: '['.repeat(40) }))].join('\n'),
    )
    const answers = await answersTo(response)
    expect(answers.map(({ problems }) => (problems as { code: string }[]).map(({ code }) => code).at(-1))).toEqual([
      'missing',
      'too-deep',
      undefined,
    ])
  })
})

describe('a body that is slow to parse', () => {
  const MEBIBYTE = 1024 * 1024

  test('with many blanks inside an event is read like any other', async () => {
    const padded = toLine(registered()).replace(',', `,${' '.repeat(60 * 1024)}`)
    for (const type of [JSON_TYPE, NDJSON]) {
      expect((await sender.deliver(wire, padded, { type })).status).toBe(200)
      expect((await sender.deliver(wire, `[${padded}]`, { type: JSON_TYPE })).status).toBe(200)
    }
  })

  test.each([
    ['of empty lines', Buffer.alloc(60 * MEBIBYTE, '\n'), NDJSON],
    ['of lines of blanks', Buffer.alloc(60 * MEBIBYTE, ' \n'), NDJSON],
    ['of empty members', Buffer.from(`[${'{},'.repeat(20 * MEBIBYTE)}{}]`), JSON_TYPE],
    ['of empty members without an end', Buffer.from(`[${'{},'.repeat(20 * MEBIBYTE)}`), JSON_TYPE],
  ])('%s is refused with too many events', async (_, body, type) => {
    await expectRefusal(await sender.deliver(wire, body, { type, gzip: true }), 413, 'too-many-events')
    await expectNothingWritten()
  })

  test('with empty lines between events is read completely', async () => {
    const answer = await sender.deliver(wire, `\n\r\n${lines(registered())}${'\n'.repeat(5000)}x\n`)
    expect(became(await answersTo(answer))).toEqual(['applied', 'rejected'])
  })
})

test('the log names the sender and the id of each request', async () => {
  const log: LogLine[] = []
  const app = createApp({ ...dependenciesOf(store), clock: () => now, log: line => log.push(line) })
  await (await sender.deliver((path, sent) => app.request(path, sent), lines(registered()), { id: 'notice-7' })).text()
  await (await app.request(INTAKE_GAUGE)).text()
  expect(log.map(({ sender, delivery }) => [sender, delivery])).toEqual([
    ['tester', 'notice-7'],
    [undefined, undefined],
  ])
})

test('the log names the account whose bill a sender reads, and no query', async () => {
  await store.deliver(registered(), assessed('A/1', { vat: '30.00' }))
  const log: LogLine[] = []
  const app = createApp({ ...dependenciesOf(store), clock: () => now, log: line => log.push(line) })
  const ask = (query: string) => sender.ask((path, sent) => app.request(path, sent), `${INTAKE_BILLS}?${query}`)
  const queries = [`voen=${TRADER}`, 'declaration=A%2F1', 'declaration=A%2F404', 'voen=x']
  for (const query of queries) await (await ask(query)).text()
  expect(log.map(({ sender, path, account }) => [sender, path, account])).toEqual([
    ['tester', INTAKE_BILLS, TRADER],
    ['tester', INTAKE_BILLS, TRADER],
    ['tester', INTAKE_BILLS, undefined],
    ['tester', INTAKE_BILLS, undefined],
  ])
})

describe('other methods and URLs', () => {
  test.each([
    ['GET', INTAKE_EVENTS, 'POST'],
    ['HEAD', INTAKE_EVENTS, 'POST'],
    ['PUT', INTAKE_EVENTS, 'POST'],
    ['DELETE', INTAKE_EVENTS, 'POST'],
    ['HEAD', INTAKE_GAUGE, 'GET'],
    ['POST', INTAKE_BILLS, 'GET'],
    ['HEAD', INTAKE_CONTRACT, 'GET'],
  ])('%s %s is 405 with an Allow header', async (method, path, allow) => {
    const response = await wire(path, { method, headers: {} })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expectHeaders(response)
  })

  test('an unknown URL is 404', async () => {
    await expectRefusal(await wire('/intake/v1/other', { method: 'GET', headers: {} }), 404, 'unknown-address')
    await expectRefusal(await wire('/intake/v1/__proto__', { method: 'GET', headers: {} }), 404, 'unknown-address')
  })

  test('every answer has the security headers and is never cached', async () => {
    for (const response of [
      await sender.deliver(wire, lines(registered())),
      await sender.deliver(wire, 'no'),
      await sender.ask(wire, INTAKE_GAUGE),
      await wire(INTAKE_CONTRACT, { method: 'GET', headers: {} }),
    ]) {
      expectHeaders(response)
    }
  })

  function expectHeaders({ headers }: Response): void {
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-request-id')).not.toBeNull()
    expect(headers.get('set-cookie')).toBeNull()
  }
})

describe('bills', () => {
  beforeEach(async () => {
    await store.deliver(
      registered(),
      assessed('A/1', { vat: '30.00', 'customs-fee': '5.00', 'eservice-fee': '2.00' }),
      amended('A/1', { vat: '42.50' }),
    )
  })

  test('by VÖEN list the codes with the advance and the debt of each customs fund', async () => {
    const response = await sender.ask(wire, `${INTAKE_BILLS}?voen=${TRADER}`)
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        voen: TRADER,
        name: 'N••• T••• M•••',
        codes: [{ code: '142330', advance: '0.00' }, { code: '802001' }, { code: '114111' }],
        funds: [
          { fund: 'customs-duty', debt: '0.00' },
          { fund: 'vat', debt: '42.50' },
          { fund: 'excise', debt: '0.00' },
          { fund: 'customs-fee', debt: '5.00' },
          { fund: 'late-interest', debt: '0.00' },
          { fund: 'fine', debt: '0.00' },
          { fund: 'other', debt: '0.00' },
        ],
      },
    ])
  })

  test('by declaration list the debts payable by its number, and the others with the reason', async () => {
    const ask = async () => (await sender.ask(wire, `${INTAKE_BILLS}?declaration=A%2F1`)).json()
    const amendedDebt = { amount: '12.50', code: 'amended-debt', reason: expect.stringContaining('amendment') }
    expect(await ask()).toMatchObject({
      declaration: 'A/1',
      voen: TRADER,
      cancelled: false,
      payable: '35.00',
      funds: [
        { fund: 'vat', open: '30.00' },
        { fund: 'customs-fee', open: '5.00' },
      ],
      notPayableByNumber: amendedDebt,
    })
    await sender.deliver(wire, lines(paidByNumber('A/1', '35.00')))
    expect(await ask()).toMatchObject({ payable: '0.00', funds: [], notPayableByNumber: amendedDebt })
    await sender.deliver(wire, lines(paidToCode('142330', '12.50')))
    expect(await ask()).not.toHaveProperty('notPayableByNumber')
  })

  test.each([
    ['', 400, 'one-parameter'],
    [`?voen=${TRADER}&declaration=A/1`, 400, 'one-parameter'],
    [`?voen=${TRADER}&voen=${TRADER}`, 400, 'one-parameter'],
    ['?voen=', 400, 'malformed-voen'],
    ['?voen=123', 400, 'malformed-voen'],
    ['?declaration=a%00', 400, 'malformed-declaration'],
    ['?voen=9999999991', 404, 'unknown-voen'],
    ['?declaration=B/2', 404, 'unknown-declaration'],
  ])('of %j are refused', async (query, status, code) => {
    await expectRefusal(await sender.ask(wire, INTAKE_BILLS + query), status, code)
  })

  test('are refused when the signature is for another URL', async () => {
    const { method, headers } = sender.question(`${INTAKE_BILLS}?voen=9999999991`)
    await expectRefusal(await wire(`${INTAKE_BILLS}?voen=${TRADER}`, { method, headers }), 401, 'signature-wrong')
    await expectRefusal(await wire(`${INTAKE_BILLS}?voen=${TRADER}`, { method, headers: {} }), 401, 'signature-missing')
  })
})

describe('the answer to a held event', () => {
  const unknown = paidToCode('142330', '1.00', { voen: undefined })

  test.each([
    ['taxpayer', paidToCode('142330', '1.00')],
    ['declaration', paidByNumber('A/1', '1.00')],
    ['assignment', unknown],
  ])('says that it waits for its %s', async (waitsFor, event) => {
    const one = await sender.deliver(wire, toLine(event), { type: JSON_TYPE })
    expect([one.status, await one.json()]).toEqual([202, { id: event.id, became: 'held', waitsFor, problems: [] }])
    const gauge = (await (await sender.ask(wire, INTAKE_GAUGE)).json()) as { waitsFor: object }
    expect(gauge.waitsFor).toEqual({ taxpayer: 0, declaration: 0, assignment: 0, [waitsFor]: 1 })
  })

  test('says what it waits for at the end of its group', async () => {
    const [first] = await answersTo(await sender.deliver(wire, lines(amended('A/1', { vat: '1.00' }), registered())))
    expect(first).toMatchObject({ became: 'held', waitsFor: 'declaration' })
  })
})

test('the gauge gives the number of held events, the age of the earliest, and the number of rejections', async () => {
  expect(await (await sender.ask(wire, INTAKE_GAUGE)).json()).toEqual({
    count: 0,
    waitsFor: { taxpayer: 0, declaration: 0, assignment: 0 },
    oldestSeconds: null,
    rejected: 0,
  })
  await sender.deliver(wire, lines(paidByNumber('A/1', '1.00'), '7'))
  now = new Date(NOW.getTime() + 90_000)
  expect(await (await sender.ask(wire, INTAKE_GAUGE)).json()).toMatchObject({
    count: 1,
    oldestSeconds: 90,
    rejected: 1,
  })
  await expectRefusal(await wire(INTAKE_GAUGE, { method: 'GET', headers: {} }), 401, 'signature-missing')
})

test('the examples for senders are accepted in their order, and contain every type of event', async () => {
  const page = await readFile(new URL('../../.github/SENDERS.md', import.meta.url), 'utf8')
  const examples = page.split('\n').filter(line => line.startsWith('{"id":"event-'))
  const types = new Set(examples.map(line => (JSON.parse(line) as CustomsEvent).type))
  expect([...types].sort()).toEqual([...EVENT_TYPES].sort())
  for (const example of examples) {
    const answer = await sender.deliver(wire, example, { type: JSON_TYPE })
    const { id, ...outcome } = (await answer.json()) as { id: string }
    const expected = id === 'event-07' ? { became: 'held', waitsFor: 'assignment' } : { became: 'applied' }
    expect([id, outcome]).toEqual([id, { ...expected, problems: [] }])
  }
  const gauge = (await (await sender.ask(wire, INTAKE_GAUGE)).json()) as { count: number }
  expect(gauge.count).toBe(0)
})

describe('the published contract', () => {
  interface Contract {
    readonly openapi: string
    readonly components: object
  }

  async function validators() {
    const response = await wire(INTAKE_CONTRACT, { method: 'GET', headers: {} })
    const document = (await response.json()) as Contract
    expect(document.openapi).toMatch(/^3\.1\./)
    const ajv = new Ajv2020({ strictTypes: false, allErrors: true, keywords: ['components'] })
    ;(formats as unknown as (of: Ajv2020) => void)(ajv)
    return {
      /** The violations of the contract in a body, with their paths. */
      of: (...path: string[]) => {
        const schema = path.reduce<object>((found, part) => found[part as keyof object], document)
        expect(schema, path.join(' ')).toBeDefined()
        const validate = ajv.compile({ ...schema, components: document.components })
        return (body: unknown) => (validate(body) ? [] : validate.errors!.map(({ message }) => message))
      },
    }
  }

  const responseOf = (path: string, method: string, response: Response) =>
    [
      'paths',
      path,
      method,
      'responses',
      String(response.status),
      'content',
      response.headers.get('content-type')!,
      'schema',
    ] as const

  let ids = 0
  function moved(type: string, fields: EventObject): EventObject {
    ids += 1
    return { id: `moved-${ids}`, type, occurredAt: '2026-03-02T12:00:00+04:00', voen: TRADER, ...fields }
  }

  const GOOD = [
    registered(),
    assessed('A/1', { vat: '30.00' }, { declarant: '2000000002' }),
    amended('A/1', { vat: '31' }),
    paidByNumber('A/1', '1.00', { voen: TRADER }),
    paidToCode('142330', '1.00'),
    paidToFund('vat', '1.00', { channel: 'vat-deposit' }),
    paidToCode('142330', '1.00', { id: 'unknown', voen: undefined, reference: 'PO-1' }),
    moved('payment.assigned', { payment: 'unknown', fund: 'excise' }),
    moved('overpayment.refunded', { ledger: 'excise', amount: '0.25', paidOn: '2026-03-02', reference: 'GQ-1' }),
    moved('overpayment.transferred', { from: 'excise', to: 'advance', amount: '0.5' }),
    amended('A/1', { vat: '32' }, { dueOn: '2026-04-15' }),
  ]
  const BAD = [
    registered({ name: '' }),
    registered({ voen: '12345' }),
    assessed('a/1', { vat: '1.00' }),
    assessed('B/1', {}),
    assessed('B/2', { vat: '1,00' }),
    paidToCode('142330', '0.00'),
    paidToCode('142330', '1.00', { fund: 'vat' }),
    paidToFund('vat', '1.00', { voen: undefined }),
    moved('payment.assigned', { payment: 'p', code: '142330', fund: 'vat' }),
    moved('payment.assigned', { payment: 'p' }),
    moved('overpayment.refunded', { ledger: 'vat', amount: '0.00', paidOn: '2026-03-02' }),
    moved('overpayment.refunded', { ledger: 'tobacco', amount: '1.00', paidOn: '2026-03-02' }),
    moved('overpayment.transferred', { from: 'vat', to: 'vat', amount: '1.00' }),
    moved('overpayment.transferred', { from: 'eservice-fee', to: 'vat', amount: '1.00' }),
    assessed('B/3', { vat: '1.00' }, { dueOn: '2026-02-30' }),
    paidToCode('142330', '1.00', { channel: 'vat-deposit' }),
    paidByNumber('A/1', '1.00', { channel: 'bank' }),
    paidByNumber('A/1', '1.00', { paidOn: '2026-02-30' }),
    registered({ occurredAt: 'yesterday' }),
    registered({ more: 1 }),
    { id: 'x' },
  ]

  test('accepts the events that the intake accepts, and refuses those that it rejects', async () => {
    const { of } = await validators()
    const wrong = of('paths', INTAKE_EVENTS, 'post', 'requestBody', 'content', JSON_TYPE, 'schema')
    for (const [events, good] of [
      [GOOD, true],
      [BAD, false],
    ] as const) {
      for (const event of events) {
        const response = await sender.deliver(wire, toLine(event), { type: JSON_TYPE })
        const sent = JSON.parse(toLine(event))
        expect([event, response.status < 300, wrong(sent).length === 0]).toEqual([event, good, good])
        expect(wrong([sent]).length === 0).toBe(good)
        expect(of(...responseOf(INTAKE_EVENTS, 'post', response))(await response.json())).toEqual([])
      }
    }
  })

  test('describes the actual answers for batches, lines, bills, the gauge and refusals', async () => {
    const { of } = await validators()
    const batch = [...GOOD, ...BAD, paidByNumber('Z/9', '1.00')]
    const array = await sender.deliver(wire, JSON.stringify(batch), { type: JSON_TYPE })
    expect(of(...responseOf(INTAKE_EVENTS, 'post', array))(await array.json())).toEqual([])
    const ndjson = await sender.deliver(wire, lines(...batch))
    const wrong = of(...responseOf(INTAKE_EVENTS, 'post', ndjson))
    for (const answer of await answersTo(ndjson)) expect(wrong(answer)).toEqual([])
    for (const [path, question] of [
      [INTAKE_BILLS, `${INTAKE_BILLS}?voen=${TRADER}`],
      [INTAKE_BILLS, `${INTAKE_BILLS}?declaration=A/1`],
      [INTAKE_BILLS, `${INTAKE_BILLS}?voen=9999999991`],
      [INTAKE_BILLS, INTAKE_BILLS],
      [INTAKE_GAUGE, INTAKE_GAUGE],
    ] as const) {
      const response = await sender.ask(wire, question)
      expect(of(...responseOf(path, 'get', response))(await response.json())).toEqual([])
    }
    for (const response of [await sender.deliver(wire, 'no'), await sender.deliver(wire, '{}', { type: 'text/css' })]) {
      expect(of(...responseOf(INTAKE_EVENTS, 'post', response))(await response.json())).toEqual([])
    }
  })
})
