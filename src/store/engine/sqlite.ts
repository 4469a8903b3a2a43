/** Opens an SQLite file as the store. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { AccessStore, Database, ReadAccess, Reader, WriteAccess } from './access.ts'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'
import { EmbeddedDialect, type Writing } from './sqlite-dialect.ts'

const BUSY_TIMEOUT_MS = 10_000

interface SqliteOptions {
  /** False: do not wait for the disk, and keep pages in memory that will soon be written again. */
  readonly durable?: boolean
  /** How long a writer waits for other writing processes. */
  readonly timeout_ms?: number
}

/**
 * Opens an SQLite file. Creates the file and its folder if they are missing.
 * @throws when the file cannot be opened or is not a database
 */
export async function openSqlite(
  path: string,
  { durable = true, timeout_ms = BUSY_TIMEOUT_MS }: SqliteOptions = {},
): Promise<Database> {
  const connections: SQLite.Database[] = []
  const connect = (writing?: Writing) => {
    const connection = open(path, writing)
    connections.push(connection)
    return { connection, db: new Kysely<Schema>({ dialect: new EmbeddedDialect(connection, writing) }) }
  }
  const close = async () => {
    // Kysely would close only the connections it has used.
    for (const connection of connections) connection.close()
  }
  try {
    const writer = connect({ durable, timeout_ms })
    await migrate(writer.db)
    // The driver waits for the lock asynchronously from here; SQLite would block the thread.
    writer.connection.pragma('busy_timeout = 0')
    const reader = connect()
    return {
      writer: writeAccess(writer.db),
      reader: readAccess(reader.db),
      exporter: readAccess(connect().db),
      access: accessStore(reader.db, writer.db),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A file has one writer at a time, so every transaction is exclusive. */
function writeAccess(db: Kysely<Schema>): WriteAccess {
  return { transaction: work => db.transaction().execute(trx => work(trx, true)) }
}

/** Uses its own connection, so that reads never wait for a writing transaction. A file has no row level security. */
function readAccess(db: Kysely<Schema>): ReadAccess {
  return { snapshot: (_account, read) => db.transaction().execute(trx => read(trx as unknown as Reader)) }
}

/** Shares the connections: two writing connections in one process would deadlock each other. */
function accessStore(reading: Kysely<Schema>, writing: Kysely<Schema>): AccessStore {
  return {
    read: read => reading.transaction().execute(trx => read(trx as unknown as Reader)),
    write: work => writing.transaction().execute(work),
  }
}

/** @param writing absent for a read-only connection */
function open(path: string, writing?: Writing): SQLite.Database {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path))
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma('journal_mode = WAL')
  // A file opened in WAL mode has synchronous = NORMAL, which can lose the last commits on power loss.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // Without recursive triggers INSERT OR REPLACE bypasses the append-only triggers.
  connection.pragma('recursive_triggers = ON')
  // Page reads touch few database pages; a download fills any cache without using it again.
  connection.pragma(`cache_size = ${writing ? -65_536 : -16_384}`)
  connection.pragma('temp_store = MEMORY')
  if (!writing) connection.pragma('query_only = ON')
  if (writing?.durable === false) disableDurability(connection)
  return connection
}

function disableDurability(connection: SQLite.Database): void {
  connection.pragma('synchronous = OFF')
  connection.pragma('wal_autocheckpoint = 50000')
  connection.pragma('cache_size = -524288')
}
