import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { type Database, StoreUnreachableError } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { createApp } from '../../../src/web/app.tsx'
import { assessed, paidToCode, registered, TRADER, toLine } from '../../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../../support/people/people.ts'
import { SilentRelay } from '../../support/stores/silent-relay.ts'
import { NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

const ACCOUNT = `/accounts/${TRADER}`
const PAGES = [ACCOUNT, `${ACCOUNT}/ledgers/vat`, `${ACCOUNT}/export`, `${ACCOUNT}/pictures`, '/companies', '/healthz']

let direct: TestStore
let relay: SilentRelay
let store: Database
let ask: (path: string) => Promise<number>
beforeEach(async () => {
  direct = await openTestStore()
  await direct.deliver(registered(), assessed('A/1', { vat: '5.00' }))
  relay = await SilentRelay.before(direct.url)
  store = await openDatabase(relay.through(direct.url), { connections: 5 })
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW, log: () => {} })
  const cookie = await cookieOf(store.access, representativeOf(TRADER), NOW)
  ask = async path => {
    const response = await app.request(path, { headers: { cookie } })
    await response.text()
    return response.status
  }
})
afterEach(async () => {
  await relay[Symbol.asyncDispose]()
  await store.close()
  await direct.close()
})

async function timed<Result>(work: Promise<Result>): Promise<[result: Result, took_ms: number]> {
  const began = performance.now()
  return [await work, performance.now() - began]
}

test('pages answer 503 within five seconds when the server falls silent, and work again when it speaks', async () => {
  for (const path of PAGES) expect(await ask(path)).toBe(200)
  relay.silence()
  for (const [status, took_ms] of await Promise.all(PAGES.map(path => timed(ask(path))))) {
    expect(status).toBe(503)
    expect(took_ms).toBeLessThan(5000)
  }
  relay.resume()
  for (const path of PAGES) expect(await ask(path)).toBe(200)
})

test('pages answer when only the old connections are silent', async () => {
  // Opens all connections of the pool.
  await Promise.all(Array.from({ length: 10 }, () => ask(ACCOUNT)))
  relay.silenceOldOnes()
  const [first, took_ms] = await timed(ask(ACCOUNT))
  expect(first).toBe(200)
  expect(took_ms).toBeLessThan(4000)
  const [later, soon_ms] = await timed(Promise.all(Array.from({ length: 10 }, () => ask(ACCOUNT))))
  expect(later).toEqual(Array(10).fill(200))
  expect(soon_ms).toBeLessThan(1500)
})

test('a delivery to a silent server is booked once when the server speaks again, and nothing is half-done', async () => {
  const payment = toLine(paidToCode('142330', '1.00'))
  await deliverEvents(store.writer, [toLine(assessed('B/2', { vat: '1.00' }))], NOW)
  relay.silence()
  const delivering = deliverEvents(store.writer, [payment], NOW)
  setTimeout(() => relay.resume(), 1000)
  expect((await delivering).outcomes).toEqual([{ became: 'applied' }])
  expect((await deliverEvents(store.writer, [payment], NOW)).outcomes).toEqual([{ became: 'duplicate' }])
  expect(await verify(direct)).toBeNull()
}, 60_000)

test('a store that is silent when it is opened is an error, not a wait without an end', async () => {
  relay.silence()
  const [opened, took_ms] = await timed(openDatabase(relay.through(direct.url)).catch(error => error))
  expect(opened).toBeInstanceOf(StoreUnreachableError)
  expect(took_ms).toBeLessThan(8000)
})
