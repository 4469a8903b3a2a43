/** The five ways into a store, the same for SQLite and PostgreSQL. */
import type { Kysely, Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Schema } from './schema.ts'

/** A snapshot: all queries on it see the same state. */
export type Reader = ReadonlyKysely<Schema>
export type WriteTransaction = Transaction<Schema>

/** Reads at one moment. Work that calls it twice may see two moments. */
export type Snapshot = <Result>(read: (tx: Reader) => Promise<Result>) => Promise<Result>

/** For the service itself and for no page: lists of several accounts, copying, verifying. */
export const EVERY_ACCOUNT = Symbol('every account')

export interface ReadAccess {
  /**
   * All queries of `read` see the same state, whatever is written meanwhile.
   * @param account the account's VÖEN; PostgreSQL then hides the rows of all others
   * @param read runs again from its beginning if the connection is lost
   */
  snapshot<Result>(account: string | typeof EVERY_ACCOUNT, read: (tx: Reader) => Promise<Result>): Promise<Result>
}

export interface WriteAccess {
  /**
   * Runs the work in one transaction, isolated from other work: all of it or none.
   * @param work runs again from its beginning after a conflict or a lost connection. The connection can be lost during
   * the commit, so the work must check whether an earlier attempt is already in the store. `exclusive` says whether
   * nobody else writes meanwhile; work that needs this throws `ExclusiveLockRequiredError` and is started again.
   */
  transaction<Result>(work: (trx: WriteTransaction, exclusive: boolean) => Promise<Result>): Promise<Result>
  /** Null where a commit does not hold the thread, as on a server. */
  readonly handOver: HandOver | null
}

/** Lets another thread of this process write into the store's file. */
export interface HandOver {
  readonly path: string
  /**
   * Runs work that waits for the other thread, in turn with the transactions of this one: they wait for its end, as for
   * one of their own.
   * @param work must end the other thread when the store is closed
   */
  run<Result>(work: (closed: AbortSignal) => Promise<Result>): Promise<Result>
}

/**
 * Sessions, mandates, the access log and the audit log. On PostgreSQL they have a role of their own that sees no amounts,
 * and they do not wait for deliveries.
 */
export interface AccessStore {
  /** Reads one snapshot; may run again from its beginning. */
  read<Result>(read: (tx: Reader) => Promise<Result>): Promise<Result>
  /** Runs all of the work or none; may run again from its beginning, also after a commit whose answer was lost. */
  write<Result>(work: (trx: WriteTransaction) => Promise<Result>): Promise<Result>
  /** @throws {StoreFaultError} when the store cannot be written at the moment */
  proveWritable(): Promise<void>
}

/**
 * Papers that people make of an account, such as documents that are issued. On PostgreSQL they have a role of their own,
 * which sees the papers of this account alone and no ledger: figures are read with `reader` before. Like `access`, papers
 * do not wait for deliveries.
 */
export interface PaperStore {
  /** Reads one snapshot; may run again from its beginning. */
  read<Result>(account: string, read: (tx: Reader) => Promise<Result>): Promise<Result>
  /** Runs all of the work or none; may run again from its beginning, also after a commit whose answer was lost. */
  write<Result>(account: string, work: (trx: WriteTransaction) => Promise<Result>): Promise<Result>
}

/** Thrown by work that must run while nobody else writes. The store runs it again with the exclusive lock. */
export class ExclusiveLockRequiredError extends Error {
  override readonly name = 'ExclusiveLockRequiredError'
}

/**
 * - `unreachable`: it did not answer within the time-out, or cannot be opened
 * - `locked`: another program keeps it locked
 * - `full`: its disk has no room
 * - `read-only`: it can be read and not written
 * - `failing`: its disk reports errors
 * - `damaged`: its file is no sound database
 * - `replaced`: the file that was opened is no longer in its place
 */
