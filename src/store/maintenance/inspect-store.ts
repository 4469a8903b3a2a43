/** What an operator should know about the place of a store. It changes nothing. */
import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { EVERY_ACCOUNT, type ReadAccess } from '../engine/access.ts'
import { isWritable, measureFile } from '../engine/sqlite-file.ts'

export interface StoreFile {
  readonly isWritable: boolean
  /** The permission bits. */
  readonly mode: number
  /** The ids of the user that owns the file, and of the one that runs this program; null where there are none. */
  readonly owner: number
  readonly user: number | null
  readonly size_bytes: number
  /** The size of the log of newer commits beside the file. */
  readonly log_bytes: number
  readonly free_bytes: number
}

/** @returns null when there is no file */
export async function inspectStoreFile(path: string): Promise<StoreFile | null> {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file) return null
  const { store_bytes: size_bytes, wal_bytes, free_bytes } = await measureFile(path)
  return {
    isWritable: isWritable(path),
    mode: file.mode & 0o777,
    owner: file.uid,
    user: process.getuid?.() ?? null,
    size_bytes,
    log_bytes: wal_bytes,
    free_bytes,
  }
}

export interface StoreServer {
  /** Such as 18.4. */
  readonly version: string
  readonly isStandby: boolean
  readonly isReadOnly: boolean
  /** False: a crash of the server may damage the store. */
  readonly isSynced: boolean
  /** False: by the settings of the server, the database or the login, a commit does not wait for the disk. */
  readonly isDurable: boolean
  /** The names of the time-outs that are set for this login, such as `statement_timeout`; null without one. */
  readonly timeouts: string | null
}

export function inspectStoreServer(reader: ReadAccess): Promise<StoreServer> {
  return reader.snapshot(EVERY_ACCOUNT, tx =>
    tx
      .selectNoFrom([
        sql<string>`current_setting('server_version')`.as('version'),
        sql<boolean>`pg_is_in_recovery()`.as('isStandby'),
        sql<boolean>`current_setting('default_transaction_read_only')::boolean`.as('isReadOnly'),
        sql<boolean>`current_setting('fsync')::boolean and current_setting('full_page_writes')::boolean`.as('isSynced'),
        sql<boolean>`current_setting('synchronous_commit') <> 'off'`.as('isDurable'),
        // The transaction has time-outs of its own; the reset value is the one of a new connection.
        sql<string | null>`(
          select string_agg(name, ' and ' order by name) from pg_settings
          where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')
            and reset_val <> '0')`.as('timeouts'),
      ])
      .executeTakeFirstOrThrow(),
  )
}
