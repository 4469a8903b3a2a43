import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database } from './access.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** A DATABASE_URL that names no store we know. */
export class UnknownStoreError extends Error {
  override readonly name = 'UnknownStoreError'
}

/**
 * Opens the store that a URL names (`sqlite:PATH`, `postgres://…`) and brings its schema up to date.
 * @param connections how many are opened at most to a PostgreSQL server
 * @throws {UnknownStoreError} when the URL is of no known kind
 */
export async function openDatabase(url: string, { connections = 10 } = {}): Promise<Database> {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, connections)
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  if (!path) throw new UnknownStoreError(`${url} is neither sqlite:PATH nor postgres://…`)
  return openSqlite(resolve(path))
}

/** An empty store that is gone when it is closed: for recomputing, which need not survive anything. */
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
