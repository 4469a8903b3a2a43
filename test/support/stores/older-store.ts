/** Stores as the version before 0013-allocations left them. */
import { createHash } from 'node:crypto'
import SQLite from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { expect } from 'vitest'
import { migrations } from '../../../migrations/index.ts'
import { EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { toServerValue } from '../../../src/store/engine/postgres-values.ts'
import type { Schema } from '../../../src/store/engine/schema.ts'
import { SUM_COLUMNS } from '../../../src/store/ledger/ledger-entries.ts'
import { type Difference, findFirstDifference, TABLES } from '../../../src/store/maintenance/compare.ts'
import { ask, type TestStore } from './store.ts'
import { kind, makePlace, type RawStore, type StorePlace } from './store-places.ts'

export const BEFORE = '0012-audited-decisions'

/** Columns and tables that the change and later ones add. Another table has a column `assessed` from before. */
const NEW_TABLES = ['allocation', 'source']
const NEW_COLUMNS = ['allocation_chain', 'row', 'due_on', 'cause', 'sender']
const NEW_SUMS: readonly string[] = SUM_COLUMNS

/** The column that they replace, in which unlike things were added. */
const REPLACED = 'ledger_turnover'
const SUM_OF_ALL = `sum(amount) over (partition by voen, ledger order by seq)`

interface OlderTable {
  readonly table: (typeof TABLES)[number]['table']
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** The tables that follow from the event log, with the columns that the version before had. */
const OLDER_TABLES: readonly OlderTable[] = TABLES.filter(({ table }) => !NEW_TABLES.includes(table)).map(
  ({ table, key, otherColumns }) => ({ table, key, columns: olderColumns(table, [...key, ...otherColumns]) }),
)

function olderColumns(table: string, columns: readonly string[]): string[] {
  const older = columns.filter(column => !NEW_COLUMNS.includes(column))
  if (table !== 'ledger_entry') return older
  return older
    .filter(column => !NEW_SUMS.includes(column))
    .flatMap(column => (column === 'ledger_count' ? [column, REPLACED] : column))
}

/** Rows that are read, and rows that are written, at once. */
const [PAGE, CHUNK] = [20_000, 1000]

type Row = Record<string, string | null>

type Ask = (statement: string) => Promise<Row[]>

/** Yields the rows of a table as text, in key order. @param isOlder whether the version before made it */
async function* walkRows(ask: Ask, { table, key, columns }: OlderTable, isOlder: boolean): AsyncGenerator<Row[]> {
  const expressionOf = (column: string) => (column === REPLACED && !isOlder ? SUM_OF_ALL : `"${column}"`)
  const selected = columns.map(column => `cast(${expressionOf(column)} as text) as "${column}"`)
  const order = key.map(column => `${table}.${column}`)
  for (let offset = 0; ; offset += PAGE) {
    const page = `order by ${order} limit ${PAGE} offset ${offset}`
    const rows = await ask(`select ${selected} from ${table} ${page}`)
    yield rows
    if (rows.length < PAGE) return
  }
}

function openAsOwner(url: string): Kysely<Schema> {
  const dialect =
    kind() === 'postgres'
      ? new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) })
      : new SqliteDialect({ database: new SQLite(url.slice('sqlite:'.length)) })
  return new Kysely({ dialect })
}

/** A store as the version before the change would have made it of the same events: its rows are a part of today's. */
export async function makeOlder(store: TestStore): Promise<StorePlace> {
  const place = await makePlace({ migrated: false })
  const owner = openAsOwner(place.url)
  const migrator = new Migrator({ db: owner, provider: { getMigrations: async () => migrations } })
  expect((await migrator.migrateTo(BEFORE)).error).toBeUndefined()
  await owner.destroy()
  const raw = place.openRaw()
  await raw.transaction().execute(async trx => {
    // The tables are not in the order that foreign keys ask for.
    await (kind() === 'postgres'
      ? sql`set local session_replication_role = replica`
      : sql`pragma defer_foreign_keys = on`
    ).execute(trx)
    for (const older of OLDER_TABLES) {
      for await (const rows of walkRows(statement => ask(store.exporter, statement), older, false)) {
        for (let from = 0; from < rows.length; from += CHUNK) {
          const chunk = rows.slice(from, from + CHUNK).map(asStored)
          await trx
            .insertInto(older.table)
            .values(chunk as never)
            .execute()
        }
      }
    }
  })
  await raw.destroy()
  return place
}

/**
 * Compares a store with an upgraded one. The upgraded one does not know who delivered its events, which the seals of the
 * command line do not cover.
 */
export function differenceFromUpgraded(fresh: TestStore, upgraded: TestStore): Promise<Difference | null> {
  const tables = TABLES.map(table => ({ ...table, otherColumns: table.otherColumns.filter(name => name !== 'sender') }))
  return fresh.reader.snapshot(EVERY_ACCOUNT, one =>
    upgraded.reader.snapshot(EVERY_ACCOUNT, other => findFirstDifference(one, other, tables)),
  )
}

/** Some characters stand in a PostgreSQL store in other words, and a direct connection does not put them so. */
function asStored(row: Row): Record<string, unknown> {
  if (kind() === 'sqlite') return row
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toServerValue(value)]))
}

/** The kinds of store write these in other words. The chains of the accounts cover the contents. */
const OF_ONE_KIND = ['content', 'received_at']

/** @returns the number of rows of each table as the version before had them, and their digest */
export async function digestOlderRows(raw: RawStore): Promise<Record<string, string>> {
  const askRaw: Ask = async statement => (await sql.raw<Row>(statement).execute(raw)).rows
  const digests: Record<string, string> = {}
  for (const older of OLDER_TABLES) {
    const columns = older.columns.filter(column => !OF_ONE_KIND.includes(column))
    const digest = createHash('sha256')
    let count = 0
    for await (const rows of walkRows(askRaw, { ...older, columns }, true)) {
      count += rows.length
      for (const row of rows) digest.update(`${JSON.stringify(Object.values(row))}\n`)
    }
    digests[older.table] = `${count} ${digest.digest('hex')}`
  }
  return digests
}

/** The names of the migrations that a store has, the last of them first. */
export async function migrationsOf(raw: RawStore): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc`.execute(raw)
  return rows.map(({ name }) => name)
}
