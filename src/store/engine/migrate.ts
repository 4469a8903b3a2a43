import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations, migrationsWith, type OnProgress } from '../../../migrations/index.ts'
import { NoStoreError } from './access.ts'
import type { Schema } from './schema.ts'

/** Hears of the change of an existing store's schema. */
export interface UpgradeWatch {
  begins(changes: readonly string[]): void
  readonly progress: OnProgress
  ends(): void
}

export const UNWATCHED: UpgradeWatch = { begins() {}, progress() {}, ends() {} }

/**
 * @param watch does not hear of a new store
 * @returns whether it has made a new store
 * @throws {NoStoreError} when the schema has already what a change makes
 */
export async function migrate(db: Kysely<Schema>, watch: UpgradeWatch = UNWATCHED): Promise<boolean> {
  let isUpgrade = false
  const onProgress: OnProgress = (done, all) => isUpgrade && watch.progress(done, all)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsWith(onProgress) } })
  const changes = (await migrator.getMigrations()).filter(({ executedAt }) => !executedAt).map(({ name }) => name)
  isUpgrade = changes.length > 0 && changes.length < MIGRATIONS.length
  if (isUpgrade) watch.begins(changes)
  const { error, results } = await migrator.migrateToLatest()
  if (isAlreadyThere(error)) {
    const change = results?.find(({ status }) => status === 'Error')?.migrationName ?? changes[0]
    throw new NoStoreError(
      `its table kysely_migration lacks ${change}, but what that change makes is there already (${error.message}): the table is damaged, or another program has made tables of these names`,
      { cause: error },
    )
  }
  if (error) throw error
  if (isUpgrade) watch.ends()
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
