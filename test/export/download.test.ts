import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import type { Voen } from '../../src/domain/voen.ts'
import { readEventLines } from '../../src/intake/event-lines.ts'
import type { LogLine } from '../../src/log.ts'
import { CONNECTION_LIMITS } from '../../src/server/connections.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { grantMandate, withdrawMandate } from '../../src/services/access/mandates.ts'
import { endOtherSessions, obeyLogoutOrder } from '../../src/services/access/sessions.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { StoreUnreachableError } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import { ACCOUNTANT, anActor, BROKER, DECLARANT } from '../support/people/access-people.ts'
import {
  cookieOf,
  dependenciesOf,
  representativeOf,
  representativeOfAll,
  WEB_CONFIG,
} from '../support/people/people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { Vereqe } from '../support/stores/vereqe.ts'
import { WatchedReader } from '../support/stores/watched-reader.ts'

/** The largest of the demonstration traders: its account is read in many batches. */
const VOEN = '2899061361' as Voen
const PATH = `/accounts/${VOEN}/export?dialect=machine`

const WORKBOOK = `/accounts/${VOEN}/export?dialect=xlsx`

let store: TestStore
let disk: WatchedReader
let server: RunningServer
let lines: LogLine[]
let whole: string
let cookie: string
beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
  disk = new WatchedReader(store.exporter)
  cookie = await cookieOf(store.access, await representativeOfAll(store.reader), NOW)
})
afterAll(() => store.close())

beforeEach(async () => {
  disk.reset()
  lines = []
  const log = (line: LogLine) => lines.push(line)
  const app = createApp({ ...dependenciesOf(store), exporter: disk.reader, clock: () => NOW, log })
  server = await startServer(() => app, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 })
  whole ??= await (await ask(PATH)).text()
  disk.reset()
})
afterEach(() => server.stop())

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(server.url + path, { ...init, headers: { ...init.headers, cookie } })
}

/** The raw bytes that the server sends over a new connection. */
async function wire(path: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', bytes => {
    received += bytes
  })
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
  await once(socket, 'close')
  return received
}

describe('a download', () => {
  test('is what the command line exports, for any filter', async () => {
    const url = store.url
    await using vereqe = await Vereqe.open()
    for (const [query, words] of [
      ['', []],
      ['&from=2025-06-01&to=2025-12-31&type=assessment', ['--from=2025-06-01', '--to=2025-12-31', '--type=assessment']],
    ] as const) {
      const downloaded = await (await ask(PATH + query)).text()
      const exported = await vereqe.run(['export', '--voen', VOEN, ...words], '', { DATABASE_URL: url })
      expect(downloaded === exported.stdout).toBe(true)
      expect(downloaded.split('\n').length).toBeGreaterThan(200)
    }
  })

  test('of many batches ends with a complete chunked response', async () => {
    const received = await wire(PATH)
    expect(received.endsWith('\r\n0\r\n\r\n')).toBe(true)
    expect(disk.asked).toBeGreaterThan(8)
  })

  test('shows the account as of its start, whatever is delivered meanwhile', async () => {
    const { reached, letGo } = disk.holdFrom(3)
    const downloading = ask(PATH).then(response => response.text())
    await reached
    const payment = { type: 'payment.received', occurredAt: '2026-11-20T10:00:00Z', paidOn: '2026-11-20' }
    await store.deliver({ id: 'late', ...payment, voen: VOEN, channel: 'bank', amount: '0.01', code: '142330' })
    letGo()
    expect((await downloading) === whole).toBe(true)
    disk.reset()
    whole = await (await ask(PATH)).text()
    expect(whole).toMatch(/,late,\d+,\n/)
  })

  test('that waits for the disk does not delay others', async () => {
    const { reached, letGo } = disk.holdFrom(3)
    const downloading = ask(PATH).then(response => response.text())
    await reached
    const page = await ask(`/accounts/${VOEN}/ledgers/vat`)
    expect(page.status).toBe(200)
    letGo()
    expect((await downloading) === whole).toBe(true)
  })
})

