/** Tells what is wrong with an SQLite file from SQLite's codes (sqlite.org/rescode.html). */
import SQLite from 'better-sqlite3'
import { type StoreFault, StoreFaultError } from './access.ts'

/** By the beginning of the code; the first that fits. */
const FAULTS: readonly (readonly [code: string, StoreFault, sentence: string])[] = [
  ['SQLITE_FULL', 'full', 'the disk of the store is full'],
  // There is no room for the index of the log beside the file.
  ['SQLITE_IOERR_SHMSIZE', 'full', 'the disk of the store is full'],
  ['SQLITE_READONLY', 'read-only', 'the file, its folder or its disk is read-only'],
  ['SQLITE_BUSY', 'locked', 'another program keeps the file locked'],
  ['SQLITE_PROTOCOL', 'locked', 'another program keeps the file locked'],
  ['SQLITE_IOERR', 'failing', 'the disk of the store reports an error'],
  ['SQLITE_CORRUPT', 'damaged', 'the file is damaged'],
  ['SQLITE_NOTADB', 'damaged', 'the file is not a database'],
  ['SQLITE_CANTOPEN', 'unreachable', 'the file cannot be opened'],
]

/** Node's own SQLite, which only reads, gives numbers. */
const NUMBERS: Readonly<Record<number, string>> = {
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
}

/** Of the file system, when the file is made. */
const SYSTEM_FAULTS: Readonly<Record<string, readonly [StoreFault, string]>> = {
  ENOSPC: ['full', 'the disk of the store is full'],
  EROFS: ['read-only', 'the file, its folder or its disk is read-only'],
  EACCES: ['read-only', 'this user may not use the file or its folder'],
  EPERM: ['read-only', 'this user may not use the file or its folder'],
  EIO: ['failing', 'the disk of the store reports an error'],
}

/** @returns a StoreFaultError, or the error itself when it is none of the store */
export function faultOf(error: unknown): unknown {
  const code = error instanceof SQLite.SqliteError ? error.code : NUMBERS[(error as { errcode?: number }).errcode ?? 0]
  if (code === undefined) {
    const known = SYSTEM_FAULTS[(error as NodeJS.ErrnoException).code ?? '']
    return known ? new StoreFaultError(...known, { cause: error }) : error
  }
  const [, fault, sentence] = FAULTS.find(([beginning]) => code.startsWith(beginning)) ?? []
  return fault ? new StoreFaultError(fault, `${sentence} (${code})`, { cause: error }) : error
}

/** @throws {StoreFaultError} instead of SQLite's error */
export async function namingFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw faultOf(error)
  }
}
