/** Ledger pages on PostgreSQL, compared with SQLite, and of a large account compared with a small one. */
import { combinations, LEDGER, middleOf, nameOf, queryOf } from './filters.ts'
import type { LargeStore } from './large-store.ts'
import { measurePageCosts, type PageCost } from './page-costs.ts'
import { ServerProcess } from './server-process.ts'
import { count, type Finding } from './table.ts'
import { tell } from './workspace.ts'

/**
 * One connection: with more, requests wait for each other. Many short rounds, because the other load of the machine
 * changes every second, and each wait for the database shows it.
 */
const CONNECTIONS = 1

export async function measurePostgresPages(store: LargeStore, postgresUrl: string): Promise<Finding[]> {
  const [postgres, keeping, sqlite] = [
    await ServerProcess.start(postgresUrl, 'off'),
    await ServerProcess.start(postgresUrl, 'auto'),
    await ServerProcess.start(store.url),
  ]
  try {
    return [
      ...(await measurePlainPages({ postgres, keeping, sqlite }, store)),
      ...(await measureFilters(postgres, store)),
    ]
  } finally {
    for (const server of [postgres, keeping, sqlite]) await server.stop()
  }
}

/** `keeping` has DATABASE_PREPARED_STATEMENTS=auto, and `postgres` has it off. */
interface Servers {
  readonly postgres: ServerProcess
  readonly keeping: ServerProcess
  readonly sqlite: ServerProcess
}

async function measurePlainPages(
  { postgres, keeping, sqlite }: Servers,
  { large, small, cookie }: LargeStore,
): Promise<Finding[]> {
  tell('Ledger pages on PostgreSQL and on SQLite')
  const [onLarge, onSmall] = [pathOf(large), pathOf(small)]
  const costs = await measurePageCosts(
    [
      { name: 'large', server: postgres, path: onLarge },
      { name: 'small', server: postgres, path: onSmall },
      { name: 'keeping', server: keeping, path: onLarge },
      { name: 'sqlite', server: sqlite, path: onLarge },
    ],
    { requests: 20, rounds: 41, connections: CONNECTIONS, cookie },
  )
  const [onPostgres, ofSmall, onKeeping, onSqlite] = ['large', 'small', 'keeping', 'sqlite'].map(
    name => costs.get(name)!,
  ) as [PageCost, PageCost, PageCost, PageCost]
  return FIGURES.flatMap(({ figure, named, mark }) => [
    {
      measured: `the plain page on PostgreSQL with DATABASE_PREPARED_STATEMENTS=auto, account of ${count(large.rows)} rows: ${inMicroseconds(onKeeping[figure])} ${named}`,
      against: `the same page on SQLite: ${inMicroseconds(onSqlite[figure])}`,
      value: onKeeping[figure] / onSqlite[figure],
      mark,
    },
    {
      measured: `the plain page on PostgreSQL with DATABASE_PREPARED_STATEMENTS=off, account of ${count(large.rows)} rows: ${inMicroseconds(onPostgres[figure])} ${named}`,
      against: `the same page on SQLite: ${inMicroseconds(onSqlite[figure])}`,
      value: onPostgres[figure] / onSqlite[figure],
      mark: null,
    },
    {
      measured: `the plain page on PostgreSQL, account of ${count(large.rows)} rows: ${inMicroseconds(onPostgres[figure])} ${named}`,
      against: `the same page, account of ${count(small.rows)} rows: ${inMicroseconds(ofSmall[figure])}`,
      value: onPostgres[figure] / ofSmall[figure],
      mark: { max: 1.3 },
    },
  ])
}

const FIGURES = [
  { figure: 'cpu_us', named: "of the app server's processor time", mark: null },
  { figure: 'wall_us', named: 'that pass at one connection', mark: { max: 2 } },
] as const

async function measureFilters(postgres: ServerProcess, { path, large, cookie }: LargeStore): Promise<Finding[]> {
  tell('Ledger pages on PostgreSQL: every combination of filters')
  const { filter, middle } = middleOf(path, large.voen, large.rows)
  const pages = combinations(filter).flatMap(combined => [
    { name: nameOf(combined), query: queryOf(combined) },
    { name: `${nameOf(combined)}, from its middle`, query: `${queryOf(combined)}&before=${middle}` },
  ])
  const costs = await measurePageCosts(
    pages.map(({ name, query }) => ({ name, server: postgres, path: `${pathOf(large)}?${query}` })),
    { requests: 5, rounds: 17, connections: CONNECTIONS, cookie },
  )
  const [plain, ...others] = [...costs]
  const [worst, { wall_us }] = others.reduce((one, other) => (other[1].wall_us > one[1].wall_us ? other : one))
  return [
    {
      measured: `the most expensive of ${others.length} combinations of filters and places on PostgreSQL, account of ${count(large.rows)} rows (${worst}): ${inMicroseconds(wall_us)} elapsed`,
      against: `the plain page on PostgreSQL: ${inMicroseconds(plain![1].wall_us)}`,
      value: wall_us / plain![1].wall_us,
      mark: null,
    },
  ]
}

function pathOf({ voen }: { voen: string }): string {
  return `/accounts/${voen}/ledgers/${LEDGER}`
}

function inMicroseconds(time_us: number): string {
  return `${time_us.toFixed(0)} µs`
}
