/** Compares PostgreSQL with SQLite: the same work on both, alternating. */
import { openDatabase } from '../../../src/store/engine/database.ts'
import { OWNER, PostgresServer } from '../../support/stores/postgres-server.ts'
import { copyStore } from './copy-store.ts'
import type { LargeStore } from './large-store.ts'
import { EVENTS, importFile, TRADERS, writeEvents } from './measure-import.ts'
import { measurePostgresPages } from './measure-postgres-pages.ts'
import { measureProcesses } from './measure-processes.ts'
import { medianCosts } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { fileIn, tell } from './workspace.ts'

/** Durable on power loss, with the defaults of PostgreSQL otherwise. */
const DURABLE = ['-c', 'fsync=on', '-c', 'synchronous_commit=on', '-c', 'full_page_writes=on']

const IMPORT_ROUNDS = 3

export async function measurePostgres(store: LargeStore): Promise<Finding[]> {
  const server = await PostgresServer.start(DURABLE)
  try {
    const imports = await measureImports(server)
    tell('Copying the store with the large account to PostgreSQL')
    const url = await makeStore(server, 'large')
    await (await openDatabase(url)).close()
    await copyStore(store.path, server.url('large'))
    return [...imports, ...(await measurePostgresPages(store, url)), ...(await measureProcesses(store, url))]
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
      mark: null,
    },
  ]
}
