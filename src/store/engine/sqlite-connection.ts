/** Opens connections to an SQLite file, for reading or writing. */
import { statSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { NoStoreError } from './access.ts'
import type { EmbeddedConnection, Writing } from './sqlite-dialect.ts'
import { openImmutable } from './sqlite-immutable.ts'

/** In which SQLite blocks the thread: while a store is opened. */
export const BUSY_TIMEOUT_MS = 10_000

/** @throws {NoStoreError} when the file has a log of newer commits beside it that cannot be read */
export async function openUnwritable(path: string): Promise<EmbeddedConnection> {
  try {
    return await openReadOnly(path)
  } catch (error) {
    if (!hasLog(path)) throw error
    throw new NoStoreError(
      'its -wal file has newer commits, which cannot be read where nothing can be written; copy both files elsewhere',
      { cause: error },
    )
  }
}

/** While a file has no log of newer commits beside it, nobody writes it, and SQLite need not make files to read it. */
export async function openReadOnly(path: string): Promise<EmbeddedConnection> {
  const connection = hasLog(path)
    ? new SQLite(path, { readonly: true, timeout: BUSY_TIMEOUT_MS })
    : await openImmutable(path)
  try {
    setUpReading(connection)
    // The first read opens the log.
    connection.pragma('schema_version')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

function setUpReading(connection: EmbeddedConnection): void {
  // Page reads touch few database pages; a download fills any cache without using it again.
  connection.pragma('cache_size = -16384')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('query_only = ON')
}

interface Opening {
  /** False: the file keeps its journal mode. */
  readonly toWal: boolean
  /** Absent for a read-only connection. */
  readonly writing?: Writing
}

export function openConnection(path: string, { toWal, writing }: Opening): SQLite.Database {
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT_MS, fileMustExist: true })
  try {
    if (toWal) connection.pragma('journal_mode = WAL')
    // A file opened in WAL mode has synchronous = NORMAL, which can lose the last commits on power loss.
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    // Without recursive triggers INSERT OR REPLACE bypasses the append-only triggers.
    connection.pragma('recursive_triggers = ON')
    if (writing) {
      connection.pragma('cache_size = -65536')
      connection.pragma('temp_store = MEMORY')
      // The log is moved beside this thread.
      connection.pragma('wal_autocheckpoint = 0')
    } else setUpReading(connection)
    if (writing?.durable === false) disableDurability(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function disableDurability(connection: SQLite.Database): void {
  connection.pragma('synchronous = OFF')
  connection.pragma('wal_autocheckpoint = 50000')
  connection.pragma('cache_size = -524288')
}
