/** How the rest of the house reaches into a store, whichever it is. */
import type { Kysely, Transaction } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Schema } from './schema.ts'

/** One moment of the store, to be read. */
export type Reader = ReadonlyKysely<Schema>
export type WriteTransaction = Transaction<Schema>

/** For what is the service's own business, and no page's: lists of everybody, copying, verifying. */
export const EVERY_ACCOUNT = Symbol('every account')

export interface ReadAccess {
  /**
   * Reads with all queries seeing the same moment, whatever is written meanwhile.
   * @param account the account's VÖEN; PostgreSQL then shows the rows of no other
   * @param read may run again from its beginning, when the connection is lost
   */
  snapshot<Result>(account: string | typeof EVERY_ACCOUNT, read: (tx: Reader) => Promise<Result>): Promise<Result>
}

export interface WriteAccess {
  /**
   * Does all of the work or none of it, as if no other work went on beside it.
   * @param work may run again from its beginning, when others were in its way or the connection is lost: over its
   * commit too, and then it may have been done, which it must see for itself. It is told whether nobody else writes
   * meanwhile, and throws `MustBeAlone` if that must be so
   */
  transaction<Result>(work: (trx: WriteTransaction, exclusive: boolean) => Promise<Result>): Promise<Result>
}

/**
 * Who may come in, and what was seen and done: sessions, mandates, logs. On PostgreSQL it is a role of its own, which
 * sees no amounts; deliveries and it do not wait for each other there.
 */
export interface AccessStore {
  /** Reads one moment; may run again from its beginning. */
  read<Result>(read: (tx: Reader) => Promise<Result>): Promise<Result>
  /** Does all of the work or none of it; may run again from its beginning, over its commit too. */
  write<Result>(work: (trx: WriteTransaction) => Promise<Result>): Promise<Result>
}

/** Thrown by work that nobody may write beside; it is then begun again, alone. */
export class ExclusiveLockRequiredError extends Error {
  override readonly name = 'ExclusiveLockRequiredError'
}

/** The store's server could not be reached, for as long as it was worth waiting. */
export class StoreUnreachableError extends Error {
  override readonly name = 'StoreUnreachableError'
}

export interface Database {
  readonly writer: WriteAccess
  /** For pages. */
  readonly reader: ReadAccess
  /** For downloads, which read much and long. */
  readonly exporter: ReadAccess
  readonly access: AccessStore
  close(): Promise<void>
}

/** What a dialect does in its own way in the middle of a transaction; its Kysely adapter tells or does it. */
export interface StoreAdapter {
  /** Where rows of one table lie on several servers, only those of one taxpayer can be locked at a time. */
  readonly isDistributed: boolean
  /** Takes places behind everything that has arrived, in order, for events whose accounts are locked. */
  reserveArrivals(trx: Kysely<Schema>, count: number): Promise<readonly number[]>
  /** From now on the places up to this one are not given away. */
  reserveArrivalsUpTo(trx: Kysely<Schema>, arrival: number): Promise<void>
}

export function adapterOf(trx: WriteTransaction): StoreAdapter {
  return trx.getExecutor().adapter as unknown as StoreAdapter
}
