/** The embedded store: what SQLite does in its own way stands here and nowhere else. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { Database, GateAccess, ReadAccess, Reader, StoreAdapter, WriteAccess } from './access.ts'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'

const BUSY_TIMEOUT_MS = 10_000

/** How often who waits for the write lock looks whether it is free. */
const LOOK_AGAIN_MS = 2

/** How long who had the lock leaves it to others before taking it again: as a share of how long it had it, at most so long. */
const SHARE_LEFT = 0.05
const LONGEST_LEFT_MS = 5 * LOOK_AGAIN_MS

/**
 * Opens an SQLite file, which is made when it is missing, and its folder too.
 * @param durable false lets writing not wait for the disk, and keeps in memory what will soon be written again
 * @throws when the file cannot be opened or is no database
 */
export async function openSqlite(path: string, { durable = true } = {}): Promise<Database> {
  const connections: SQLite.Database[] = []
  const connect = (purpose: 'write' | 'read') => {
    const connection = open(path, purpose)
    connections.push(connection)
    return { connection, db: new Kysely<Schema>({ dialect: new EmbeddedDialect(connection, purpose) }) }
  }
  const close = async () => {
    // Not by Kysely: it closes only what it has used.
    for (const connection of connections) connection.close()
  }
  try {
    const writer = connect('write')
    if (!durable) forgetDurability(writer.connection)
    await migrate(writer.db)
    const reader = connect('read')
    return {
      writer: writeAccess(writer.db),
      reader: readAccess(reader.db),
      exporter: readAccess(connect('read').db),
      gate: gateAccess(reader.db, writer.db),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A file has one writer at a time, so whoever writes is alone. */
function writeAccess(db: Kysely<Schema>): WriteAccess {
  return { transaction: work => db.transaction().execute(trx => work(trx, true)) }
}

/** On connections of their own, so that reading never waits for a writing transaction. Who can open the file sees all of it. */
function readAccess(db: Kysely<Schema>): ReadAccess {
  return { atOneMoment: (_whose, look) => db.transaction().execute(trx => look(trx as unknown as Reader)) }
}

/** Over the connections that are there: of two that write in one process each would keep the other from letting go. */
function gateAccess(reading: Kysely<Schema>, writing: Kysely<Schema>): GateAccess {
  return {
    look: look => reading.transaction().execute(trx => look(trx as unknown as Reader)),
    change: work => writing.transaction().execute(work),
  }
}

/** @param purpose a writer's transactions take the write lock at their start; a reader cannot write */
function open(path: string, purpose: 'write' | 'read'): SQLite.Database {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path))
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma('journal_mode = WAL')
  // Opening a file in WAL leaves synchronous at NORMAL, which may lose the last commits when power fails.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // Without it INSERT OR REPLACE walks past the append-only triggers.
  connection.pragma('recursive_triggers = ON')
  // A reader's questions touch a few pages; a download would fill any cache and profit from none.
  connection.pragma(`cache_size = ${purpose === 'write' ? -65_536 : -16_384}`)
  connection.pragma('temp_store = MEMORY')
  if (purpose === 'read') connection.pragma('query_only = ON')
  return connection
}

function forgetDurability(connection: SQLite.Database): void {
  connection.pragma('synchronous = OFF')
  connection.pragma('wal_autocheckpoint = 50000')
  connection.pragma('cache_size = -524288')
}

/** Statements are prepared once a connection, not once a query: the texts are few, values travel as parameters. */
function withStatementCache(connection: SQLite.Database) {
  const statements = new Map<string, SQLite.Statement<unknown[]>>()
  return {
    close: () => connection.close(),
    prepare: (sql: string) => {
      let statement = statements.get(sql)
      if (!statement) {
        statement = connection.prepare<unknown[]>(sql)
        statements.set(sql, statement)
      }
      return statement as never
    },
  }
}

class EmbeddedDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDriver>[0]
  readonly #connection: SQLite.Database
  readonly #purpose: 'write' | 'read'

  constructor(connection: SQLite.Database, purpose: 'write' | 'read') {
    const config = { database: withStatementCache(connection) }
    super(config)
    this.#config = config
    this.#connection = connection
    this.#purpose = purpose
  }

  override createDriver(): SqliteDriver {
    if (this.#purpose === 'read') return new SqliteDriver(this.#config)
    return new WritingDriver(this.#config, this.#connection)
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new EmbeddedQueryCompiler()
  }
}

/**
 * SQLite looks into the values of `column = ?` and `limit ?` when it plans, and then plans anew whenever they change:
 * 20 to 70 µs each time, ten times what the reading costs. Into `likely(?)`, the same value, it does not look.
 */
class EmbeddedQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return 'likely(?)'
  }

  /** There is no `for update`, and no need of it: a writing transaction is alone. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate') super.visitSelectModifier(node)
  }
}

class EmbeddedAdapter extends SqliteAdapter implements StoreAdapter {
  readonly isSpread = false

  /** SQLite does roll back DDL; Kysely's own adapter leaves that unused. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** Nobody else takes any meanwhile: they are the next ones, and those left over are free again. */
  async takeArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]> {
    const { rows } = await sql<{ last: number }>`select coalesce(max(arrival), 0) as last from event`.execute(trx)
    return Array.from({ length: count }, (_, index) => rows[0]!.last + index + 1)
  }

  async passArrivals(): Promise<void> {}
}

class WritingDriver extends SqliteDriver {
  readonly #connection: SQLite.Database
  #since_ms = 0
  #leftUntil_ms = 0

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], connection: SQLite.Database) {
    super(config)
    this.#connection = connection
  }

  /**
   * The lock is taken first: a transaction that reads, then writes, must not find another's commit in between. While
   * another process has it, this one does other things; SQLite itself would keep the whole process waiting.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const left_ms = this.#leftUntil_ms - performance.now()
    if (left_ms > 0) await setTimeout(left_ms)
    const patience_ms = this.#connection.pragma('busy_timeout', { simple: true }) as number
    const until_ms = performance.now() + patience_ms
    while (!(await this.#tryToBegin(connection, patience_ms, until_ms))) await setTimeout(LOOK_AGAIN_MS)
    this.#since_ms = performance.now()
  }

  async #tryToBegin(connection: DatabaseConnection, patience_ms: number, until_ms: number): Promise<boolean> {
    this.#connection.pragma('busy_timeout = 0')
    try {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      return true
    } catch (error) {
      const isBusy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')
      if (!isBusy || performance.now() > until_ms) throw error
      return false
    } finally {
      this.#connection.pragma(`busy_timeout = ${patience_ms}`)
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#leaveToOthers()
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection)
    this.#leaveToOthers()
  }

  /** An import that begins its next group at once would be met by who looks now and then with the lock taken, every time. */
  #leaveToOthers(): void {
    const now_ms = performance.now()
    this.#leftUntil_ms = now_ms + Math.min((now_ms - this.#since_ms) * SHARE_LEFT, LONGEST_LEFT_MS)
  }
}
