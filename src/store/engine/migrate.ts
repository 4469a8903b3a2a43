import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../../migrations/index.ts'
import { NoStoreError } from './access.ts'
import type { Schema } from './schema.ts'

/** Hears that the schema of an existing store is being changed, and that it has been. */
export type OnUpgrade = (step: 'begins' | 'ends', changes: readonly string[]) => void

/**
 * @param onUpgrade is not called for a new store
 * @returns whether it has made a new store
 * @throws {NoStoreError} when the schema has already what a change makes
 */
export async function migrate(db: Kysely<Schema>, onUpgrade: OnUpgrade = () => {}): Promise<boolean> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const changes = (await migrator.getMigrations()).filter(({ executedAt }) => !executedAt).map(({ name }) => name)
  const isUpgrade = changes.length > 0 && changes.length < MIGRATIONS.length
  if (isUpgrade) onUpgrade('begins', changes)
  const { error, results } = await migrator.migrateToLatest()
  if (isAlreadyThere(error)) {
    const change = results?.find(({ status }) => status === 'Error')?.migrationName ?? changes[0]
    throw new NoStoreError(
      `its table kysely_migration lacks ${change}, but what that change makes is there already (${error.message}): the table is damaged, or another program has made tables of these names`,
      { cause: error },
    )
  }
  if (error) throw error
  if (isUpgrade) onUpgrade('ends', changes)
  // Another process may have made it meanwhile.
  return results?.length === MIGRATIONS.length
}

/** Codes of PostgreSQL for a column, table, function or other object that is there already. Its messages may be translated. */
const ALREADY_THERE = ['42701', '42P07', '42710', '42723']

function isAlreadyThere(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (code === 'SQLITE_ERROR') return /already exists|duplicate column name/.test(error.message)
  return typeof code === 'string' && ALREADY_THERE.includes(code)
}

/** The names of all migrations, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations)

/**
 * @param applied the names of the store's migrations, in order
 * @throws {NoStoreError} when the store is of a newer version, or lacks one of the changes between others
 */
export function isUpToDate(applied: readonly string[]): boolean {
  const unknown = applied.filter(name => !MIGRATIONS.includes(name))
  if (unknown.length > 0) {
    throw new NoStoreError(
      `a newer version of this program has changed its schema (${unknown.join()}); use that version`,
    )
  }
  const missing = MIGRATIONS.find((name, index) => index < applied.length && applied[index] !== name)
  if (missing) {
    throw new NoStoreError(`its table kysely_migration is damaged: it lacks ${missing} and has later changes`)
  }
  return applied.length === MIGRATIONS.length
}