describe('an abandoned download', () => {
  test('stops querying the store', async () => {
    const { reached, letGo } = disk.holdFrom(3)
    const stopped = new AbortController()
    const downloading = ask(PATH, { signal: stopped.signal }).then(response => response.text())
    const given = expect(downloading).rejects.toThrow()
    await reached
    stopped.abort()
    await given
    // The server notices the closed connection; then the delayed query returns.
    await fetch(`${server.url}/healthz`)
    await setTimeout(50)
    letGo()
    await setTimeout(100)
    expect(disk.asked).toBe(3)
    const [end, ...others] = lines.filter(({ event }) => event === 'download')
    expect(others).toEqual([])
    expect(end).toMatchObject({ ended: 'left', account: VOEN, address: '127.0.0.1' })
    expect(end!.bytes).toBeGreaterThan(0)
    expect(end!.bytes).toBeLessThan(Buffer.byteLength(whole) / 2)
  })
})

describe('an abandoned workbook', () => {
  test('stops querying the store, and makes room for another', async () => {
    for (let time = 0; time < 5; time += 1) {
      disk.reset()
      const { reached, letGo } = disk.holdFrom(6)
      const stopped = new AbortController()
      const response = await ask(WORKBOOK, { signal: stopped.signal })
      expect(response.status).toBe(200)
      await reached
      stopped.abort()
      await expect(response.arrayBuffer()).rejects.toThrow()
      await fetch(`${server.url}/healthz`)
      letGo()
      await vi.waitFor(() => expect(lines.filter(({ event }) => event === 'download')).toHaveLength(time + 1), 10_000)
      expect(disk.asked).toBe(6)
    }
    expect(new Set(lines.filter(({ event }) => event === 'download').map(({ ended }) => ended))).toEqual(
      new Set(['left']),
    )
  })
})

