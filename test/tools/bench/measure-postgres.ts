/** Compares PostgreSQL with SQLite: the same work on both, alternating. */
import { todayInBaku } from '../../../src/domain/dates.ts'
import { LEDGERS } from '../../../src/domain/fund.ts'
import { NO_FILTER } from '../../../src/domain/statement-filter.ts'
import { toMachineCsv } from '../../../src/export/machine-csv.ts'
import { walkEveryAccount } from '../../../src/services/statement/exports.ts'
import type { Database } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { OWNER, PostgresServer } from '../../support/stores/postgres-server.ts'
import { copyStore } from './copy-store.ts'
import type { LargeStore } from './large-store.ts'
import { EVENTS, importFile, TRADERS, writeEvents } from './measure-import.ts'
import { measurePostgresAnswers } from './measure-postgres-answers.ts'
import { measurePostgresPages } from './measure-postgres-pages.ts'
import { measureProcesses } from './measure-processes.ts'
import { medianCosts, timed } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { fileIn, tell } from './workspace.ts'

/** Durable on power loss, with the defaults of PostgreSQL otherwise. */
const DURABLE = ['-c', 'fsync=on', '-c', 'synchronous_commit=on', '-c', 'full_page_writes=on']

const IMPORT_ROUNDS = 3

/** Most real traders are small: a handful of events each. */
const SMALL_TRADERS = 2000
const EXPORT_ROUNDS = 7

export async function measurePostgres(store: LargeStore): Promise<Finding[]> {
  const server = await PostgresServer.start(DURABLE)
  try {
    const imports = [...(await measureImports(server)), ...(await measureExportOfAll(server))]
    tell('Copying the store with the large account to PostgreSQL')
    const url = await makeStore(server, 'large')
    await (await openDatabase(url)).close()
    await copyStore(store.path, server.url('large'))
    return [
      ...imports,
      ...(await measurePostgresPages(store, url)),
      ...(await measurePostgresAnswers(store, url)),
      ...(await measureProcesses(store, url)),
    ]
  } finally {
    await server.stop()
  }
}

/** @returns the URL of a new, empty database, as its owner */
async function makeStore(server: PostgresServer, name: string): Promise<string> {
  await server.ask(`create database ${name} owner ${OWNER}`)
  return server.url(name, OWNER)
}

async function measureImports(server: PostgresServer): Promise<Finding[]> {
  const file = writeEvents()
  let stores = 0
  const measure = (name: string, urlOf: (store: string) => string | Promise<string>) => ({
    name,
    measure: async () => {
      stores += 1
      tell(`Import to PostgreSQL and to SQLite: ${name}, ${stores} of ${2 * IMPORT_ROUNDS}`)
      return importFile(file, await urlOf(`beside_${stores}`))
    },
  })
  const times_ms = await medianCosts(
    [
      measure('PostgreSQL', store => makeStore(server, store)),
      measure('SQLite', store => `sqlite:${fileIn(`${store}.db`)}`),
    ],
    IMPORT_ROUNDS,
  )
  const [postgres_ms, sqlite_ms] = [times_ms.get('PostgreSQL')!, times_ms.get('SQLite')!]
  const perSecond = (time_ms: number) => `${count((EVENTS / time_ms) * 1000)} events a second`
  return [
    {
      measured: `importing ${count(EVENTS)} events of ${TRADERS} traders to PostgreSQL, 1,000 per commit, fsync and synchronous_commit on: ${perSecond(postgres_ms)}`,
      against: `to SQLite, synchronous=FULL: ${perSecond(sqlite_ms)}`,
      value: sqlite_ms / postgres_ms,
      mark: { min: 0.5 },
    },
  ]
}

async function measureExportOfAll(server: PostgresServer): Promise<Finding[]> {
  tell('Export of all accounts from PostgreSQL and from SQLite')
  const file = writeEvents(SMALL_TRADERS)
  const urls = { PostgreSQL: await makeStore(server, 'exported'), SQLite: `sqlite:${fileIn('exported.db')}` }
  for (const url of Object.values(urls)) await importFile(file, url)
  const stores = await Promise.all(
    Object.entries(urls).map(async ([name, url]) => ({ name, store: await openDatabase(url) })),
  )
  const texts = await Promise.all(stores.map(({ store }) => textOfAll(store)))
  if (texts[0] !== texts[1]) throw new Error('The exports of PostgreSQL and SQLite do not have the same bytes')
  const times_ms = await medianCosts(
    stores.map(({ name, store }) => ({ name, measure: () => timed(() => textOfAll(store)) })),
    EXPORT_ROUNDS,
  )
  for (const { store } of stores) await store.close()
  const [postgres_ms, sqlite_ms] = [times_ms.get('PostgreSQL')!, times_ms.get('SQLite')!]
  const rows = texts[0]!.split('\n').length - 1
  return [
    {
      measured: `export of all ${count(SMALL_TRADERS)} accounts, ${count(rows)} rows, from PostgreSQL: ${count(postgres_ms)} ms`,
      against: `the same bytes from SQLite: ${count(sqlite_ms)} ms`,
      value: postgres_ms / sqlite_ms,
      mark: { max: 3 },
    },
  ]
}

async function textOfAll({ exporter }: Database): Promise<string> {
  let text = ''
  const request = { ledgers: LEDGERS, filter: NO_FILTER, today: todayInBaku(new Date()) }
  for await (const entries of walkEveryAccount(exporter, request)) text += toMachineCsv(entries)
  return text
}
