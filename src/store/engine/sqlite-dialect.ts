/** Kysely over one connection to an SQLite file. */
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
  sql,
} from 'kysely'
import { type StoreAdapter, StoreUnreachableError } from './access.ts'
import type { Schema } from './schema.ts'

/** How a connection writes. */
export interface Writing {
  readonly durable: boolean
  /** How long it waits for other processes that write. */
  readonly timeout_ms: number
}

/** How often who waits for the write lock looks whether it is free. */
const LOOK_AGAIN_MS = 2

/** A transaction that took so long has written much. */
const LONG_MS = 30

/** After one the lock is left free so long that who waits for it sees it. */
const LEFT_FREE_MS = 2 * LOOK_AGAIN_MS

/** How long who has written much waits to clear the write-ahead log. */
const CLEARING_MS = 100

type DriverConfig = ConstructorParameters<typeof SqliteDriver>[0]

export class EmbeddedDialect extends SqliteDialect {
  readonly #config: DriverConfig
  readonly #connection: SQLite.Database
  readonly #writing: Writing | undefined

  /** @param writing its transactions take the write lock at their start */
  constructor(connection: SQLite.Database, writing?: Writing) {
    const config = { database: withStatementCache(connection) }
    super(config)
    this.#config = config
    this.#connection = connection
    this.#writing = writing
  }

  override createDriver(): SqliteDriver {
    if (!this.#writing) return new SqliteDriver(this.#config)
    return new WritingDriver(this.#config, this.#connection, this.#writing)
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new EmbeddedQueryCompiler()
  }
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
  readonly isDistributed = false

  /** SQLite does roll back DDL; Kysely's own adapter leaves that unused. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** Nobody else takes any meanwhile: they are the next ones, and those left over are free again. */
  async reserveArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]> {
    const { rows } = await sql<{ last: number }>`select coalesce(max(arrival), 0) as last from event`.execute(trx)
    return Array.from({ length: count }, (_, index) => rows[0]!.last + index + 1)
  }

  async reserveArrivalsUpTo(): Promise<void> {}
}

class WritingDriver extends SqliteDriver {
  readonly #connection: SQLite.Database
  readonly #writing: Writing
  #begun_ms = 0
  #leftFreeUntil_ms = 0

  constructor(config: DriverConfig, connection: SQLite.Database, writing: Writing) {
    super(config)
    this.#connection = connection
    this.#writing = writing
  }

  /**
   * The lock is taken first: a transaction that reads, then writes, must not find another's commit in between. While
   * another process has it, this one does other things; SQLite itself would keep the whole process waiting.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const left_ms = this.#leftFreeUntil_ms - performance.now()
    if (left_ms > 0) await setTimeout(left_ms)
    const until_ms = performance.now() + this.#writing.timeout_ms
    while (!(await tryToBegin(connection, until_ms))) await setTimeout(LOOK_AGAIN_MS)
    this.#begun_ms = performance.now()
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    if (!this.#writing.durable || performance.now() - this.#begun_ms < LONG_MS) return
    this.#clearLog()
    this.#leftFreeUntil_ms = performance.now() + LEFT_FREE_MS
  }

  /**
   * SQLite moves the write-ahead log into the file after a commit, when the lock is free again. Who then writes behind it
   * keeps it from being begun anew: beside busy pages an import's log would grow as long as the import. So what was
   * written meanwhile is moved too, and during that nobody writes.
   */
  #clearLog(): void {
    const usual_ms = this.#connection.pragma('busy_timeout', { simple: true })
    this.#connection.pragma(`busy_timeout = ${CLEARING_MS}`)
    this.#connection.pragma('wal_checkpoint(FULL)')
    this.#connection.pragma(`busy_timeout = ${usual_ms}`)
  }
}

async function tryToBegin(connection: DatabaseConnection, until_ms: number): Promise<boolean> {
  try {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    return true
  } catch (error) {
    const isBusy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')
    if (!isBusy) throw error
    if (performance.now() > until_ms) throw new StoreUnreachableError('another program keeps the file locked')
    return false
  }
}
