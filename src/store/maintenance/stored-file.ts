/** What an SQLite file of a store holds while no program has it open. */
import { StoreFaultError } from '../engine/access.ts'
import { isMigrated } from '../engine/sqlite.ts'
import type { EmbeddedConnection } from '../engine/sqlite-dialect.ts'
import { namingFaults } from '../engine/sqlite-faults.ts'
import { prepareFile } from '../engine/sqlite-file.ts'
import { openImmutable } from '../engine/sqlite-immutable.ts'

export interface StoredFile {
  readonly events: number
  /** The place of the last event in the log; 0 without events. */
  readonly lastArrival: number
  /** The next command that opens it brings its schema up to date. */
  readonly isOlder: boolean
}

/**
 * @throws {NoStoreError} when the file is no store, or of a newer version
 * @throws {StoreFaultError} when it cannot be read
 */
export function readStoredFile(path: string): Promise<StoredFile> {
  return withFile(path, readContent)
}

/**
 * Reads the whole file, and compares each index with its table.
 * @throws as `readStoredFile`, and for a damaged file
 */
export function checkStoredFile(path: string): Promise<StoredFile> {
  return withFile(path, file => {
    const [found] = file.prepare('pragma integrity_check(1)').all([]) as { integrity_check: string }[]
    const result = found?.integrity_check
    if (result !== 'ok') throw new StoreFaultError('damaged', `the file is damaged (integrity_check: ${result})`)
    return readContent(file)
  })
}

function withFile<Result>(path: string, read: (file: EmbeddedConnection) => Result): Promise<Result> {
  return namingFaults(async () => {
    prepareFile(path, 'read')
    const file = await openImmutable(path)
    try {
      return read(file)
    } finally {
      file.close()
    }
  })
}

function readContent(file: EmbeddedConnection): StoredFile {
  const isOlder = !isMigrated(file, 'read')
  const query = 'select count(*) as events, coalesce(max(arrival), 0) as last from event'
  const [row] = file.prepare(query).all([]) as { events: number; last: number }[]
  return { events: row!.events, lastArrival: row!.last, isOlder }
}
