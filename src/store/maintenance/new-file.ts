/** Writes a file that appears under its name only when it is complete and on disk. */
import { existsSync, statSync } from 'node:fs'
import { link, open, rename, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { explainMissingFolder, freeRoom, isFolder, MIN_ROOM_BYTES } from '../engine/disk.ts'

/** A file cannot be written, for a reason that its sentence names. */
export class NewFileError extends Error {
  override readonly name = 'NewFileError'
}

/** The operator has interrupted the work. Nothing of it is left. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

export interface CopyOptions {
  readonly interrupted: () => boolean
  /** @param done and `all` in bytes */
  readonly onProgress: (done: number, all: number) => void
  /** All is copied, and the copy is being checked. */
  readonly onCheck: () => void
}

/** Between two pieces the process looks for signals. */
export const PIECE_BYTES = 4 * 1024 * 1024

/** What SQLite keeps beside a file. */
export const SIDE_FILES = ['-wal', '-shm', '-journal'] as const

/**
 * Writes into a file with a temporary name beside `path`, which only its owner can read, then gives it its name.
 * @param bytes its expected size
 * @throws {NewFileError} when there is a file of that name, no room, or no right to write
 */
export async function writeNewFile<Result>(
  path: string,
  bytes: number,
  write: (temporary: string) => Promise<Result>,
): Promise<Result> {
  const temporary = `${path}.${process.pid}.part`
  try {
    requireAbsent(path)
    requireRoom(dirname(path), bytes)
    await (await open(temporary, 'wx', 0o600)).close()
    const result = await write(temporary)
    await sync(temporary)
    await giveName(temporary, path)
    await sync(dirname(path))
    return result
  } catch (error) {
    throw explain(error)
  } finally {
    for (const end of ['', ...SIDE_FILES]) await rm(temporary + end, { force: true }).catch(() => {})
  }
}

/** @throws {NewFileError} */
function requireAbsent(path: string): void {
  if (existsSync(path)) throw new NewFileError('there is a file of that name')
  const folder = dirname(path)
  if (!isFolder(folder)) throw new NewFileError(explainMissingFolder(folder))
}

function requireRoom(folder: string, bytes: number): void {
  const free = freeRoom(folder)
  const needed = bytes + MIN_ROOM_BYTES
  if (free < needed) {
    throw new NewFileError(`it needs ${mebibytes(needed)} MiB, and its disk has ${mebibytes(free)} MiB free`)
  }
}

/**
 * Copies a file that no program has open over an empty one.
 * @throws {InterruptedError}
 */
export async function copyClosedFile(source: string, target: string, options: CopyOptions): Promise<void> {
  const { interrupted, onProgress, onCheck } = options
  const [from, to] = [await open(source, 'r'), await open(target, 'w')]
  try {
    const { size } = await from.stat()
    const piece = Buffer.alloc(PIECE_BYTES)
    for (let done = 0; ; ) {
      if (interrupted()) throw new InterruptedError()
      const { bytesRead } = await from.read(piece)
      if (bytesRead === 0) break
      await to.writeFile(piece.subarray(0, bytesRead))
      // All at once at the end would hold up other programs on the same disk.
      await to.datasync()
      done += bytesRead
      onProgress(done, size)
    }
  } finally {
    await Promise.all([from.close(), to.close()])
  }
  onCheck()
}

/** @returns 0 for a missing file */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Unlike a renaming, a link does not replace a file that somebody has made meanwhile. */
async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new NewFileError('there is a file of that name')
    // A file system without links.
    requireAbsent(path)
    await rename(temporary, path)
    return
  }
  await unlink(temporary)
}

/** Waits until a file, or the names in a folder, are on disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full',
  SQLITE_FULL: 'its disk is full',
  EROFS: 'its disk is read-only',
  SQLITE_READONLY: 'its disk is read-only',
  SQLITE_IOERR: 'its disk, or the one it is read from, reports an error',
  EIO: 'its disk, or the one it is read from, reports an error',
  EACCES: 'this user may not write in its folder',
  EPERM: 'this user may not write in its folder',
  EDQUOT: 'this user may not store more on its disk',
  ENAMETOOLONG: 'its name is too long',
}

function explain(error: unknown): unknown {
  const sentence = SENTENCES[(error as NodeJS.ErrnoException).code ?? '']
  return sentence === undefined ? error : new NewFileError(sentence, { cause: error })
}

const mebibytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)
