/** The file of an SQLite store, its folder and its disk. */
import { accessSync, closeSync, constants, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { MissingStoreError, NoStoreError, StoreFaultError, type StoreSize, type StoreUse } from './access.ts'
import { explainMissingFolder, freeRoom, isFolder, MIN_ROOM_BYTES } from './disk.ts'

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

/** Commits go through the file, its write-ahead log, and the index of the log that processes share. */
const PARTS = ['', '-wal', '-shm'] as const

/**
 * Files may be restored or removed under a server that still runs. What it would go on writing is no longer in the store,
 * and another process would make a log of its own. SQLite makes and removes the two files beside the store while no
 * connection is open, so they stay the same for as long as ours is. To be made when a connection has read the file.
 * @returns a function that throws a StoreFaultError when the files are no longer the ones that were opened
 */
export function fileGuard(path: string): () => void {
  const parts = PARTS.map(end => ({ name: `${path}${end}`, end, opened: findFile(`${path}${end}`) }))
  return () => {
    for (const part of parts) {
      const found = findFile(part.name)
      // A file in another journal mode gets its log when another process changes the mode.
      part.opened ??= found
      if (found?.ino === part.opened?.ino && found?.dev === part.opened?.dev) continue
      const name = part.end === '' ? 'the file' : `the ${part.end} file`
      throw new StoreFaultError('replaced', `${name} of the store was removed, moved or replaced while it was open`)
    }
  }
}

const findFile = (path: string) => statSync(path, { throwIfNoEntry: false })

/** The file can be replaced or removed while it is open. */
export async function measureFile(path: string): Promise<{ [Size in keyof StoreSize]: number }> {
  const sizeOf = async (file: string) => (await stat(file).catch(() => null))?.size ?? 0
  const [store_bytes, wal_bytes] = await Promise.all([sizeOf(path), sizeOf(`${path}-wal`)])
  return { store_bytes, wal_bytes, free_bytes: freeRoom(dirname(path)) }
}

/** On a full disk a small change can still find room in the log, but not a delivery. */
export function requireRoom(path: string): void {
  if (freeRoom(path) < MIN_ROOM_BYTES) throw new StoreFaultError('full', 'the disk of the store is full')
}
