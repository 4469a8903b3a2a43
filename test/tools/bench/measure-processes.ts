/** Two server processes compared with one on the same store: that share a port by node:cluster, and on two ports. */
import { ServerCluster } from './cluster-process.ts'
import { LEDGER } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { LoadProcess } from './load-process.ts'
import { findPostmaster, spentBy_us } from './postgres-processor-time.ts'
import { ServerProcess } from './server-process.ts'
import { measureInTurn, median } from './statistics.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

const CONNECTIONS = 16
const ROUND_SECONDS = 1.5
const ROUNDS = 5

/** Processes that serve the same store. */
interface Fleet {
  readonly name: string
  readonly urls: readonly string[]
  cpu_us(): Promise<number>
  stop(): Promise<void>
}

interface Rate {
  readonly pagesASecond: number
  /** Pages per second of processor time of the server processes. */
  readonly pagesACpuSecond: number
  /** Processor time of the database processes per page; 0 for SQLite, which has none. */
  readonly database_us: number
}

/** @param postgresUrl a copy of the store on PostgreSQL */
export async function measureProcesses(store: LargeStore, postgresUrl: string): Promise<Finding[]> {
  const postmaster = await findPostmaster(postgresUrl)
  return [
    ...(await measureOn('SQLite', store.url, store, null)),
    ...(await measureOn('PostgreSQL', postgresUrl, store, postmaster)),
  ]
}

async function measureOn(
  kind: string,
  databaseUrl: string,
  { large, small, cookie }: LargeStore,
  postmaster: number | null,
): Promise<Finding[]> {
  tell(`Two server processes compared with one, on ${kind}`)
  const load = new LoadProcess()
  const fleets = [await oneOn(databaseUrl), await clusterOn(databaseUrl), await portsOn(databaseUrl)]
  const paths = [large, small].map(({ voen }) => `/accounts/${voen}/ledgers/${LEDGER}`)
  const database_us = () => (postmaster === null ? 0 : spentBy_us(postmaster))
  const variants = fleets.map(({ name, urls, cpu_us }) => ({
    name,
    measure: async (): Promise<Rate> => {
      const before = { server_us: await cpu_us(), database_us: database_us() }
      const { pages, milliseconds } = await load.visit({
        urls,
        paths,
        cookie,
        connections: CONNECTIONS,
        seconds: ROUND_SECONDS,
      })
      return {
        pagesASecond: (pages * 1000) / milliseconds,
        pagesACpuSecond: (pages * 1e6) / ((await cpu_us()) - before.server_us),
        database_us: (database_us() - before.database_us) / pages,
      }
    },
  }))
  // The first round warms up the code.
  await measureInTurn(variants, 1)
  const [one, ...others] = [...(await measureInTurn(variants, ROUNDS))].map(([name, rates]) => ({
    name,
    ...medians(rates),
  }))
  for (const started of [...fleets, load]) await started.stop()
  return others.map(other => ({
    measured: `pages on ${kind}, ${other.name}, ${CONNECTIONS} connections: ${describeRate(other)}`,
    against: `one process: ${describeRate(one!)}`,
    value: other.pagesASecond / one!.pagesASecond,
    mark: null,
  }))
}

function medians(rates: readonly Rate[]): Rate {
  const of = (figure: keyof Rate) => median(rates.map(rate => rate[figure]))
  return {
    pagesASecond: of('pagesASecond'),
    pagesACpuSecond: of('pagesACpuSecond'),
    database_us: of('database_us'),
  }
}

function describeRate({ pagesASecond, pagesACpuSecond, database_us }: Rate): string {
  const database = database_us > 0 ? `, and ${count(database_us)} µs of the database per page` : ''
  return `${count(pagesASecond)} per second, ${count(pagesACpuSecond)} per second of processor time of the servers${database}`
}

async function oneOn(databaseUrl: string): Promise<Fleet> {
  return { name: 'one process', ...inFleet([await ServerProcess.start(databaseUrl)]) }
}

async function clusterOn(databaseUrl: string): Promise<Fleet> {
  return {
    name: 'two processes that share a port by node:cluster',
    ...inFleet([await ServerCluster.start(databaseUrl, 2)]),
  }
}

async function portsOn(databaseUrl: string): Promise<Fleet> {
  const servers = [await ServerProcess.start(databaseUrl), await ServerProcess.start(databaseUrl)]
  return { name: 'two processes on ports of their own, as behind a proxy', ...inFleet(servers) }
}

function inFleet(servers: readonly Pick<ServerProcess, 'url' | 'cpu_us' | 'stop'>[]): Omit<Fleet, 'name'> {
  return {
    urls: servers.map(({ url }) => url),
    cpu_us: async () => (await Promise.all(servers.map(server => server.cpu_us()))).reduce((sum, one) => sum + one),
    stop: async () => void (await Promise.all(servers.map(server => server.stop()))),
  }
}
