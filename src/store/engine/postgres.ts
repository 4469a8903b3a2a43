/** Opens a PostgreSQL server as the store. */
import { type Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import {
  type AccessStore,
  type ConnectionCounts,
  type Database,
  EVERY_ACCOUNT,
  ExclusiveLockRequiredError,
  MissingStoreError,
  NoStoreError,
  OlderStoreError,
  type PaperStore,
  type ReadAccess,
  type Reader,
  type StoreSize,
  type StoreUse,
  type WriteAccess,
  type WriteTransaction,
} from './access.ts'
import { isUpToDate, migrate, type UpgradeWatch } from './migrate.ts'
import { SilentServerError, type TimeLimits, within } from './postgres-clock.ts'
import { Connection, FIRST_ANSWER_MS } from './postgres-connection.ts'
import { ServerAdapter } from './postgres-dialect.ts'
import { isLostPlan, type PreparedStatements, StatementPlans } from './postgres-plans.ts'
import { isLostConnection, withRetry } from './postgres-retry.ts'
import { getTypeParser } from './postgres-values.ts'
import type { Schema } from './schema.ts'

/**
 * A page answers within 5 s, whatever the server does. Downloads and `verify` may run long statements. Deliveries keep
 * trying for a minute because the sender would only retry anyway. A change of the schema may rewrite tables.
 */
const LIMITS = {
  page: { reach_ms: 4000, statement_ms: 4500 },
  export: { reach_ms: 4000, statement_ms: 25_000 },
  exportAll: { reach_ms: 4000, statement_ms: 605_000 },
  delivery: { reach_ms: 60_000, statement_ms: 25_000 },
  migration: { reach_ms: 4000, statement_ms: 3_600_000 },
} as const satisfies Record<string, TimeLimits>

/** For one attempt to connect. */
const CONNECT_TIMEOUT_MS = 4000

/** For the farewell. */
const CLOSE_MS = 1000

const SIZE_LASTS_MS = 60_000

/** Set in each transaction: behind a pooler no setting outlasts one. */
const COMMON_SETTINGS = "set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'"
const BEGIN_READ = `begin isolation level repeatable read read only; ${COMMON_SETTINGS}`
const BEGIN_READ_ACCOUNT = `${BEGIN_READ}; set local role vereqe_reader; set local vereqe.account`
const BEGIN_READ_ALL = `${BEGIN_READ}; set local role vereqe_service`

/**
 * A commit that is answered is on disk, whatever the database or the login is set to. Only `off` does not wait for the disk
 * of the server; a stricter value, which waits for standbys too, stays.
 */
const DURABLE = `select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'`
const BEGIN_DELIVERY = `begin isolation level read committed; ${COMMON_SETTINGS}; ${DURABLE}; set local role vereqe_service;
  set local statement_timeout = '20s'; set local idle_in_transaction_session_timeout = '20s'`
const PAGE_SETTINGS = `${COMMON_SETTINGS}; set local statement_timeout = '4s'`
const BEGIN_READ_PAGE = `begin isolation level repeatable read read only; ${PAGE_SETTINGS}`
const BEGIN_WRITE_PAGE = `begin isolation level read committed; ${PAGE_SETTINGS}; ${DURABLE};
  set local idle_in_transaction_session_timeout = '20s'`
const AT_GATE = 'set local role vereqe_gate'
const atPapers = (account: string) =>
  `set local role vereqe_papers; set local vereqe.account = ${pg.escapeLiteral(account)}`

/**
 * Concurrent deliveries may rely on rows that exist. Deciding that a row does *not* exist (so the event must be held)
 * requires the exclusive lock. Both lock the table of held events, in modes that exclude each other. The lock is a
 * statement of its own: inside a string of statements, Citus waits for itself.
 */
const SHARED_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in row exclusive mode']
const EXCLUSIVE_DELIVERY = [BEGIN_DELIVERY, 'lock table held_event in share row exclusive mode']

export interface PostgresOptions {
  /** The maximum. */
  readonly connections?: number
  readonly preparedStatements?: PreparedStatements
  /** Hears once when the server does not have the plans that it should. Queries are then planned each time. */
  readonly onLostPlans?: (reason: string) => void
  readonly delivery?: TimeLimits
  /** As for an SQLite file: only `create` makes the schema, and `inspect` does not change it. */
  readonly use?: StoreUse
  readonly upgrade?: UpgradeWatch
}

/**
 * Opens a store on a PostgreSQL server, version 15 or later.
 * @throws {NoStoreError}
 * @throws {StoreFaultError} and other errors when the schema cannot be brought up to date
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const { connections = 10, delivery = LIMITS.delivery, use = 'create', upgrade } = options
  const { preparedStatements = 'auto', onLostPlans = () => {} } = options
  const server = new Server(
    new pg.Pool({
      connectionString: url,
      application_name: 'vereqe',
      max: connections,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      // What is sent need not wait for the answers to what was sent before.
      pipeline: true,
      types: { getTypeParser: getTypeParser as pg.CustomTypesConfig['getTypeParser'] },
    }),
    new StatementPlans(preparedStatements, onLostPlans),
  )
  const reader: ReadAccess = { snapshot: (account, read) => server.read(account, read, 4, LIMITS.page) }
  const exporter: ReadAccess = {
    snapshot: (account, read) =>
      account === EVERY_ACCOUNT
        ? server.read(account, read, 600, LIMITS.exportAll)
        : server.read(account, read, 20, LIMITS.export),
  }
  const writer: WriteAccess = { transaction: work => server.deliver(work, delivery), handOver: null }
  const access: AccessStore = {
    read: read => server.readAccess(read),
    write: work => server.writeAccess(work),
    proveWritable: () => server.writeAccess(writeNothing),
  }
  const papers: PaperStore = {
    read: (account, read) => server.readPapers(account, read),
    write: (account, work) => server.writePapers(account, work),
  }
  try {
    const isNew = await server.prepareSchema({ use, upgrade })
    return {
      isNew,
      writer,
      reader,
      exporter,
      access,
      papers,
      logIsDense: false,
      requireSchema: () => server.requireSchema(),
      measureSize: () => server.measureSize(),
      countConnections: () => server.countConnections(),
      close: () => server.close(),
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

/** Runs transactions on a pool. One round trip begins each with its role and settings. */
class Server {
  readonly #pool: pg.Pool
  readonly #adapter = new ServerAdapter()
  readonly #plans: StatementPlans
  readonly #connections = new Map<pg.PoolClient, Connection>()
  /** When a connection was last found silent. Others that have not answered since may be lost too. */
  #silent_ms = Number.NEGATIVE_INFINITY
  #size: { readonly size: StoreSize; readonly until_ms: number } | null = null

  constructor(pool: pg.Pool, plans: StatementPlans) {
    this.#pool = pool
    this.#plans = plans
    // Ignore errors on idle connections; a query on a broken one fails by itself.
    pool.on('error', () => {})
    pool.on('connect', client => {
      client.on('error', () => {})
      client.once('end', () => this.#connections.delete(client))
      this.#connections.set(client, new Connection(client, this.#adapter, this.#plans))
    })
  }

  /** @param limit_s for one statement */
  read<Result>(
    account: string | typeof EVERY_ACCOUNT,
    read: (tx: Reader) => Promise<Result>,
    limit_s: number,
    limits: TimeLimits,
  ): Promise<Result> {
    const begin = account === EVERY_ACCOUNT ? BEGIN_READ_ALL : `${BEGIN_READ_ACCOUNT} = ${pg.escapeLiteral(account)}`
    return this.#inSnapshot(`${begin}; set local statement_timeout = '${limit_s}s'`, limits, read)
  }

  readAccess<Result>(read: (tx: Reader) => Promise<Result>): Promise<Result> {
    return this.#inSnapshot(`${BEGIN_READ_PAGE}; ${AT_GATE}`, LIMITS.page, read)
  }

  writeAccess<Result>(work: (trx: WriteTransaction) => Promise<Result>): Promise<Result> {
    return this.#writePage(AT_GATE, work)
  }

  readPapers<Result>(account: string, read: (tx: Reader) => Promise<Result>): Promise<Result> {
    return this.#inSnapshot(`${BEGIN_READ_PAGE}; ${atPapers(account)}`, LIMITS.page, read)
  }

  writePapers<Result>(account: string, work: (trx: WriteTransaction) => Promise<Result>): Promise<Result> {
    return this.#writePage(atPapers(account), work)
  }

  #writePage<Result>(role: string, work: (trx: WriteTransaction) => Promise<Result>): Promise<Result> {
    const begin = [`${BEGIN_WRITE_PAGE}; ${role}`]
    return this.#inTransaction(begin, LIMITS.page, db => work(db as unknown as WriteTransaction))
  }

  async deliver<Result>(
    work: (trx: WriteTransaction, exclusive: boolean) => Promise<Result>,
    limits: TimeLimits,
  ): Promise<Result> {
    const deliver = (begin: readonly string[], exclusive: boolean) =>
      this.#inTransaction(begin, limits, db => work(db as unknown as WriteTransaction, exclusive))
    try {
      return await deliver(SHARED_DELIVERY, false)
    } catch (error) {
      if (!(error instanceof ExclusiveLockRequiredError)) throw error
      return deliver(EXCLUSIVE_DELIVERY, true)
    }
  }

  /**
   * Changes nothing when the schema is up to date, so a login that serves pages need not own the tables.
   * @returns whether it has made a new store
   */
  async prepareSchema({ use, upgrade }: { use: StoreUse; upgrade: UpgradeWatch | undefined }): Promise<boolean> {
    const state = await this.#inTransaction(['begin read only'], LIMITS.page, db => this.#schemaState(db))
    if (state === 'up to date') return false
    if (state === 'missing' && use !== 'create') {
      throw new MissingStoreError('its database has no schema; migrate creates it')
    }
    if (use === 'inspect') throw new OlderStoreError('its schema is older; run migrate')
    const change = async (trx: Transaction<Schema>) => {
      await lockSchema(trx)
      return migrate(trx, upgrade)
    }
    return this.#withConnection(LIMITS.migration, connection => connection.lend(db => db.transaction().execute(change)))
  }

  async requireSchema(): Promise<void> {
    const state = await this.#inTransaction(['begin read only'], LIMITS.page, db => this.#schemaState(db))
    if (state !== 'up to date') throw new NoStoreError(`its schema is ${state}`)
  }

  /**
   * The server looks at each file of the database for it, so the size is remembered for a minute. Without a role: any
   * login that may connect may ask.
   */
  async measureSize(): Promise<StoreSize> {
    if (this.#size && performance.now() < this.#size.until_ms) return this.#size.size
    const size = await this.#inTransaction(['begin read only'], LIMITS.page, async db => {
      const { rows } = await sql<{ bytes: number }>`
        select pg_database_size(current_database()) as bytes`.execute(db)
      return { store_bytes: Number(rows[0]!.bytes), wal_bytes: null, free_bytes: null }
    })
    this.#size = { size, until_ms: performance.now() + SIZE_LASTS_MS }
    return size
  }

  countConnections(): ConnectionCounts {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
  }

  async close(): Promise<void> {
    await this.#pool.end()
    // A server that is gone does not answer the farewell, and its connections would keep the process alive.
    const cutAll = () => {
      for (const connection of this.#connections.values()) connection.cut()
    }
    setTimeout(cutAll, CLOSE_MS).unref()
    for (const connection of this.#connections.values()) connection.unref()
  }

  async #schemaState(db: Kysely<Schema>): Promise<'missing' | 'older' | 'up to date'> {
    const { rows } = await sql<{ encoding: string; migrated: boolean; distributed: boolean }>`
      select current_setting('server_encoding') as encoding, to_regclass('kysely_migration') is not null as migrated,
        exists (select from pg_extension where extname = 'citus') as distributed`.execute(db)
    if (rows[0]!.encoding !== 'UTF8') {
      throw new Error(`its database is encoded in ${rows[0]!.encoding}; it must be UTF8`)
    }
    this.#adapter.isDistributed = rows[0]!.distributed
    if (!rows[0]!.migrated) return 'missing'
    const { rows: applied } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    return isUpToDate(applied.map(({ name }) => name)) ? 'up to date' : 'older'
  }

  /**
   * The first questions go with the beginning, and nobody waits for the end: a page takes as few round trips as it asks
   * questions one after another. If the beginning fails, they fail too or see no row (row level security is forced), and
   * the answer is the error of the beginning. Nothing that writes may go with it.
   */
  #inSnapshot<Result>(begin: string, limits: TimeLimits, read: (tx: Reader) => Promise<Result>): Promise<Result> {
    return this.#withConnection(limits, async (connection, until_ms) => {
      const begun = connection.send(begin, Math.min(FIRST_ANSWER_MS, until_ms - performance.now()))
      const reading = connection.lend(db => read(db as unknown as Reader))
      const result = await reading.catch(async error => {
        await begun
        throw error
      })
      await begun
      connection.endSnapshot()
      return result
    })
  }

  #inTransaction<Result>(
    begin: readonly string[],
    limits: TimeLimits,
    work: (db: Kysely<Schema>) => Promise<Result>,
  ): Promise<Result> {
    return this.#withConnection(limits, async (connection, until_ms) => {
      const [first, ...others] = begin
      await connection.send(first!, Math.min(FIRST_ANSWER_MS, until_ms - performance.now()))
      for (const statement of others) await connection.send(statement)
      const result = await connection.lend(work)
      const { command } = await connection.send('commit')
      // After a statement that failed, the server answers ROLLBACK and reports no error.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back: one of its statements failed')
      return result
    })
  }

  #withConnection<Result>(
    { reach_ms, statement_ms }: TimeLimits,
    work: (connection: Connection, until_ms: number) => Promise<Result>,
  ): Promise<Result> {
    return withRetry(async until_ms => {
      const connection = await this.#connect(until_ms)
      connection.statement_ms = statement_ms
      let isUsable = false
      try {
        const result = await work(connection, until_ms)
        isUsable = true
        return result
      } catch (error) {
        if (isLostPlan(error)) this.#plans.giveUp((error as Error).message)
        if (isLostConnection(error)) this.#silent_ms = performance.now()
        else isUsable = await connection.rollback()
        throw error
      } finally {
        connection.release(isUsable)
      }
    }, reach_ms)
  }

  /** Passes over idle connections that may be as lost as one that was found silent. */
  async #connect(until_ms: number): Promise<Connection> {
    for (;;) {
      const connecting = this.#pool.connect()
      const client = await within(until_ms - performance.now(), connecting).catch(error => {
        // It may still come: the next one uses it.
        if (error instanceof SilentServerError) connecting.then(late => late.release()).catch(() => {})
        throw error
      })
      const connection = this.#connections.get(client)!
      if (connection.answered_ms <= this.#silent_ms) connection.release(false)
      else {
        await connection.readyForTransaction()
        return connection
      }
    }
  }
}

/** A server that can be read only refuses an update of no row, and a transaction number is written to its log. */
async function writeNothing(trx: WriteTransaction): Promise<void> {
  await sql`update session set last_seen_at = last_seen_at where false`.execute(trx)
  await sql`select pg_current_xact_id()`.execute(trx)
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
