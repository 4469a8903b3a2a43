/** The embedded store: what SQLite does in its own way stands here and in its neighbour. */
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
  /** False lets writing not wait for the disk, and keeps in memory what will soon be written again. */
  readonly durable?: boolean
  /** How long writing waits for other processes that write. */
  readonly timeout_ms?: number
}

/**
 * Opens an SQLite file, which is made when it is missing, and its folder too.
 * @throws when the file cannot be opened or is no database
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
    // Not by Kysely: it closes only what it has used.
    for (const connection of connections) connection.close()
  }
  try {
    const writer = connect({ durable, timeout_ms })
    await migrate(writer.db)
    // From now on it waits for others beside its other work, and not inside SQLite.
    writer.connection.pragma('busy_timeout = 0')
    const reader = connect()
    return {
      writer: writeAccess(writer.db),
      reader: readAccess(reader.db),
      exporter: readAccess(connect().db),
      access: gateAccess(reader.db, writer.db),
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
  return { snapshot: (_whose, read) => db.transaction().execute(trx => read(trx as unknown as Reader)) }
}

/** Over the connections that are there: of two that write in one process each would keep the other from letting go. */
function gateAccess(reading: Kysely<Schema>, writing: Kysely<Schema>): AccessStore {
  return {
    read: read => reading.transaction().execute(trx => read(trx as unknown as Reader)),
    write: work => writing.transaction().execute(work),
  }
}

/** @param writing without it the connection cannot write */
function open(path: string, writing?: Writing): SQLite.Database {
  if (!existsSync(dirname(path))) mkdirSync(dirname(path))
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT_MS })
  connection.pragma('journal_mode = WAL')
  // Opening a file in WAL leaves synchronous at NORMAL, which may lose the last commits when power fails.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  // Without it INSERT OR REPLACE walks past the append-only triggers.
  connection.pragma('recursive_triggers = ON')
  // A reader's questions touch a few pages; a download would fill any cache and profit from none.
  connection.pragma(`cache_size = ${writing ? -65_536 : -16_384}`)
  connection.pragma('temp_store = MEMORY')
  if (!writing) connection.pragma('query_only = ON')
  if (writing?.durable === false) forgetDurability(connection)
  return connection
}

function forgetDurability(connection: SQLite.Database): void {
  connection.pragma('synchronous = OFF')
  connection.pragma('wal_autocheckpoint = 50000')
  connection.pragma('cache_size = -524288')
}
