/** A PostgreSQL server as the store: what it does in its own way stands here and in its neighbours. */
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

/** A page is not worth waiting longer for, nor is the gate; a delivery is, for whoever sent it has nothing better to do. */
const TIMEOUT_MS = { look: 5000, delivery: 60_000 }
const CONNECT_TIMEOUT_MS = 5000

/** What the server may differ in is asked for in each transaction: behind a pooler nothing outlasts one. */
const SESSION_SETTINGS = "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'"
const BEGIN_READ = `begin isolation level repeatable read read only; ${SESSION_SETTINGS}`
const BEGIN_READ_ACCOUNT = `${BEGIN_READ}; set local role vereqe_reader; set local statement_timeout = '20s'; set local vereqe.account`
const BEGIN_READ_ALL = `${BEGIN_READ}; set local role vereqe_service; set local statement_timeout = '10min'`
const BEGIN_DELIVERY = `begin isolation level read committed; ${SESSION_SETTINGS}; set local role vereqe_service;
  set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s'`
const ACCESS_SETTINGS = `${SESSION_SETTINGS}; set local role vereqe_gate; set local statement_timeout = '20s'`
const BEGIN_READ_ACCESS = `begin isolation level repeatable read read only; ${ACCESS_SETTINGS}`
const BEGIN_WRITE_ACCESS = `begin isolation level read committed; ${ACCESS_SETTINGS};
  set local idle_in_transaction_session_timeout = '20s'`

/**
 * Who delivers beside others acts on what is known: a row that is there, an account that is locked. That something is
 * *not* known, so that an event must be held for it, only who is alone can tell. Deliveries lock the table of held
 * events against who wants to be alone, and who is alone locks it against them all. (Sent apart from the beginning:
 * Citus, asked for a lock in the middle of a string of statements, waits for itself.)
 */
const SHARED_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in row exclusive mode']
const EXCLUSIVE_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in share row exclusive mode']

/**
 * Opens a store on a PostgreSQL server, version 15 or later.
 * @param connections how many are opened at most
 * @throws when the server cannot be reached, or the schema not be brought up to date
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
  // A connection that breaks while nobody uses it is nobody's trouble; the query that breaks tells its own.
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

/** Transactions over a pool of connections, each begun with all it needs in one round trip. */
class Server {
  readonly #pool: pg.Pool
  readonly #adapter = new ServerAdapter()
  readonly #handles = new WeakMap<pg.PoolClient, Kysely<Schema>>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  read<Result>(account: string | typeof EVERY_ACCOUNT, read: (tx: Reader) => Promise<Result>): Promise<Result> {
    const begin = account === EVERY_ACCOUNT ? BEGIN_READ_ALL : `${BEGIN_READ_ACCOUNT} = ${pg.escapeLiteral(account)}`
    return withRetry(() => this.#inTransaction([begin], db => read(db as unknown as Reader)), TIMEOUT_MS.look)
  }

  readAccess<Result>(read: (tx: Reader) => Promise<Result>): Promise<Result> {
    return withRetry(
      () => this.#inTransaction([BEGIN_READ_ACCESS], db => read(db as unknown as Reader)),
      TIMEOUT_MS.look,
    )
  }

  writeAccess<Result>(work: (trx: WriteTransaction) => Promise<Result>): Promise<Result> {
    const attempt = () => this.#inTransaction([BEGIN_WRITE_ACCESS], db => work(db as unknown as WriteTransaction))
    return withRetry(attempt, TIMEOUT_MS.look)
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

  /** Nothing is asked of a schema that is up to date: who serves pages need not own it. */
  async prepareSchema(): Promise<void> {
    const read = () => this.#inTransaction(['begin read only'], db => this.#isUpToDate(db))
    if (await withRetry(read, TIMEOUT_MS.look)) return
    const change = async (trx: Transaction<Schema>) => {
      await lockSchema(trx)
      await migrate(trx)
    }
    await withRetry(
      () => this.#withClient(client => this.#handle(client).transaction().execute(change)),
      TIMEOUT_MS.look,
    )
  }

  async #isUpToDate(db: Kysely<Schema>): Promise<boolean> {
    const { rows } = await sql<{ encoding: string; there: boolean; spread: boolean }>`
      select current_setting('server_encoding') as encoding, to_regclass('kysely_migration') is not null as there,
        exists (select from pg_extension where extname = 'citus') as spread`.execute(db)
    if (rows[0]!.encoding !== 'UTF8') {
      throw new Error(`its database is encoded in ${rows[0]!.encoding}; it must be UTF8`)
    }
    this.#adapter.isDistributed = rows[0]!.spread
    if (!rows[0]!.there) return false
    const { rows: done } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    return done.map(({ name }) => name).join() === MIGRATIONS.join()
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
    let isFit = false
    try {
      const result = await work(client)
      isFit = true
      return result
    } catch (error) {
      isFit = await client.query('rollback').then(
        () => true,
        () => false,
      )
      throw error
    } finally {
      client.release(!isFit)
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
 * Lets one at a time change the schema. The table is Kysely's, but must be there before Kysely looks round: of two who
 * make it one fails, and in a failed transaction Kysely would not find out why.
 */
async function lockSchema(db: Kysely<Schema>): Promise<void> {
  await sql`
    create table if not exists kysely_migration_lock (
      id varchar(255) not null primary key,
      is_locked integer not null default 0
    )`.execute(db)
  await sql`lock table kysely_migration_lock in exclusive mode`.execute(db)
}
