import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../../migrations/index.ts'
import { NewerStoreError } from './access.ts'
import type { Schema } from './schema.ts'

export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** The names of all migrations, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations)

/** @throws {NewerStoreError} when one of the applied migrations is unknown */
export function refuseNewer(applied: readonly string[]): void {
  const unknown = applied.find(name => !MIGRATIONS.includes(name))
  if (unknown !== undefined) throw new NewerStoreError(unknown)
}