describe('a download whose store fails', () => {
  // The adapter prints the error as well.
  let told: ReturnType<typeof vi.spyOn>
  beforeEach(() => {
    told = vi.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => told.mockRestore())

  test('breaks off, so that the client gets an error and no file', async () => {
    disk.failFrom(5)
    const response = await ask(PATH)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    const requestId = response.headers.get('x-request-id')
    const failures = lines.filter(({ event }) => event === 'failure')
    expect(failures, 'whoever runs the server hears of it').toMatchObject([{ level: 'error', requestId }])
    const ends = lines.filter(({ event }) => event === 'download')
    expect(ends).toMatchObject([{ requestId, ended: 'failed', bytes: expect.any(Number) }])
  })

  test('does not end the chunked response', async () => {
    disk.failFrom(5)
    const received = await wire(PATH)
    expect(received).toContain('\nvoen,operation_date'.slice(1))
    expect(received).not.toContain('\r\n0\r\n')
  })

  test('leaves a workbook without an end, which no program takes for complete', async () => {
    disk.failFrom(8)
    const received = await wire(WORKBOOK)
    expect(received).toContain('PK')
    expect(received).not.toContain('\r\n0\r\n')
    expect(received, 'the directory at the end of an archive').not.toContain('PK\x05\x06')
    expect(lines.filter(({ event }) => event === 'download')).toMatchObject([{ ended: 'failed', content: 'all' }])
  })

  test('leaves the server answering', async () => {
    disk.failFrom(1)
    await ask(PATH)
      .then(response => response.text())
      .catch(() => {})
    disk.reset()
    expect((await (await ask(PATH)).text()) === whole).toBe(true)
  })

  test('before the first byte is answered with an error page', async () => {
    const broken = new Proxy(store.exporter, {
      get() {
        throw new Error('The disk is gone')
      },
    })
    const app = createApp({ ...dependenciesOf(store), exporter: broken, clock: () => NOW, log: () => {} })
    const response = await app.request(PATH, { headers: { cookie } })
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8'])
  })
})

describe('a download whose user may no longer see the account', () => {
  let now: Date
  let told: ReturnType<typeof vi.spyOn>
  afterEach(() => told.mockRestore())
  beforeEach(async () => {
    // The adapter prints the error as well.
    told = vi.spyOn(console, 'error').mockImplementation(() => {})
    await server.stop()
    now = NOW
    const log = (line: LogLine) => lines.push(line)
    const app = createApp({ ...dependenciesOf(store), exporter: disk.reader, clock: () => now, log })
    server = await startServer(() => app, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 })
  })

  /** Starts a download, does something while it runs, and lets some time pass. Null when it was broken off. */
  async function download(as: string, meanwhile: () => unknown, passing_ms = 5000): Promise<string | null> {
    disk.reset()
    const { reached, letGo } = disk.holdFrom(4)
    const downloading = fetch(server.url + PATH, { headers: { cookie: as } })
      .then(response => response.text())
      .catch(() => null)
    await reached
    await meanwhile()
    now = new Date(now.getTime() + passing_ms)
    letGo()
    return downloading
  }

  /** The session of a representative, opened now. */
  const ownSession = () => cookieOf(store.access, representativeOf(VOEN), now)
  const terms = { voen: VOEN, broker: BROKER, from: '2026-01-01' as PlainDate, to: null, balances: true, exports: true }
  const grant = (changed: Partial<typeof terms> | { to: PlainDate } = {}) =>
    grantMandate(store.access, { ...terms, ...changed }, anActor(ACCOUNTANT), now)

  function expectBrokenOff(received: string | null): void {
    expect(received).toBeNull()
    const [end, ...others] = lines.filter(({ event }) => event === 'download')
    expect(others).toEqual([])
    expect(end).toMatchObject({ ended: 'access-ended', account: VOEN, session: expect.any(String) })
    expect(end!.bytes).toBeLessThan(Buffer.byteLength(whole) / 2)
  }

  test('breaks off when the user has signed out', async () => {
    const own = await ownSession()
    const received = await download(own, async () => {
      const response = await fetch(`${server.url}/sign-out`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: own, 'sec-fetch-site': 'same-origin' },
      })
      expect(response.status).toBeLessThan(400)
    })
    expectBrokenOff(received)
  })

  test('breaks off when the identity provider ends the session', async () => {
    const { subject } = representativeOf(VOEN)
    const order = { id: 'order-1', subject, providerSession: null, until: new Date(NOW.getTime() + 60_000) }
    expectBrokenOff(await download(await ownSession(), () => obeyLogoutOrder(store.access, order, anActor(), now)))
  })

  test.each([
    ['has not been used for its idle time: a download does not extend it', WEB_CONFIG.session.idle_ms],
    ['has had its whole time', WEB_CONFIG.session.whole_ms],
  ])('breaks off when the session %s', async (_, passing_ms) => {
    expectBrokenOff(await download(await ownSession(), () => {}, passing_ms))
  })

  test.each([
    ['is withdrawn', () => withdrawMandate(store.access, terms, anActor(ACCOUNTANT), now)],
    ['no longer allows downloads', () => grant({ exports: false })],
    ['no longer shows balances', () => grant({ balances: false })],
    ['ends on an earlier day', () => grant({ to: '2026-11-01' as PlainDate })],
  ])('breaks off when the mandate %s', async (_, change) => {
    await grant()
    expectBrokenOff(await download(await cookieOf(store.access, DECLARANT, now), change))
  })

  test('goes on while nothing has changed, and until just before the idle time', async () => {
    await grant()
    expect((await download(await cookieOf(store.access, DECLARANT, now), () => {})) === whole).toBe(true)
    expect((await download(await ownSession(), () => {}, WEB_CONFIG.session.idle_ms - 1000)) === whole).toBe(true)
    const complete = { ended: 'complete', bytes: Buffer.byteLength(whole), account: VOEN, content: 'all' }
    expect(lines.filter(({ event }) => event === 'download')).toMatchObject([complete, complete])
  })

  test('goes on for two seconds at most, also when the clock is set back', async () => {
    const own = await ownSession()
    const signOut = () =>
      endOtherSessions(store.access, { handle: '', subject: representativeOf(VOEN).subject, actor: anActor(), now })
    expect((await download(own, signOut, 1999)) === whole).toBe(true)
    lines = []
    expectBrokenOff(await download(await ownSession(), signOut, -3_600_000))
  })

  test('fails when the access cannot be checked', async () => {
    const read: typeof store.access.read = work =>
      now > NOW ? Promise.reject(new StoreUnreachableError('the server does not answer')) : store.access.read(work)
    await server.stop()
    const access = { ...store.access, read }
    const log = (line: LogLine) => lines.push(line)
    const app = createApp({ ...dependenciesOf({ ...store, access }), exporter: disk.reader, clock: () => now, log })
    server = await startServer(() => app, '127.0.0.1', 0, { ...CONNECTION_LIMITS, grace_ms: 0 })
    expect(await download(await ownSession(), () => {})).toBeNull()
    expect(lines.filter(({ event }) => event === 'download')).toMatchObject([{ ended: 'failed' }])
    expect(lines.filter(({ event }) => event === 'failure')).toHaveLength(1)
  })
})

