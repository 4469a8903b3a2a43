/** Opens a PostgreSQL server as the store. */
import { Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import {
  type AccessStore,
  type Database,
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  type ReadAccess,
  type Reader,
  type WriteAccess,
  type WriteTransaction,
} from './access.ts'
import { MIGRATIONS, migrate } from './migrate.ts'
import { dialectOver, ServerAdapter } from './postgres-dialect.ts'
import { withRetry } from './postgres-retry.ts'
import { getTypeParser } from './postgres-values.ts'
import type { Schema } from './schema.ts'

/** Page reads give up after 5 s. Deliveries keep trying for a minute because the sender would only retry anyway. */
const TIMEOUT_MS = { read: 5000, delivery: 60_000 }
const CONNECT_TIMEOUT_MS = 5000

/** Set in each transaction: behind a pooler no setting outlasts one. */
const COMMON_SETTINGS = "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'"
const BEGIN_READ = `begin isolation level repeatable read read only; ${COMMON_SETTINGS}`
const BEGIN_READ_ACCOUNT = `${BEGIN_READ}; set local role vereqe_reader; set local statement_timeout = '20s'; set local vereqe.account`
const BEGIN_READ_ALL = `${BEGIN_READ}; set local role vereqe_service; set local statement_timeout = '10min'`
const BEGIN_DELIVERY = `begin isolation level read committed; ${COMMON_SETTINGS}; set local role vereqe_service;
  set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s'`
const ACCESS_SETTINGS = `${COMMON_SETTINGS}; set local role vereqe_gate; set local statement_timeout = '20s'`
const BEGIN_READ_ACCESS = `begin isolation level repeatable read read only; ${ACCESS_SETTINGS}`
const BEGIN_WRITE_ACCESS = `begin isolation level read committed; ${ACCESS_SETTINGS};
  set local idle_in_transaction_session_timeout = '20s'`

/**
 * Concurrent deliveries may rely on rows that exist. Deciding that a row does *not* exist (so the event must be held)
 * requires the exclusive lock. Both lock the table of held events, in modes that exclude each other. The lock is a
 * statement of its own: inside a string of statements, Citus waits for itself.
 */
const SHARED_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in row exclusive mode']
const EXCLUSIVE_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in share row exclusive mode']

/**
 * Opens a store on a PostgreSQL server, version 15 or later.
 * @param connections the maximum
 * @throws when the server cannot be reached or the schema cannot be brought up to date
 */
export async function openPostgres(url: string, connections: number): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'vereqe',
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: getTypeParser as pg.CustomTypesConfig['getTypeParser'] },
  })
  // Ignore errors on idle connections; a query on a broken one fails by itself.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const server = new Server(pool)
  const reader: ReadAccess = { snapshot: (account, read) => server.read(account, read) }
  const writer: WriteAccess = { transaction: work => server.deliver(work) }
  const access: AccessStore = { read: read => server.readAccess(read), write: work => server.writeAccess(work) }
  try {
    await server.prepareSchema()
    return { writer, reader, exporter: reader, access, close: () => pool.end() }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** Runs transactions on a pool. One round trip begins each with its role and settings. */
class Server {
  readonly #pool: pg.Pool
  readonly #adapter = new ServerAdapter()
  readonly #handles = new WeakMap<pg.PoolClient, Kysely<Schema>>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  read<Result>(account: string | typeof EVERY_ACCOUNT, read: (tx: Reader) => Promise<Result>): Promise<Result> {
    const begin = account === EVERY_ACCOUNT ? BEGIN_READ_ALL : `${BEGIN_READ_ACCOUNT} = ${pg.escapeLiteral(account)}`
    return withRetry(() => this.#inTransaction([begin], db => read(db as unknown as Reader)), TIMEOUT_MS.read)
  }

  readAccess<Result>(read: (tx: Reader) => Promise<Result>): Promise<Result> {
    return withRetry(
      () => this.#inTransaction([BEGIN_READ_ACCESS], db => read(db as unknown as Reader)),
      TIMEOUT_MS.read,
    )
  }

  writeAccess<Result>(work: (trx: WriteTransaction) => Promise<Result>): Promise<Result> {
    const attempt = () => this.#inTransaction([BEGIN_WRITE_ACCESS], db => work(db as unknown as WriteTransaction))
    return withRetry(attempt, TIMEOUT_MS.read)
  }

  deliver<Result>(work: (trx: WriteTransaction, exclusive: boolean) => Promise<Result>): Promise<Result> {
    let exclusive = false
    const attempt = async (): Promise<Result> => {
      try {
        const begin = exclusive ? EXCLUSIVE_DELIVERY : SHARED_DELIVERY
        return await this.#inTransaction(begin, db => work(db as unknown as WriteTransaction, exclusive))
      } catch (error) {
        if (!(error instanceof ExclusiveLockRequiredError)) throw error
        exclusive = true
        return attempt()
      }
    }
    return withRetry(attempt, TIMEOUT_MS.delivery)
  }

  /** Changes nothing when the schema is up to date, so a login that serves pages need not own the tables. */
  async prepareSchema(): Promise<void> {
    const read = () => this.#inTransaction(['begin read only'], db => this.#isUpToDate(db))
    if (await withRetry(read, TIMEOUT_MS.read)) return
    const change = async (trx: Transaction<Schema>) => {
      await lockSchema(trx)
      await migrate(trx)
    }
    await withRetry(
      () => this.#withClient(client => this.#handle(client).transaction().execute(change)),
      TIMEOUT_MS.read,
    )
  }

  async #isUpToDate(db: Kysely<Schema>): Promise<boolean> {
    const { rows } = await sql<{ encoding: string; migrated: boolean; distributed: boolean }>`
      select current_setting('server_encoding') as encoding, to_regclass('kysely_migration') is not null as migrated,
        exists (select from pg_extension where extname = 'citus') as distributed`.execute(db)
    if (rows[0]!.encoding !== 'UTF8') {
      throw new Error(`its database is encoded in ${rows[0]!.encoding}; it must be UTF8`)
    }
    this.#adapter.isDistributed = rows[0]!.distributed
    if (!rows[0]!.migrated) return false
    const { rows: applied } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    return applied.map(({ name }) => name).join() === MIGRATIONS.join()
  }

  #inTransaction<Result>(begin: readonly string[], work: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    return this.#withClient(async client => {
      for (const statement of begin) await client.query(statement)
      const result = await work(this.#handle(client))
      await client.query('commit')
      return result
    })
  }

  async #withClient<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect()
    let isUsable = false
    try {
      const result = await work(client)
      isUsable = true
      return result
    } catch (error) {
      isUsable = await client.query('rollback').then(
        () => true,
        () => false,
      )
      throw error
    } finally {
      client.release(!isUsable)
    }
  }

  #handle(client: pg.PoolClient): Kysely<Schema> {
    let handle = this.#handles.get(client)
    if (!handle) {
      handle = new Kysely<Schema>({ dialect: dialectOver(client, this.#adapter) })
      this.#handles.set(client, handle)
    }
    return handle
  }
}

/**
 * Lets one process at a time change the schema. The lock table is Kysely's. It must exist before Kysely starts: if two
 * processes create it, one transaction fails, and Kysely cannot recover inside a failed transaction.
 */
async function lockSchema(db: Kysely<Schema>): Promise<void> {
  await sql`
    create table if not exists kysely_migration_lock (
      id varchar(255) not null primary key,
      is_locked integer not null default 0
    )`.execute(db)
  await sql`lock table kysely_migration_lock in exclusive mode`.execute(db)
}
