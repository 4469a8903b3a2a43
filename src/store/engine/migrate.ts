import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../../migrations/index.ts'
import { NoStoreError } from './access.ts'
import type { Schema } from './schema.ts'

export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** The names of all migrations, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations)

/**
 * @param applied the names of the store's migrations, in order
 * @throws {NoStoreError} when the store is of a newer version
 */
export function isUpToDate(applied: readonly string[]): boolean {
  const unknown = applied.filter(name => !MIGRATIONS.includes(name))
  if (unknown.length > 0) {
    throw new NoStoreError(
      `a newer version of this program has changed its schema (${unknown.join()}); use that version`,
    )
  }
  return applied.length === MIGRATIONS.length
}
