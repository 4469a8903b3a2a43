/** The embedded store: what SQLite does in its own way stands here and nowhere else. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely'

const BUSY_TIMEOUT_MS = 10_000

/** A connection, and how Kysely speaks over it. */
export interface SqliteConnection {
  readonly dialect: SqliteDialect
  /** Closes it, whether Kysely ever used it or not. */
  close(): void
}

/**
 * One connection to an SQLite file, which is made when it is missing, and its folder too.
 * @param purpose a writer's transactions take the write lock at their start; a reader cannot write
 * @throws when the file cannot be opened or is no database
 */
export function connectSqlite(path: string, purpose: 'write' | 'read'): SqliteConnection {
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
  const dialect = new EmbeddedDialect({ database: withStatementCache(connection) }, purpose)
  return { dialect, close: () => connection.close() }
}

/** Lets a connection write without waiting for the disk, and keep in memory what it will soon write again. */
export async function forgetDurability(writer: Pick<Kysely<unknown>, 'executeQuery'>): Promise<void> {
  for (const pragma of ['synchronous = off', 'wal_autocheckpoint = 50000', 'cache_size = -524288']) {
    await writer.executeQuery(CompiledQuery.raw(`pragma ${pragma}`))
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

class EmbeddedDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDriver>[0]
  readonly #purpose: 'write' | 'read'

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], purpose: 'write' | 'read') {
    super(config)
    this.#config = config
    this.#purpose = purpose
  }

  override createDriver(): SqliteDriver {
    return this.#purpose === 'write' ? new WritingDriver(this.#config) : new SqliteDriver(this.#config)
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
}

/** SQLite does roll back DDL; Kysely's own adapter leaves that unused. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class WritingDriver extends SqliteDriver {
  /** The lock is taken first: a transaction that reads, then writes, must not find another's commit in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}
