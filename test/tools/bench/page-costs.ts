/** The cost of pages, measured in turn: processor time of the server, and elapsed time. */
import type { ServerProcess } from './server-process.ts'
import { measureInTurn, median, type Variant } from './statistics.ts'
import { Connection } from './wire.ts'

export interface PageVariant {
  readonly name: string
  readonly server: Pick<ServerProcess, 'url' | 'cpu_us'>
  readonly path: string
  readonly acceptEncoding?: string
}

/** Medians per request, in microseconds. */
export interface PageCost {
  /** Processor time of the server, which other load on the machine hardly changes. */
  readonly cpu_us: number
  /** Elapsed time on one connection from one request to the next. */
  readonly wall_us: number
}

interface Visits {
  readonly requests: number
  readonly rounds: number
  readonly connections: number
  /** The session cookie of all requests. */
  readonly cookie: string
}

/** @returns the cost of each page, by name */
export async function measurePageCosts(pages: readonly PageVariant[], visits: Visits): Promise<Map<string, PageCost>> {
  const variants = pages.map(page => toVariant(page, visits))
  // The first rounds warm up the code.
  await measureInTurn(variants, 2)
  const costs = await measureInTurn(variants, visits.rounds)
  const medianOf = (all: readonly PageCost[], figure: keyof PageCost) => median(all.map(cost => cost[figure]))
  return new Map(
    [...costs].map(([name, all]) => [name, { cpu_us: medianOf(all, 'cpu_us'), wall_us: medianOf(all, 'wall_us') }]),
  )
}

function toVariant(
  { name, server, path, acceptEncoding }: PageVariant,
  { requests, connections: connectionCount, cookie }: Visits,
): Variant<PageCost> {
  const ask = async (connection: Connection, times: number) => {
    for (let left = times; left > 0; left -= 1) await connection.get(path, acceptEncoding)
  }
  return {
    name,
    measure: async () => {
      const connections = await Promise.all(
        Array.from({ length: connectionCount }, () => Connection.open(server.url, cookie)),
      )
      await Promise.all(connections.map(connection => ask(connection, 1)))
      const [cpuBefore_us, started_ms] = [await server.cpu_us(), performance.now()]
      await Promise.all(connections.map(connection => ask(connection, requests / connectionCount)))
      const passed_ms = performance.now() - started_ms
      const spent_us = (await server.cpu_us()) - cpuBefore_us
      for (const connection of connections) connection.close()
      return { cpu_us: spent_us / requests, wall_us: (passed_ms * 1000 * connectionCount) / requests }
    },
  }
}
