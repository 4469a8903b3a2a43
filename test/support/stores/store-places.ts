/** A place for a test's own store: a file, or a database on the PostgreSQL server of the run. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, PostgresAdapter, PostgresDialect, SqliteDialect, sql } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { getTypeParser } from '../../../src/store/engine/postgres-values.ts'
import type { Schema } from '../../../src/store/engine/schema.ts'
import { openSqlite } from '../../../src/store/engine/sqlite.ts'
import { ACCESS_TABLES, DISMISSAL_TABLE, PAPER_TABLES, TABLES } from '../../../src/store/maintenance/compare.ts'
import { askServer, EMPTY, OWNER } from './postgres-server.ts'

export interface StorePlace {
  readonly url: string
  /** A direct connection that bypasses the product and its triggers. */
  openRaw(): RawStore
  /** Copies the store to another place. Nobody may have it open. */
  copy(): Promise<StorePlace>
  remove(): Promise<void>
}

export type RawStore = Kysely<Schema>

export const kind = () => inject('storeKind')

/** @param migrated false leaves it without a schema */
export function makePlace({ migrated = true } = {}): Promise<StorePlace> {
  return kind() === 'postgres' ? makeDatabase(migrated ? EMPTY : 'template1') : makeFile(migrated)
}

export async function makeFile(migrated = true): Promise<StorePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
  const path = join(folder, 'store.db')
  if (migrated) copyFileSync(await emptyFile(), path)
  return fileIn(folder, path)
}

function fileIn(folder: string, path: string): StorePlace {
  return {
    url: `sqlite:${path}`,
    openRaw: () => new Kysely({ dialect: new SqliteDialect({ database: new SQLite(path) }) }),
    copy: async () => {
      const twin = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
      copyFileSync(path, join(twin, 'store.db'))
      return fileIn(twin, join(twin, 'store.db'))
    },
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

let empty: Promise<string> | undefined

/** Tests open hundreds of stores, so each process migrates one file and copies it. */
function emptyFile(): Promise<string> {
  empty ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vereqe-test-'))
    process.once('exit', () => rmSync(folder, { recursive: true }))
    const path = join(folder, 'empty.db')
    await (await openSqlite(path)).close()
    return path
  })()
  return empty
}

let databases = 0

/** Databases emptied for the next test of this process: creating one takes a hundred times as long. */
const unused: string[] = []

async function makeDatabase(template: string): Promise<StorePlace> {
  const name = (template === EMPTY && unused.pop()) || (await createDatabase(template))
  let meddled = template !== EMPTY
  return {
    url: urlOf(name, OWNER),
    openRaw: () => {
      meddled = true
      return openRawDatabase(name)
    },
    copy: async () => {
      await cleaners.get(name)?.end()
      return makeDatabase(name)
    },
    remove: async () => {
      if (meddled) return void (await askServer(inject('postgresUrl'), `drop database ${name} with (force)`))
      await emptyDatabase(name)
      unused.push(name)
    },
  }
}

async function createDatabase(template: string): Promise<string> {
  databases += 1
  const name = `store_${process.pid}_${databases}`
  // To copy the files takes half as long as to log each page.
  const copied = `template ${template} strategy file_copy`
  await askServer(inject('postgresUrl'), `create database ${name} ${copied} owner ${OWNER}`)
  return name
}

/** A connection to each emptied database: a new one costs more than the emptying. */
const cleaners = new Map<string, pg.Client>()

async function emptyDatabase(name: string): Promise<void> {
  const cleaner = cleaners.get(name) ?? (await cleanerOf(name))
  await cleaner.query(EMPTYING)
}

async function cleanerOf(name: string): Promise<pg.Client> {
  const cleaner = new pg.Client(urlOf(name, 'postgres'))
  const forget = () => cleaners.delete(name)
  // The server may be restarted, and the database dropped.
  cleaner.on('error', forget).on('end', forget)
  await cleaner.connect()
  cleaners.set(name, cleaner)
  return cleaner
}

const FULL = [
  ...[...TABLES, DISMISSAL_TABLE, ...ACCESS_TABLES, ...PAPER_TABLES].map(({ table }) => table),
  'rejection',
  'rejection_not_kept',
  'rejection_clearing',
  'session',
  'sign_in_attempt',
  'logout_token',
  'sender_key',
  'sender',
  'open_objection',
  'own_books',
  'own_books_piece',
  'own_books_match',
  'own_books_mapping',
  'document_order',
  'document_order_piece',
]

/** Truncates without triggers. */
const EMPTYING = `set session_replication_role = replica;
  ${FULL.map(table => `delete from ${table};`).join(' ')}
  select setval('event_arrival', 1, false)`

function openRawDatabase(name: string): RawStore {
  const pool = new pg.Pool({
    connectionString: urlOf(name, 'postgres'),
    max: 2,
    types: { getTypeParser: getTypeParser as pg.CustomTypesConfig['getTypeParser'] },
    options: '-c datestyle=ISO -c timezone=UTC -c default_transaction_isolation=read\\ committed',
  })
  // The database may be dropped while the connections say farewell. The pool reports those that nobody uses.
  pool.on('connect', client => client.on('error', () => {}))
  pool.on('error', () => {})
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}

function urlOf(database: string, as: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = database
  url.username = as
  return url.href
}

type Row = Record<string, unknown>

export async function run(raw: RawStore, statement: string): Promise<{ rows: Row[]; changes: number }> {
  const { rows, numAffectedRows } = await sql.raw<Row>(statement).execute(raw)
  return { rows, changes: Number(numAffectedRows ?? 0) }
}

/** Drops the triggers, so that a test can do what they forbid. */
export async function dropTriggers(raw: RawStore): Promise<void> {
  const { rows } =
    raw.getExecutor().adapter instanceof PostgresAdapter
      ? await run(raw, 'select tgname as name, tgrelid::regclass::text as of from pg_trigger where not tgisinternal')
      : await run(raw, "select name, null as of from sqlite_schema where type = 'trigger'")
  for (const { name, of } of rows) await run(raw, `drop trigger ${name}${of ? ` on ${of}` : ''}`)
}
