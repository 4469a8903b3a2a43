import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../../migrations/index.ts'
import { NoStoreError } from './access.ts'
import type { Schema } from './schema.ts'

/** Hears that the schema of an existing store is being changed, and that it has been. */
export type OnUpgrade = (step: 'begins' | 'ends', changes: readonly string[]) => void

/** @param onUpgrade is not called for a new store */
export async function migrate(db: Kysely<Schema>, onUpgrade: OnUpgrade = () => {}): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const changes = (await migrator.getMigrations()).filter(({ executedAt }) => !executedAt).map(({ name }) => name)
  const isUpgrade = changes.length > 0 && changes.length < MIGRATIONS.length
  if (isUpgrade) onUpgrade('begins', changes)
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  if (isUpgrade) onUpgrade('ends', changes)
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