export type StoreFault = 'unreachable' | 'locked' | 'full' | 'read-only' | 'failing' | 'damaged' | 'replaced'

/** The store cannot be used for a reason outside the program. Nothing of the transaction is kept. */
export class StoreFaultError extends Error {
  override readonly name: string = 'StoreFaultError'
  readonly fault: StoreFault

  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}

export class StoreUnreachableError extends StoreFaultError {
  override readonly name = 'StoreUnreachableError'

  constructor(message: string, options?: ErrorOptions) {
    super('unreachable', message, options)
  }
}

/** A command cannot make its temporary files. */
export class TemporaryFolderError extends Error {
  override readonly name = 'TemporaryFolderError'
}

/** There is no store at this place, or it does not suit this program. */
export class NoStoreError extends Error {
  override readonly name: string = 'NoStoreError'
}

/** There is no store at this place yet; a command that creates one would make it. */
export class MissingStoreError extends NoStoreError {
  override readonly name = 'MissingStoreError'
}

/** The schema of the store is of an older version, and is not to be changed. */
export class OlderStoreError extends NoStoreError {
  override readonly name = 'OlderStoreError'
}

/**
 * The opener of a store says what it is going to do: `create` makes a missing store, the others need one. `read` brings
 * the schema up to date where the store can be written; `inspect` changes nothing.
 */
export type StoreUse = 'create' | 'write' | 'read' | 'inspect'

export interface Database {
  /** This opening has made the store. */
  readonly isNew: boolean
  readonly writer: WriteAccess
  /** For pages. */
  readonly reader: ReadAccess
  /** For downloads: a long read must not hold up pages. */
  readonly exporter: ReadAccess
  readonly access: AccessStore
  readonly papers: PaperStore
  /** True when events are committed in the order of their places: no event appears before the last one. */
  readonly logIsDense: boolean
  /** @throws {NoStoreError} when the schema is not that of this program */
  requireSchema(): Promise<void>
  /** Asks the file system or the server, and reads no row. */
  measureSize(): Promise<StoreSize>
  /** The connections of this process; null for a file, which has a fixed few. */
  countConnections(): ConnectionCounts | null
  close(): Promise<void>
}

export interface StoreSize {
  readonly store_bytes: number
  /** The write-ahead log beside a file; null on a server, which has one for all its databases. */
  readonly wal_bytes: number | null
  /** Room on the disk of a file; null on a server. */
  readonly free_bytes: number | null
}

export interface ConnectionCounts {
  readonly used: number
  readonly idle: number
  /** Pieces of work that wait for a connection. */
  readonly waiting: number
}

export interface ArrayStatements {
  /** @returns the types of a table's columns, by name */
  typesOf(db: Kysely<Schema>, table: string): Promise<ReadonlyMap<string, string>>
}

/** Hides a difference of the two stores inside a transaction. Each dialect's Kysely adapter implements it. */
export interface StoreAdapter {
  /** With Citus, rows of one table are on several servers, and one statement can lock those of one taxpayer only. */
  readonly isDistributed: boolean
  /** For statements that take lists of values and do their work for each; null where they take single values only. */
  readonly arrays: ArrayStatements | null
  /** Reserves the next places in the log, in order. The accounts of the events must be locked before. */
  reserveArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]>
  /** Gives a delivery or a paper the role of the access store until its end, so that it can write both logs. */
  actAtGate(trx: Kysely<Schema>): Promise<void>
  /** Marks all places up to this one as used. */
  reserveArrivalsUpTo(trx: Kysely<Schema>, arrival: number): Promise<void>
}

/** For SQL that a query builder for reading cannot express. */
export function handleOf(tx: Reader | WriteTransaction): Kysely<Schema> {
  return tx as unknown as Kysely<Schema>
}

export function adapterOf(tx: Reader | WriteTransaction): StoreAdapter {
  return handleOf(tx).getExecutor().adapter as unknown as StoreAdapter
}
