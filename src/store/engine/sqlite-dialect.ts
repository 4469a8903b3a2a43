/** A Kysely dialect over one connection to an SQLite file. */
import { setTimeout } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
  sql,
} from 'kysely'
import type { StoreAdapter } from './access.ts'
import type { Schema } from './schema.ts'
import type { Checkpoints } from './sqlite-checkpoints.ts'
import type { WriteQueue } from './sqlite-queue.ts'

export interface Writing {
  readonly durable: boolean
  /** Absent where another connection of the process sees to the log. */
  readonly checkpoints?: Checkpoints
  /** Every transaction but those of migrations runs in it. */
  readonly queue: WriteQueue
}

/** How often a waiting writer tries to take the lock. */
const RETRY_MS = 2

/** A transaction that takes longer has written much. */
const LONG_TRANSACTION_MS = 30

/** After a long transaction the lock stays free for this time, so that a waiting process gets it. */
const PAUSE_MS = 2 * RETRY_MS

/** What reading needs of a connection, whichever driver made it. */
export interface EmbeddedConnection {
  readonly inTransaction: boolean
  prepare(text: string): SqliteStatement
  pragma(text: string): unknown
  close(): unknown
}

type DriverConfig = ConstructorParameters<typeof SqliteDriver>[0]

export class EmbeddedDialect extends SqliteDialect {
  readonly #config: DriverConfig
  readonly #connection: EmbeddedConnection
  readonly #writing: Writing | undefined

  /** @param writing present for a writing connection, whose transactions take the lock at their start */
  constructor(connection: EmbeddedConnection, writing?: Writing) {
    const config = { database: withStatementCache(connection) }
    super(config)
    this.#config = config
    this.#connection = connection
    this.#writing = writing
  }

  override createDriver(): SqliteDriver {
    if (!this.#writing) return new EmbeddedDriver(this.#config, this.#connection)
    return new WritingDriver(this.#config, this.#connection as SQLite.Database, this.#writing)
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new EmbeddedQueryCompiler()
  }
}

/** Prepares each statement once per connection: there are few texts, and values are parameters. */
function withStatementCache(connection: EmbeddedConnection) {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => void connection.close(),
    prepare: (sql: string) => {
      let statement = statements.get(sql)
      if (!statement) {
        statement = connection.prepare(sql)
        statements.set(sql, statement)
      }
      return statement
    },
  }
}

/**
 * SQLite inspects the values of `column = ?` and `limit ?` when it plans, and plans again whenever they change: 20 to
 * 70 µs each time, ten times the cost of the read. It does not inspect `likely(?)`, which has the same value.
 */
class EmbeddedQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return 'likely(?)'
  }

  /** SQLite has no `for update` and needs none: a writing transaction is exclusive. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier !== 'ForUpdate') super.visitSelectModifier(node)
  }
}

class EmbeddedAdapter extends SqliteAdapter implements StoreAdapter {
  readonly isDistributed = false
  readonly arrays = null

  /** SQLite rolls back DDL; Kysely's own adapter does not use that. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** The transaction is exclusive, so the next numbers are free, and unused ones stay free. */
  async reserveArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]> {
    const { rows } = await sql<{ last: number }>`select coalesce(max(arrival), 0) as last from event`.execute(trx)
    return Array.from({ length: count }, (_, index) => rows[0]!.last + index + 1)
  }

  async reserveArrivalsUpTo(): Promise<void> {}

  async actAtGate(): Promise<void> {}
}

class EmbeddedDriver extends SqliteDriver {
  readonly #connection: EmbeddedConnection

  constructor(config: DriverConfig, connection: EmbeddedConnection) {
    super(config)
    this.#connection = connection
  }

  /** SQLite has already rolled back after some failures, such as a full disk. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection)
  }
}

class WritingDriver extends EmbeddedDriver {
  readonly #connection: SQLite.Database
  readonly #writing: Writing
  #begun_ms = 0
  #pausedUntil_ms = 0

  constructor(config: DriverConfig, connection: SQLite.Database, writing: Writing) {
    super(config, connection)
    this.#connection = connection
    this.#writing = writing
  }

  /**
   * Takes the write lock first: no other commit may come between the reads and the writes of a transaction. While
   * another process holds the lock, this process goes on with other work; SQLite itself would block the thread.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const left_ms = this.#pausedUntil_ms - performance.now()
    if (left_ms > 0) await setTimeout(left_ms)
    while (!(await tryToBegin(connection))) {
      this.#writing.queue.giveUpLate()
      await setTimeout(RETRY_MS)
    }
    this.#begun_ms = performance.now()
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const isLong = performance.now() - this.#begun_ms > LONG_TRANSACTION_MS
    await super.commitTransaction(connection)
    await this.#writing.checkpoints?.run(this.#connection)
    if (isLong && this.#writing.durable) this.#pausedUntil_ms = performance.now() + PAUSE_MS
  }
}

async function tryToBegin(connection: DatabaseConnection): Promise<boolean> {
  try {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    return true
  } catch (error) {
    const isBusy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')
    if (!isBusy) throw error
    return false
  }
}
