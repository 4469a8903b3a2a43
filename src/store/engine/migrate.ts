import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../../migrations/index.ts'
import type { Schema } from './schema.ts'

/** Brings the schema up to date. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** The changes that an up-to-date schema has been through, in order. */
export const MIGRATIONS: readonly string[] = Object.keys(migrations)
