import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from './access.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** The DATABASE_URL names no known kind of store. */
export class UnknownStoreError extends Error {
  override readonly name = 'UnknownStoreError'
}

/**
 * Opens the store that a URL names (`sqlite:PATH`, `postgres://…`) and brings its schema up to date.
 * @param connections the maximum for a PostgreSQL server
 * @param make whether to make the store when there is none
 * @throws {UnknownStoreError} when the URL is of no known kind
 * @throws {NoStoreError} when there is none and none is to be made
 */
export async function openDatabase(url: string, { connections = 10, make = true } = {}): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, { connections, make })
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  // The URL may hold a password, so the message does not repeat it.
  if (!path) throw new UnknownStoreError('it is neither sqlite:PATH nor postgres://…')
  return openSqlite(resolve(path), { make })
}

/** Opens an empty store that is deleted on close. It need not survive a crash, so it does not wait for the disk. */
export async function openScratchDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'vereqe-'))
  const database = await openSqlite(join(folder, 'scratch.db'), { durable: false })
  return {
    ...database,
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
