import { createReadStream } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../../src/domain/voen.ts'
import { readEventLines } from '../../../src/intake/event-lines.ts'
import { type ImportCounts, importEvents } from '../../../src/services/intake/import-events.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { hasAccounts } from '../../../src/services/statement/accounts.ts'
import { type Database, EVERY_ACCOUNT, StoreUnreachableError } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { walkEvents } from '../../../src/store/intake/event-log.ts'
import { createApp } from '../../../src/web/app.tsx'
import { assessed, paidByNumber, paidToCode, registered } from '../../support/oracle/events.ts'
import { cookieOf, dependenciesOf, representativeOf } from '../../support/people/people.ts'
import { loseNextCommit } from '../../support/stores/lost-commits.ts'
import { OWNER, PostgresServer } from '../../support/stores/postgres-server.ts'
import { all, exportOf } from '../../support/stores/service.ts'
import { ask, NOW, openTestStore } from '../../support/stores/store.ts'
import { makeFile } from '../../support/stores/store-places.ts'
import { DEMONSTRATION, expectRefusal, Vereqe } from '../../support/stores/vereqe.ts'
import { RUNS_ALL } from '../../support/test-matrix.ts'

const EVENTS = 2465
const KILLS = RUNS_ALL ? 200 : 15
const GROUP_SIZE = RUNS_ALL ? 5 : 20

/** The largest of the demonstration traders. */
const VOEN = '2899061361' as Voen

/** A durable server. The long delay of its log writer loses every transaction that a crash may lose. */
let server: PostgresServer
beforeAll(async () => {
  server = await PostgresServer.start(['-c', 'wal_writer_delay=10s'])
})
afterAll(() => server.stop())

async function openOn(database: string, connections = 3): Promise<Database> {
  await server.ask(`create database ${database} owner ${OWNER}`)
  return openDatabase(server.url(database, OWNER), { connections })
}

function importDemonstration(store: Database, groupSize: number, onProgress = () => {}): Promise<ImportCounts> {
  const lines = readEventLines(createReadStream(DEMONSTRATION))
  return importEvents(store.writer, lines, { clock: () => NOW, groupSize, onProgress })
}

/** The result of an undisturbed import into the other kind of store. */
async function undisturbed(): Promise<string> {
  const file = await makeFile()
  const store = await openDatabase(file.url)
  await importDemonstration(store, 1000)
  const rows = await exportOf(store)
  await store.close()
  await file.remove()
  return rows
}

/** Ends one of the product's connections, a busy one if there is any. */
const KILL = `
  select pid, since, pg_terminate_backend(pid) as ends from (
    select pid, backend_start::text as since from pg_stat_activity
    where application_name = 'vereqe' and datname = $1 order by state = 'idle', random() limit 1) as victim`

/** Kills connections until it loses its own or has killed `wanted`. @param next resolves when to kill, to false to stop */
async function kill(database: string, victims: Set<string>, wanted: number, next: () => Promise<boolean>) {
  const killer = new pg.Client(server.url())
  killer.on('error', () => {})
  try {
    await killer.connect()
    while (victims.size < wanted && (await next())) {
      const { rows } = await killer.query(KILL, [database])
      for (const { pid, since, ends } of rows) if (ends) victims.add(`${pid} of ${since}`)
    }
    await killer.end()
  } catch {}
}

interface Absence {
  readonly from_ms: number
  readonly to_ms: number
}

/** A busy machine restarts a server in longer than pages wait for it: four seconds, less a last pause before an attempt. */
const isLong = ({ from_ms, to_ms }: Absence) => to_ms - from_ms > 2000

/** Imports while connections are killed, pages are read and, half way, the server is restarted twice. */
async function disturbedImport(store: Database, database: string, wanted: number) {
  const victims = new Set<string>()
  const absences: Absence[] = []
  let [ended, commits, committed] = [false, 0, Promise.withResolvers<void>()]
  const importing = importDemonstration(store, GROUP_SIZE, () => {
    commits += 1
    committed.resolve()
    committed = Promise.withResolvers()
  }).finally(() => {
    ended = true
    committed.resolve()
  })

  const next = async () => {
    await committed.promise
    // A random delay, so that the kill may hit any moment of the next transaction.
    await setTimeout(Math.random() * 10)
    return !ended
  }
  const killing = async () => {
    while (victims.size < wanted && (await next())) await kill(database, victims, wanted, next)
  }
  const restarting = async () => {
    for (const [at, abruptly] of [
      [EVENTS / 3, false],
      [(2 * EVENTS) / 3, true],
    ] as const) {
      while (!ended && commits * GROUP_SIZE < at) await committed.promise
      const from_ms = performance.now()
      await server.restart({ abruptly })
      absences.push({ from_ms, to_ms: performance.now() })
    }
  }
  const answers: { status: number; from_ms: number; to_ms: number }[] = []
  const reading = async () => {
    const app = createApp({ ...dependenciesOf(store), clock: () => NOW })
    const cookie = await cookieOf(store.access, representativeOf(VOEN), NOW)
    const paths = [
      '/companies',
      `/accounts/${VOEN}`,
      `/accounts/${VOEN}/ledgers/vat`,
      `/accounts/${VOEN}/ledgers/vat/export`,
    ]
    for (let nth = 0; !ended; nth++) {
      for (let quiet = 0; quiet < 5; quiet++) await committed.promise
      const from_ms = performance.now()
      const response = await app.request(paths[nth % paths.length]!, { headers: { cookie } })
      await response.text()
      answers.push({ status: response.status, from_ms, to_ms: performance.now() })
    }
  }
  const [counts] = await Promise.all([importing, killing(), restarting(), reading()])
  const isExcused = ({ status, from_ms, to_ms }: (typeof answers)[number]) =>
    status === 503 && absences.some(away => isLong(away) && from_ms < away.to_ms && to_ms > away.from_ms)
  // 404 until the account is registered.
  const statuses = new Set(answers.filter(answer => !isExcused(answer)).map(({ status }) => status))
  statuses.delete(404)
  return { counts, killed: victims.size, statuses }
}

