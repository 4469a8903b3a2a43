/** Compares the indexes of an SQLite file with their tables: rows are compared in the order of one index only. */
import { type Kysely, sql } from 'kysely'
import type { Reader, Snapshot } from '../engine/access.ts'
import type { Schema } from '../engine/schema.ts'
import { isPostgres } from './store-schema.ts'

export interface UnsoundTable {
  readonly table: string
  /** In the words of SQLite. */
  readonly fault: string
}

/**
 * Reads each table and its indexes in a snapshot of its own, so that the log can be emptied between them.
 * @returns the first fault; null on PostgreSQL, where nothing is checked
 */
export async function findUnsoundTable(snapshot: Snapshot): Promise<UnsoundTable | null> {
  const tables = await snapshot(async tx => (isPostgres(tx) ? [] : await findTables(tx)))
  for (const table of tables) {
    const fault = await snapshot(tx => checkTable(tx, table))
    if (fault !== 'ok') return { table, fault }
  }
  return null
}

async function findTables(tx: Reader): Promise<string[]> {
  const query = sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by name`
  return (await query.execute(tx as unknown as Kysely<Schema>)).rows.map(({ name }) => name)
}

async function checkTable(tx: Reader, table: string): Promise<string> {
  const query = sql<{ integrity_check: string }>`pragma integrity_check(${sql.id(table)})`
  return (await query.execute(tx as unknown as Kysely<Schema>)).rows[0]!.integrity_check
}
