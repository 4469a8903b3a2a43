/** Searches, open debts, and the pages of operations and declarations of a large account on PostgreSQL. */
import { ledgerUrl } from '../../../src/web/urls.ts'
import { LEDGER } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { pagesOf } from './measure-operations.ts'
import { askedOf, KINDS } from './measure-search.ts'
import { measurePageCosts } from './page-costs.ts'
import { ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

export async function measurePostgresAnswers(store: LargeStore, postgresUrl: string): Promise<Finding[]> {
  tell('Searches, debts, operations and declarations on PostgreSQL and on SQLite')
  const servers = [
    { on: 'PostgreSQL', server: await ServerProcess.start(postgresUrl) },
    { on: 'SQLite', server: await ServerProcess.start(store.url) },
  ]
  try {
    const pages = pagesAsked(store)
    const costs = await measurePageCosts(
      servers.flatMap(({ on, server }) => pages.map(({ what, path }) => ({ name: `${what} on ${on}`, server, path }))),
      { requests: 3, rounds: 15, connections: 1, cookie: store.cookie },
    )
    const time_ms = (name: string) => costs.get(name)!.wall_us / 1000
    const told = (name: string) => `${name}: ${time_ms(name).toFixed(1)} ms elapsed`
    return pages.slice(1).flatMap(({ what, max }) => [
      {
        measured: `${told(`${what} on PostgreSQL`)}, account of ${count(store.large.rows)} rows`,
        against: told(`${PLAIN} on PostgreSQL`),
        value: time_ms(`${what} on PostgreSQL`) / time_ms(`${PLAIN} on PostgreSQL`),
        mark: max === null ? null : { max },
      },
      {
        measured: told(`${what} on PostgreSQL`),
        against: told(`${what} on SQLite`),
        value: time_ms(`${what} on PostgreSQL`) / time_ms(`${what} on SQLite`),
        mark: null,
      },
    ])
  } finally {
    for (const { server } of servers) await server.stop()
  }
}

const PLAIN = 'the plain page'

/** The plain page first. `max` bounds a page as a multiple of it. */
function pagesAsked(store: LargeStore): { what: string; path: string; max: number | null }[] {
  const { path, large } = store
  const asked = askedOf(store)
  const searchFor = (text: string) => `/accounts/${large.voen}/search?q=${encodeURIComponent(text)}`
  return [
    { what: PLAIN, path: ledgerUrl(large.voen, LEDGER), max: null },
    ...KINDS.map(({ name, named }) => ({ what: `search for ${named}`, path: searchFor(asked[name]), max: 2 })),
    { what: 'search for any part of a declaration number', path: searchFor(asked.anyPart), max: null },
    { what: 'open debts', path: `/accounts/${large.voen}/debts`, max: null },
    ...[...pagesOf(path, large)].map(([what, path]) => ({ what, path, max: null })),
  ]
}