test(`${KILLS} killed connections and two server restarts (one a crash) during imports lose nothing and double nothing`, async () => {
  const rows = await undisturbed()
  let killed = 0
  for (let nth = 1; killed < KILLS; nth++) {
    const store = await openOn(`disturbed_${nth}`)
    const disturbed = await disturbedImport(store, `disturbed_${nth}`, KILLS - killed)
    killed += disturbed.killed
    expect(disturbed.counts).toEqual({ applied: EVENTS, duplicate: 0, held: 0, rejected: 0 })
    expect([...disturbed.statuses], 'pages were answered all the while').toEqual([200])
    expect((await exportOf(store)) === rows, 'the same rows, byte for byte').toBe(true)
    expect(await verify(store)).toBeNull()
    await store.close()
  }
  expect(killed).toBeGreaterThanOrEqual(KILLS)
}, 600_000)

describe('a connection lost during a commit', () => {
  const payment = () => paidByNumber('A/1', '5.00')

  test.each(['before', 'meanwhile', 'after'] as const)(
    '%s the server commits, gets the true outcome and takes effect once',
    async when => {
      const store = await openTestStore()
      loseNextCommit(when)
      const waiting = payment()
      const first = await store.deliver(registered(), waiting)
      expect(first.outcomes).toEqual([
        { became: 'applied' },
        { became: 'held', arrival: expect.any(Number), waitsFor: 'declaration' },
      ])
      const [, { arrival }] = first.outcomes as [unknown, { arrival: number }]

      loseNextCommit(when)
      const second = await store.deliver(assessed('A/1', { vat: '10.00' }), waiting, 'not json')
      expect(second).toMatchObject({
        outcomes: [{ became: 'applied' }, { became: 'duplicate' }, { became: 'rejected' }],
        released: [{ arrival, outcome: { became: 'applied' } }],
      })
      expect(await ask(store.exporter, 'select number from booking')).toHaveLength(3)
      expect(await ask(store.exporter, 'select digest from rejection')).toHaveLength(1)
      expect(await verify(store)).toBeNull()
      await store.close()
    },
  )

  test('of a delivery that books nothing gets the same answer', async () => {
    const store = await openTestStore()
    const known = registered()
    await store.deliver(known)
    loseNextCommit('after')
    const { outcomes } = await store.deliver(known, 'not json')
    expect(outcomes).toMatchObject([{ became: 'duplicate' }, { became: 'rejected' }])
    await store.close()
  })

  test('in a crash is not taken as done although another transaction has its number since', async () => {
    const store = await openOn('crashed')
    await store.writer.transaction(async () => {})
    await server.ask('checkpoint')
    loseNextCommit('before', async () => {
      await server.restart({ abruptly: true })
      for (let others = 0; others < 20; others++) await server.ask('select pg_current_xact_id()')
    })
    const lines = [registered(), paidToCode('142330', '5.00')].map(event => JSON.stringify(event))
    const counts = await importEvents(store.writer, numbered(lines), { clock: () => NOW })
    expect(counts).toEqual({ applied: 2, duplicate: 0, held: 0, rejected: 0 })
    const log = await store.reader.snapshot(EVERY_ACCOUNT, tx => all(walkEvents(read => read(tx))))
    expect(log.map(({ content }) => JSON.parse(content))).toEqual(lines.map(line => JSON.parse(line)))
    await store.close()
  })

  async function* numbered(lines: readonly string[]) {
    for (const [index, line] of lines.entries()) yield { number: index + 1, line }
  }
})

test('a lost server is reported by an open store, when opening a store, and by the command line in one line', async () => {
  const store = await openOn('gone')
  expect(await hasAccounts(store.reader)).toBe(false)
  const url = server.url('gone', `${OWNER}:secret`).replace('127.0.0.1', 'localhost')
  await server.pause()
  await using vereqe = await Vereqe.open()
  const [looking, opening, ended] = await Promise.all([
    hasAccounts(store.reader).catch(error => error),
    openDatabase(url).catch(error => error),
    vereqe.run(['verify'], '', { DATABASE_URL: url }),
  ])
  for (const error of [looking, opening]) {
    expect(error).toBeInstanceOf(StoreUnreachableError)
    expect(error.message).toMatch(/^the server does not answer: connect ECONNREFUSED/)
  }
  expectRefusal(ended, /cannot open the store postgres:\/\/vereqe_owner:….*the server does not answer/)
  expect(ended.stderr).not.toContain('secret')
  await store.close()
})
