import { existsSync } from 'node:fs'
import { NoStoreError } from '../engine/access.ts'
import { namingFaults } from '../engine/sqlite-faults.ts'
import { type CopyOptions, copyClosedFile, NewFileError, SIDE_FILES, sizeOf, writeNewFile } from './new-file.ts'
import { checkStoredFile, readStoredFile, type StoredFile } from './stored-file.ts'

/**
 * Copies a backup to a place where there is no store, and checks the copy.
 * @throws {InterruptedError} when it is interrupted; nothing is left
 * @throws {NewFileError} when the store cannot be written
 * @throws {NoStoreError} and {StoreFaultError} when the backup cannot be read or is damaged
 */
export function restoreSqlite(backup: string, target: string, options: CopyOptions): Promise<StoredFile> {
  return namingFaults(async () => {
    requireNoStore(target)
    requireNoLog(backup)
    // A file that does not suit this program is refused before anything is copied.
    await readStoredFile(backup)
    return writeNewFile(target, sizeOf(backup), async temporary => {
      await copyClosedFile(backup, temporary, options)
      return checkStoredFile(temporary)
    })
  })
}

function requireNoLog(backup: string): void {
  const [log] = SIDE_FILES.filter(end => end !== '-shm' && sizeOf(backup + end) > 0)
  if (!log) return
  throw new NoStoreError(`beside it is a file with ${log} at its end, so it is a store; make a backup of it first`)
}

/** The log of an old store would be applied to the new one. */
function requireNoStore(path: string): void {
  const found = ['', ...SIDE_FILES].filter(end => existsSync(path + end)).map(end => path + end)
  if (found.length > 0) {
    throw new NewFileError(`a store is there; stop its server, and move ${found.join(' and ')} away`)
  }
}
