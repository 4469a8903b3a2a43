/** Opens an SQLite file as the store. */
import { existsSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import {
  type AccessStore,
  type Database,
  EVERY_ACCOUNT,
  type HandOver,
  NoStoreError,
  OlderStoreError,
  type PaperStore,
  type ReadAccess,
  type Reader,
  StoreFaultError,
  type StoreUse,
  type WriteAccess,
  type WriteTransaction,
} from './access.ts'
import { isUpToDate, migrate, type UpgradeWatch } from './migrate.ts'
import type { Schema } from './schema.ts'
import { Checkpoints } from './sqlite-checkpoints.ts'
import { BUSY_TIMEOUT_MS, openConnection, openReadOnly, openUnwritable } from './sqlite-connection.ts'
import { type EmbeddedConnection, EmbeddedDialect, type Writing } from './sqlite-dialect.ts'
import { namingFaults } from './sqlite-faults.ts'
import { fileGuard, isWritable, measureFile, prepareFile, requireRoom } from './sqlite-file.ts'
import { WriteQueue } from './sqlite-queue.ts'

/** A page answers within 5 s, as on PostgreSQL; a sender would only retry. */
const LOCK_TIMEOUTS: LockTimeouts = { access_ms: 4500, delivery_ms: 10_000 }

/** How long writers wait while another process keeps the file locked. */
interface LockTimeouts {
  readonly access_ms: number
  readonly delivery_ms: number
}

type Write = <Result>(work: (trx: WriteTransaction) => Promise<Result>) => Promise<Result>

interface SqliteOptions {
  readonly use?: StoreUse
  /** False: do not wait for the disk, and keep pages in memory that will soon be written again. */
  readonly durable?: boolean
  readonly timeouts?: LockTimeouts
  readonly upgrade?: UpgradeWatch
}

/**
 * Opens an SQLite file and brings its schema up to date. To `read` a file that cannot be written, it opens it as it is.
 * @throws {NoStoreError} when there is no store that suits this program
 * @throws {StoreFaultError} when the file cannot be read or written
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Database> {
  const { use = 'create', durable = true, timeouts = LOCK_TIMEOUTS, upgrade } = options
  const connections: EmbeddedConnection[] = []
  const connect = <Connection extends EmbeddedConnection>(connection: Connection, writing?: Writing) => {
    connections.push(connection)
    return { connection, db: new Kysely<Schema>({ dialect: new EmbeddedDialect(connection, writing) }) }
  }
  const closed = new AbortController()
  const checkpoints = durable ? new Checkpoints(path) : null
  const close = async () => {
    closed.abort()
    await checkpoints?.close()
    // Kysely would close only the connections it has used.
    for (const connection of connections) connection.close()
  }
  try {
    return await namingFaults(async () => {
      prepareFile(path, use)
      if (use === 'inspect' || !isWritable(path)) {
        if (use === 'create' || use === 'write')
          throw new StoreFaultError('read-only', 'the file, its folder or its disk is read-only')
        const reader = connect(await openUnwritable(path))
        if (!isMigrated(reader.connection, use)) {
          const remedy = isWritable(path) ? 'run migrate' : 'the file cannot be written; run migrate where it can be'
          throw new OlderStoreError(`its schema is older; ${remedy}`)
        }
        const exporter = connect(await openUnwritable(path))
        return {
          isNew: false,
          reader: readAccess(reader.db),
          exporter: readAccess(exporter.db),
          ...unwritable(reader.db),
          ...askingFile(path, reader.connection),
          close,
        }
      }
      const isOlder = !(await looksMigrated(path, use))
      // A command that only reads leaves the journal mode of a copy as it is.
      const toWal = use !== 'read' || isOlder
      const writing = { durable, queue: new WriteQueue(), ...(checkpoints && { checkpoints }) }
      const writer = connect(openConnection(path, { toWal, writing }), writing)
      // Another process may have migrated meanwhile.
      const isNew = isOlder && !isMigrated(writer.connection, use) && (await migrate(writer.db, upgrade))
      // The driver waits for the lock asynchronously from here; SQLite would block the thread.
      writer.connection.pragma('busy_timeout = 0')
      const requireInPlace = fileGuard(path)
      const inTurn = <Result>(timeout_ms: number, work: () => Promise<Result>) =>
        writing.queue.run(timeout_ms, async () => {
          requireInPlace()
          const result = await work()
          // Nothing is acknowledged that went to a file which was removed meanwhile.
          requireInPlace()
          return result
        })
      const write =
        (timeout_ms: number): Write =>
        work =>
          inTurn(timeout_ms, () => writer.db.transaction().execute(work))
      const handOver: HandOver['run'] = work =>
        namingFaults(() =>
          inTurn(timeouts.delivery_ms, async () => {
            // It may have waited, and an end that has come already ends no other thread.
            if (closed.signal.aborted) throw new StoreFaultError('unreachable', 'the store was closed')
            const result = await work(closed.signal)
            await checkpoints?.run(writer.connection)
            return result
          }),
        )
      const reader = connect(openConnection(path, { toWal }))
      return {
        isNew,
        writer: writeAccess(write(timeouts.delivery_ms), checkpoints && { path, run: handOver }),
        reader: readAccess(reader.db),
        exporter: readAccess(connect(openConnection(path, { toWal })).db),
        access: accessStore(reader.db, write(timeouts.access_ms), () => {
          requireInPlace()
          requireRoom(path)
        }),
        papers: paperStore(reader.db, write(timeouts.access_ms)),
        ...askingFile(path, reader.connection),
        close,
      }
    })
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Opens a file that another thread of this process has open and hands over. It is opened by SQLite alone: the system
 * takes away all locks of a process on a file when any descriptor of it is closed.
 */
export function openWriterBeside(path: string): Pick<Database, 'writer' | 'close'> {
  const queue = new WriteQueue()
  const writing = { durable: true, queue }
  const connection = openConnection(path, { toWal: false, writing })
  connection.pragma('busy_timeout = 0')
  const db = new Kysely<Schema>({ dialect: new EmbeddedDialect(connection, writing) })
  return {
    writer: writeAccess(work => queue.run(LOCK_TIMEOUTS.delivery_ms, () => db.transaction().execute(work)), null),
    close: async () => void connection.close(),
  }
}

/**
 * Looks before anything of the file is changed: another program's database stays as it is, byte for byte.
 * @throws {NoStoreError} as `isMigrated`
 */
async function looksMigrated(path: string, use: StoreUse): Promise<boolean> {
  // What a crash has left half-written can be read only after SQLite has taken it back.
  const isHalfWritten = existsSync(`${path}-journal`)
  const connection = isHalfWritten ? new SQLite(path, { timeout: BUSY_TIMEOUT_MS }) : await openReadOnly(path)
  try {
    return isMigrated(connection, use)
  } finally {
    connection.close()
  }
}

/** @throws {NoStoreError} when the file is no store, except to create one in an empty file, or is of a newer version */
export function isMigrated(connection: Pick<EmbeddedConnection, 'prepare'>, use: StoreUse): boolean {
  const all = (query: string) => connection.prepare(query).all([]) as { name: string }[]
  if (all("select name from sqlite_schema where name = 'kysely_migration'").length > 0) {
    return isUpToDate(all('select name from kysely_migration order by name').map(({ name }) => name))
  }
  if (use !== 'create' || all('select name from sqlite_schema limit 1').length > 0) {
    throw new NoStoreError('the file is a database without the schema of this program')
  }
  return false
}

/** A file has one writer at a time, so every transaction is exclusive. */
function writeAccess(write: Write, handOver: HandOver | null): WriteAccess {
  return { transaction: work => namingFaults(() => write(trx => work(trx, true))), handOver }
}

/** Uses its own connection, so that reads never wait for a writing transaction. A file has no row level security. */
function readAccess(db: Kysely<Schema>): ReadAccess {
  return {
    snapshot: (_account, read) => namingFaults(() => db.transaction().execute(trx => read(trx as unknown as Reader))),
  }
}

/** Shares the connections: two writing connections in one process would deadlock each other. */
function accessStore(reading: Kysely<Schema>, write: Write, requireUsable: () => void): AccessStore {
  return {
    read: read => readAccess(reading).snapshot(EVERY_ACCOUNT, read),
    write: work => namingFaults(() => write(work)),
    proveWritable: () =>
      namingFaults(async () => {
        requireUsable()
        await write(changeHeader)
      }),
  }
}

/** Waits like the access store: both serve pages. */
function paperStore(reading: Kysely<Schema>, write: Write): PaperStore {
  return {
    read: (account, read) => readAccess(reading).snapshot(account, read),
    write: (_account, work) => namingFaults(() => write(work)),
  }
}

function askingFile(
  path: string,
  connection: EmbeddedConnection,
): Pick<Database, 'logIsDense' | 'requireSchema' | 'measureSize' | 'countConnections'> {
  return {
    logIsDense: true,
    requireSchema: () =>
      namingFaults(async () => {
        if (!isMigrated(connection, 'read')) throw new NoStoreError('its schema is older')
      }),
    measureSize: () => measureFile(path),
    countConnections: () => null,
  }
}

/** Writes the smallest thing there is: a number in the file's header that nobody reads. */
async function changeHeader(trx: WriteTransaction): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(trx)
  await sql.raw(`pragma user_version = ${rows[0]!.user_version === 0 ? 1 : 0}`).execute(trx)
}

function unwritable(reading: Kysely<Schema>): Pick<Database, 'writer' | 'access' | 'papers'> {
  const refuse = () => Promise.reject(new StoreFaultError('read-only', 'the store is opened for reading only'))
  return {
    writer: { transaction: refuse, handOver: null },
    access: { read: read => readAccess(reading).snapshot(EVERY_ACCOUNT, read), write: refuse, proveWritable: refuse },
    papers: { read: (account, read) => readAccess(reading).snapshot(account, read), write: refuse },
  }
}
