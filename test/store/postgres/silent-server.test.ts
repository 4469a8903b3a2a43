import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { type Database, EVERY_ACCOUNT, StoreUnreachableError } from '../../../src/store/engine/access.ts'
import { openPostgres } from '../../../src/store/engine/postgres.ts'
import { createApp } from '../../../src/web/app.tsx'
import { assessed, registered, TRADER, toLine } from '../../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../../support/people/people.ts'
import { SignedSender } from '../../support/people/signed-sender.ts'
import { Relay } from '../../support/stores/relay.ts'
import { ask, NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'
import { expectRefusal, Vereqe } from '../../support/stores/vereqe.ts'
import { RUNS_ALL } from '../../support/test-matrix.ts'
import { timed } from '../../support/ticks.ts'

/** Each waits for seconds; the reduced matrix keeps what every page needs. */
const inWholeMatrix = RUNS_ALL ? test : () => {}

const PAGES = ['/companies', `/accounts/${TRADER}`, `/accounts/${TRADER}/ledgers/vat`, '/readyz']

let direct: TestStore
let relay: Relay
let url: string
let store: Database
let app: ReturnType<typeof createApp>
let cookie: string
beforeEach(async () => {
  direct = await openTestStore()
  await direct.deliver(registered(), assessed('A/1', { vat: '10.00' }))
  ;({ relay, url } = await Relay.to(direct.url))
  store = await openPostgres(url, { connections: 3, delivery: { reach_ms: 3000, statement_ms: 4000 } })
  app = createApp({ ...dependenciesOf(store), clock: () => NOW, log: () => {} })
  cookie = await cookieOf(store.access, representativeOf(TRADER), NOW)
})
afterEach(async () => {
  relay.forward()
  await store.close()
  relay.stop()
  await direct.close()
})

const statusOf = async (path: string) => {
  const response = await app.request(path, { headers: { cookie } })
  await response.text()
  return response.status
}
const statusesOf = (paths: readonly string[]) => Promise.all(paths.map(statusOf))
const OK = PAGES.map(() => 200)
const UNAVAILABLE = PAGES.map(() => 503)

describe('a server that falls silent without closing', () => {
  test('makes pages answer 503 within 5 s, also more than there are connections, and they recover by themselves', async () => {
    expect(await statusesOf(PAGES)).toEqual(OK)
    relay.silence()
    for (let round = 0; round < 2; round++) {
      const { result, took_ms } = await timed(() => statusesOf([...PAGES, ...PAGES]))
      expect(result).toEqual([...UNAVAILABLE, ...UNAVAILABLE])
      expect(took_ms).toBeLessThan(5000)
    }
    relay.forward()
    expect(await statusesOf(PAGES)).toEqual(OK)
  })

  inWholeMatrix('in the middle of a snapshot ends it within 5 s, and the connection is not used again', async () => {
    const reading = timed(() =>
      store.reader
        .snapshot(TRADER, async tx => {
          relay.silence()
          return tx.selectFrom('account').selectAll().execute()
        })
        .catch(error => error),
    )
    const { result, took_ms } = await reading
    expect(result).toBeInstanceOf(StoreUnreachableError)
    expect(took_ms).toBeLessThan(5000)
    relay.forget()
    expect(await statusesOf(PAGES)).toEqual(OK)
  })

  test('for old connections only costs a page two seconds once', async () => {
    expect(await statusesOf(PAGES)).toEqual(OK)
    relay.silence()
    relay.forget()
    const { result, took_ms } = await timed(() => statusesOf(PAGES))
    expect(result).toEqual(OK)
    expect(took_ms).toBeLessThan(4500)
    const { took_ms: again_ms } = await timed(() => statusesOf(PAGES))
    expect(again_ms).toBeLessThan(1500)
  })

  inWholeMatrix('is told to a sender with 503, and the event takes effect once when it is sent again', async () => {
    const sender = await SignedSender.register(store.access, () => NOW)
    const deliver = () =>
      sender.deliver(
        (path, sent) => app.request(path, sent),
        toLine(assessed('A/2', { vat: '20.00' }, { id: 'again' })),
      )
    relay.silence()
    const { result: refused, took_ms } = await timed(deliver)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    expect(took_ms).toBeLessThan(5000)
    relay.forget()
    expect(await (await deliver()).json()).toMatchObject({ id: 'again', became: 'applied' })
    expect(await verify(direct)).toBeNull()
  })

  inWholeMatrix('during a delivery undoes all of it, and the same delivery succeeds later', async () => {
    const delivering = store.writer.transaction(async trx => {
      await trx.insertInto('event_id').values({ id: 'half', voen: '', arrival: 9 }).execute()
      relay.silence()
      await trx.insertInto('event_id').values({ id: 'done', voen: '', arrival: 10 }).execute()
    })
    await expect(delivering).rejects.toBeInstanceOf(StoreUnreachableError)
    relay.forget()
    expect(await ask(direct.exporter, 'select id from event_id where arrival in (9, 10)')).toEqual([])
    expect((await direct.deliver(assessed('A/3', { vat: '1.00' }))).outcomes).toEqual([{ became: 'applied' }])
  })

  inWholeMatrix('lets a long statement of a download or of verify go on for longer than a page may wait', async () => {
    const sleep = (access: Database['reader']) => ask(access, 'select pg_sleep(6)').then(() => 'done')
    const [exported, page] = await Promise.all([
      sleep(store.exporter),
      sleep(store.reader).catch(error => error as Error),
    ])
    expect(exported).toBe('done')
    expect(page).toBeInstanceOf(StoreUnreachableError)
    await expect(store.reader.snapshot(EVERY_ACCOUNT, async () => 'next')).resolves.toBe('next')
  })

  inWholeMatrix('ends a command in one sentence', async () => {
    relay.silence()
    await using vereqe = await Vereqe.open()
    const { result, took_ms } = await timed(() => vereqe.runProcess(['verify'], { DATABASE_URL: url }))
    expectRefusal(result, 'the server does not answer')
    expect(took_ms).toBeLessThan(15_000)
  })
})