describe('the downloads of one person', () => {
  const statusOf = async (path = PATH, headers = {}) => {
    const response = await ask(path, { headers, redirect: 'manual' })
    await response.text().catch(() => {})
    return response.status
  }
  /** Opens downloads, each of which waits for its first rows. */
  async function openHeld(paths: readonly string[], init: RequestInit = {}) {
    const open: Response[] = []
    const held: (() => void)[] = []
    for (const path of paths) {
      disk.reset()
      const { reached, letGo } = disk.holdFrom(2)
      held.push(letGo)
      open.push(await ask(path, init))
      await reached
    }
    disk.reset()
    return { open, letGo: () => held.forEach(letGo => void letGo()) }
  }
  const four = [PATH, `${PATH}&from=2025-01-01`, `/accounts/${VOEN}/ledgers/vat/export?dialect=machine`, PATH]
  const ended = (count: number) =>
    vi.waitFor(() => expect(lines.filter(({ event }) => event === 'download')).toHaveLength(count), 10_000)

  test('are four at most, in all sessions and of all kinds; one more is refused before anything is read', async () => {
    const again = await cookieOf(store.access, await representativeOfAll(store.reader), NOW)
    const { open, letGo } = await openHeld(four)
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    for (const path of [PATH, `/accounts/${VOEN}/ledgers/excise/export`, `/accounts/${VOEN}/declarations/export`]) {
      for (const session of [cookie, again]) {
        const russian = `${server.url}${path}${path.includes('?') ? '&' : '?'}lang=ru`
        const refused = await fetch(russian, { headers: { cookie: session } })
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
        expect(await refused.text()).toContain('Слишком много запросов. Повторите попытку через 10 секунд.')
      }
    }
    expect(disk.asked).toBe(0)
    letGo()
    await Promise.all(open.map(response => response.text()))
    expect(await statusOf()).toBe(200)
  })

  test('do not keep another person from downloading', async () => {
    const { open, letGo } = await openHeld(four)
    const other = await cookieOf(store.access, representativeOf(VOEN), NOW)
    const downloaded = await (await fetch(server.url + PATH, { headers: { cookie: other } })).text()
    expect(downloaded === whole).toBe(true)
    expect(await statusOf()).toBe(429)
    letGo()
    await Promise.all(open.map(response => response.text()))
  })

  test('make room when their client leaves', async () => {
    const stopped = new AbortController()
    const { open, letGo } = await openHeld(four, { signal: stopped.signal })
    expect(await statusOf()).toBe(429)
    stopped.abort()
    await Promise.all(open.map(response => expect(response.text()).rejects.toThrow()))
    letGo()
    await ended(4)
    expect(await statusOf()).toBe(200)
  })

  test('make room when their client leaves before the answer', async () => {
    const { reached, letGo } = disk.holdFrom(1)
    const stopped = new AbortController()
    const open = Array.from({ length: 4 }, () => ask(PATH, { signal: stopped.signal }))
    const given = Promise.all(open.map(response => expect(response).rejects.toThrow()))
    await reached
    await vi.waitFor(() => expect(disk.asked).toBe(4), 10_000)
    stopped.abort()
    await given
    letGo()
    await ended(4)
    expect(await statusOf()).toBe(200)
  })

  test('make room when they fail, before the first byte or later', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    for (const question of [1, 5]) {
      disk.reset()
      disk.failFrom(question)
      for (let time = 0; time < 5; time += 1) expect(await statusOf()).not.toBe(429)
    }
    told.mockRestore()
    disk.reset()
    expect(await statusOf()).toBe(200)
  })

  test('take no room when the answer is no file', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect(await statusOf(`${PATH}&from=2026-02-30`)).toBe(303)
      expect(await statusOf(`/accounts/${VOEN}/ledgers/unknown/export`)).toBe(404)
      expect(await statusOf('/accounts/9999999991/export')).toBe(404)
    }
    expect(await statusOf()).toBe(200)
  })
})

describe('a server that is stopped', () => {
  test('finishes running requests', async () => {
    const { reached, letGo } = disk.holdFrom(3)
    const downloading = ask(PATH).then(response => response.text())
    await reached
    const stopped = server.stop()
    await setTimeout(700)
    letGo()
    expect((await downloading) === whole).toBe(true)
    await stopped
  })

  test('cuts a request that exceeds its time, so that it does not look complete', async () => {
    const { reached, letGo } = disk.holdFrom(3)
    const downloading = ask(PATH).then(response => response.text())
    const cut = expect(downloading).rejects.toThrow()
    await reached
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const stopped = server.stop()
    vi.advanceTimersByTime(10_000)
    vi.useRealTimers()
    await stopped
    await cut
    letGo()
  })
})
