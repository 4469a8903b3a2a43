import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { namesServer } from '../../sqlite-url.ts'
import { type Database, type StoreUse, TemporaryFolderError } from './access.ts'
import { UNWATCHED, type UpgradeWatch } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { PreparedStatements } from './postgres-plans.ts'
import { openSqlite } from './sqlite.ts'

/** The DATABASE_URL names no known kind of store. */
export class UnknownStoreError extends Error {
  override readonly name = 'UnknownStoreError'
}

interface OpenOptions {
  /** The maximum for a PostgreSQL server. */
  readonly connections?: number
  /** For a PostgreSQL server, as are `onLostPlans`. */
  readonly preparedStatements?: PreparedStatements
  readonly onLostPlans?: (reason: string) => void
  readonly use?: StoreUse
  readonly upgrade?: UpgradeWatch
}

/**
 * Opens the store that a URL names (`sqlite:PATH`, `postgres://…`) and brings its schema up to date.
 * @throws {UnknownStoreError} when the URL is of no known kind
 * @throws {NoStoreError} when there is no store that suits this program
 * @throws {StoreFaultError} when the store cannot be reached, read or written
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const { use = 'create', upgrade = UNWATCHED } = options
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, { ...options, use, upgrade })
  const path = sqlitePathOf(url)
  if (path === null) throw new UnknownStoreError(`it is neither sqlite:PATH nor postgres://…`)
  return openSqlite(path, { use, upgrade })
}

/** @returns the absolute path of an SQLite store; null for other stores */
export function sqlitePathOf(url: string): string | null {
  if (namesServer(url)) return null
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  return path === undefined ? null : resolve(path)
}

/**
 * Opens an empty store that is deleted on close. It need not survive a crash, so it does not wait for the disk.
 * @throws {TemporaryFolderError}
 */
export async function openScratchDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'vereqe-')).catch(cause => {
    const sentence = `this user cannot write in ${tmpdir()}, the folder for temporary files`
    throw new TemporaryFolderError(`${sentence}; make it, or name another in TMPDIR`, { cause })
  })
  const database = await openSqlite(join(folder, 'scratch.db'), { durable: false })
  return {
    ...database,
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
