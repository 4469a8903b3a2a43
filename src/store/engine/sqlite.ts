/** Opens an SQLite file as the store. */
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import SQLite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import {
  type AccessStore,
  type Database,
  EVERY_ACCOUNT,
  MissingStoreError,
  NoStoreError,
  OlderStoreError,
  type ReadAccess,
  type Reader,
  StoreFaultError,
  type StoreSize,
  type StoreUse,
  type WriteAccess,
  type WriteTransaction,
} from './access.ts'
import { explainMissingFolder, freeRoom, MIN_ROOM_BYTES } from './disk.ts'
import { isUpToDate, migrate, type OnUpgrade } from './migrate.ts'
import type { Schema } from './schema.ts'
import { type EmbeddedConnection, EmbeddedDialect, type Writing } from './sqlite-dialect.ts'
import { namingFaults } from './sqlite-faults.ts'
import { openImmutable } from './sqlite-immutable.ts'
import { WriteQueue } from './sqlite-queue.ts'

/** In which SQLite blocks the thread: while a store is opened. */
export const BUSY_TIMEOUT_MS = 10_000

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
  readonly onUpgrade?: OnUpgrade
}

/**
 * Opens an SQLite file and brings its schema up to date. To `read` a file that cannot be written, it opens it as it is.
 * @throws {NoStoreError} when there is no store that suits this program
 * @throws {StoreFaultError} when the file cannot be read or written
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Database> {
  const { use = 'create', durable = true, timeouts = LOCK_TIMEOUTS, onUpgrade } = options
  const connections: EmbeddedConnection[] = []
  const connect = <Connection extends EmbeddedConnection>(connection: Connection, writing?: Writing) => {
    connections.push(connection)
    return { connection, db: new Kysely<Schema>({ dialect: new EmbeddedDialect(connection, writing) }) }
  }
  const close = async () => {
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
      const writing = { durable, queue: new WriteQueue() }
      const writer = connect(open(path, { toWal, writing }), writing)
      // Another process may have migrated meanwhile.
      const isNew = isOlder && !isMigrated(writer.connection, use) && (await migrate(writer.db, onUpgrade))
      // The driver waits for the lock asynchronously from here; SQLite would block the thread.
      writer.connection.pragma('busy_timeout = 0')
      const requireInPlace = fileGuard(path)
      const write =
        (timeout_ms: number): Write =>
        work =>
          writing.queue.run(timeout_ms, () => {
            requireInPlace()
            return writer.db.transaction().execute(work)
          })
      const reader = connect(open(path, { toWal }))
      return {
        isNew,
        writer: writeAccess(write(timeouts.delivery_ms)),
        reader: readAccess(reader.db),
        exporter: readAccess(connect(open(path, { toWal })).db),
        access: accessStore(reader.db, write(timeouts.access_ms), () => {
          requireInPlace()
          requireRoom(path)
        }),
        ...askingFile(path, reader.connection),
        close,
      }
    })
  } catch (error) {
    await close()
    throw error
  }
}

/** Makes a missing file, for its owner only; SQLite gives the files beside it the same mode. */
export function prepareFile(path: string, use: StoreUse): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) throw new NoStoreError('it is a folder; name a file in it')
  if (found && found.size > 0) {
    requireHeader(path)
    return
  }
  requireFolder(dirname(path), use)
  if (use !== 'create') throw new MissingStoreError(found ? 'the file is empty' : 'there is no such file')
  closeSync(openSync(path, 'a', 0o600))
}

/**
 * Makes the last folder of a path with a store, and none above it: they may be mistyped, or on a disk that is not mounted.
 * @throws {NoStoreError} when there is no folder, and none would be made
 */
function requireFolder(folder: string, use: StoreUse): void {
  if (isFolder(folder)) {
    if (use === 'inspect' && !canWrite(folder))
      throw new StoreFaultError('read-only', 'this user may not write its folder')
    return
  }
  if (use === 'create') {
    makeFolder(folder)
    return
  }
  if (use !== 'inspect') throw new NoStoreError(`there is no folder ${folder}`)
  if (!isFolder(dirname(folder)) || !canWrite(dirname(folder))) throw new NoStoreError(explainMissingFolder(folder))
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause
    throw new NoStoreError(explainMissingFolder(folder), { cause })
  }
}

const HEADER = 'SQLite format 3\0'

function requireHeader(path: string): void {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER.length)
    readSync(file, header)
    if (header.toString('latin1') !== HEADER) throw new NoStoreError('the file is not a database')
  } finally {
    closeSync(file)
  }
}

/** SQLite writes files beside a store too. */
export function isWritable(path: string): boolean {
  return canWrite(path) && canWrite(dirname(path))
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
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
function writeAccess(write: Write): WriteAccess {
  return { transaction: work => namingFaults(() => write(trx => work(trx, true))) }
}

/**
 * A backup may be restored under a server that still runs. What it would go on writing is no longer in the store.
 * @returns a function that throws a StoreFaultError when the file is no longer the one that is there now
 */
function fileGuard(path: string): () => void {
  const opened = statSync(path)
  return () => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.ino === opened.ino && found.dev === opened.dev) return
    throw new StoreFaultError('replaced', 'the file of the store was removed, moved or replaced while it was open')
  }
}

/** Uses its own connection, so that reads never wait for a writing transaction. A file has no row level security. */
function readAccess(db: Kysely<Schema>): ReadAccess {
  return {
    snapshot: (_account, read) => namingFaults(() => db.transaction().execute(trx => read(trx as unknown as Reader))),
  }
}

/** Shares the connections: two writing connections in one process would deadlock each other. */
function accessStore(reading: Kysely<Schema>, write: Write, requirePlace: () => void): AccessStore {
  return {
    read: read => readAccess(reading).snapshot(EVERY_ACCOUNT, read),
    write: work => namingFaults(() => write(work)),
    proveWritable: () =>
      namingFaults(async () => {
        requirePlace()
        await write(changeHeader)
      }),
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

/** The file can be replaced or removed while it is open. */
export async function measureFile(path: string): Promise<{ [Size in keyof StoreSize]: number }> {
  const sizeOf = async (file: string) => (await stat(file).catch(() => null))?.size ?? 0
  const [store_bytes, wal_bytes] = await Promise.all([sizeOf(path), sizeOf(`${path}-wal`)])
  return { store_bytes, wal_bytes, free_bytes: freeRoom(dirname(path)) }
}

/** On a full disk a small change can still find room in the log, but not a delivery. */
function requireRoom(path: string): void {
  if (freeRoom(path) < MIN_ROOM_BYTES) throw new StoreFaultError('full', 'the disk of the store is full')
}

/** Writes the smallest thing there is: a number in the file's header that nobody reads. */
async function changeHeader(trx: WriteTransaction): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(trx)
  await sql.raw(`pragma user_version = ${rows[0]!.user_version === 0 ? 1 : 0}`).execute(trx)
}

function unwritable(reading: Kysely<Schema>): Pick<Database, 'writer' | 'access'> {
  const refuse = () => Promise.reject(new StoreFaultError('read-only', 'the store is opened for reading only'))
  return {
    writer: { transaction: refuse },
    access: { read: read => readAccess(reading).snapshot(EVERY_ACCOUNT, read), write: refuse, proveWritable: refuse },
  }
}

/** @throws {NoStoreError} when the file has a log of newer commits beside it that cannot be read */
async function openUnwritable(path: string): Promise<EmbeddedConnection> {
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
async function openReadOnly(path: string): Promise<EmbeddedConnection> {
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

function open(path: string, { toWal, writing }: Opening): SQLite.Database {
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT_MS })
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
