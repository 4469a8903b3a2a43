/** Stores as the version before 0013-allocations left them. */
import { createHash } from 'node:crypto'
import SQLite from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { expect } from 'vitest'
import { migrations } from '../../../migrations/index.ts'
import { toServerValue } from '../../../src/store/engine/postgres-values.ts'
import type { Schema } from '../../../src/store/engine/schema.ts'
import { TABLES } from '../../../src/store/maintenance/compare.ts'
import { ask, type TestStore } from './store.ts'
import { kind, makePlace, type RawStore, type StorePlace } from './store-places.ts'

export const BEFORE = '0012-audited-decisions'

/** Columns and tables that the change adds. */
const NEW_TABLES = ['allocation', 'source']
const NEW_COLUMNS = ['allocation_chain', 'row', 'due_on', 'cause']

interface OlderTable {
  readonly table: (typeof TABLES)[number]['table']
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** The tables that follow from the event log, with the columns that the version before had. */
const OLDER_TABLES: readonly OlderTable[] = TABLES.filter(({ table }) => !NEW_TABLES.includes(table)).map(
  ({ table, key, otherColumns }) => ({
    table,
    key,
    columns: [...key, ...otherColumns].filter(column => !NEW_COLUMNS.includes(column)),
  }),
)

/** Rows that are read, and rows that are written, at once. */
const [PAGE, CHUNK] = [20_000, 1000]

type Row = Record<string, string | null>

type Ask = (statement: string) => Promise<Row[]>

/** Yields the rows of a table as text, in key order. */
async function* walkRows(ask: Ask, { table, key, columns }: OlderTable): AsyncGenerator<Row[]> {
  const selected = columns.map(column => `cast("${column}" as text) as "${column}"`)
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
      for await (const rows of walkRows(statement => ask(store.exporter, statement), older)) {
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
    for await (const rows of walkRows(askRaw, { ...older, columns })) {
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
