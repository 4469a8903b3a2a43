import { closeSync, fdatasyncSync, openSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { StoreFaultError } from '../engine/access.ts'
import { freeRoom, MIN_ROOM_BYTES } from '../engine/disk.ts'
import { isMigrated } from '../engine/sqlite.ts'
import { BUSY_TIMEOUT_MS } from '../engine/sqlite-connection.ts'
import { namingFaults } from '../engine/sqlite-faults.ts'
import { isWritable, prepareFile } from '../engine/sqlite-file.ts'
import { type CopyOptions, copyClosedFile, InterruptedError, PIECE_BYTES, sizeOf, writeNewFile } from './new-file.ts'
import { checkStoredFile, type StoredFile } from './stored-file.ts'

/**
 * Copies a store that may be in use into a new file, as it is at one moment, and checks the copy.
 * @throws {InterruptedError} when it is interrupted; nothing is left
 * @throws {NewFileError} when the copy cannot be written
 * @throws {NoStoreError} and {StoreFaultError} when the store cannot be read
 */
export function backUpSqlite(source: string, target: string, options: CopyOptions): Promise<StoredFile> {
  return namingFaults(async () => {
    prepareFile(source, 'read')
    const writable = isWritable(source)
    // Without a log beside it, a file that cannot be written is written by nobody, and SQLite could not make its log.
    if (!writable && sizeOf(`${source}-wal`) === 0) {
      return writeNewFile(target, sizeOf(source), async temporary => {
        await copyClosedFile(source, temporary, options)
        return checkStoredFile(temporary)
      })
    }
    // A connection that may write removes the files beside the store when it is the last one. It changes nothing else.
    const connection = new SQLite(source, { readonly: !writable, timeout: BUSY_TIMEOUT_MS })
    try {
      connection.pragma('query_only = ON')
      return await backUp(connection, target, options)
    } finally {
      connection.close()
    }
  })
}

/**
 * Copies in pieces inside one read transaction. Without it SQLite begins again whenever another program has written, and
 * never ends while events arrive. A reader holds up no writer, but the log of the store cannot be emptied while it reads:
 * it grows by what is written meanwhile.
 */
async function backUp(connection: SQLite.Database, target: string, options: CopyOptions): Promise<StoredFile> {
  const { interrupted, onProgress, onCheck } = options
  connection.exec('begin')
  isMigrated(connection, 'read')
  const page_bytes = connection.pragma('page_size', { simple: true }) as number
  const pages = connection.pragma('page_count', { simple: true }) as number
  return writeNewFile(target, pages * page_bytes, async temporary => {
    const file = openSync(temporary, 'r')
    try {
      await connection.backup(temporary, {
        progress: ({ totalPages, remainingPages }) => {
          if (interrupted()) throw new InterruptedError()
          requireRoomForLog(connection.name)
          onProgress((totalPages - remainingPages) * page_bytes, totalPages * page_bytes)
          // All at once at the end would hold up the commits of the server on the same disk.
          fdatasyncSync(file)
          return PIECE_BYTES / page_bytes
        },
      })
    } finally {
      closeSync(file)
    }
    connection.exec('commit')
    onCheck()
    return checkStoredFile(temporary)
  })
}

/** A backup must not be what stops deliveries. */
function requireRoomForLog(store: string): void {
  if (freeRoom(store) < 2 * MIN_ROOM_BYTES) {
    throw new StoreFaultError('full', 'the disk of the store is nearly full, and its log grows during a backup')
  }
}
