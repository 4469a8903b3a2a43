/** Compares the schema of a store with the one that the migrations make. */
import { PostgresAdapter, sql } from 'kysely'
import { adapterOf, handleOf, type Reader } from '../engine/access.ts'
import { describePostgres, findStoreLogins } from './postgres-catalogue.ts'
import { POSTGRES_SCHEMA } from './postgres-schema.ts'
import { onOneLine, type SchemaPart } from './schema-part.ts'

export interface SchemaDifference {
  readonly part: string
  /** Null when the store lacks the part. */
  readonly kept: string | null
  /** Null when the migrations do not make the part. */
  readonly migrated: string | null
}

/** Of a store on several servers: Citus changes tables, triggers and roles when it distributes them. */
export const SCHEMA_NOT_COMPARED = Symbol('schema not compared')

/**
 * @param scratch a freshly migrated SQLite file; PostgreSQL is compared with the description in `postgres-schema.ts`
 * @returns the first difference, or null
 */
export async function findSchemaDifference(
  store: Reader,
  scratch: Reader,
): Promise<SchemaDifference | typeof SCHEMA_NOT_COMPARED | null> {
  if (!isPostgres(store)) return compareParts(await describeSqlite(store), await describeSqlite(scratch))
  if (adapterOf(store).isDistributed) return SCHEMA_NOT_COMPARED
  return compareParts(await describePostgres(store), parseDescription(POSTGRES_SCHEMA))
}

/** Who can use a PostgreSQL store besides its owner and superusers; nobody is known of an SQLite file. */
export function findLogins(store: Reader): Promise<string[]> {
  return isPostgres(store) ? findStoreLogins(store) : Promise.resolve([])
}

export function isPostgres(store: Reader): boolean {
  return handleOf(store).getExecutor().adapter instanceof PostgresAdapter
}

function compareParts(kept: readonly SchemaPart[], migrated: readonly SchemaPart[]): SchemaDifference | null {
  const ours = new Set(migrated.map(({ of }) => of))
  const found = new Map(kept.map(({ part, definition }) => [part, definition]))
  for (const { part, definition } of migrated) {
    const has = found.get(part) ?? null
    if (has !== definition) return { part, kept: has, migrated: definition }
    found.delete(part)
  }
  // A server may have tables of other programs; a part that belongs to one of our tables may change what we read.
  const extra = kept.find(({ part, of }) => found.has(part) && ours.has(of))
  return extra ? { part: extra.part, kept: extra.definition, migrated: null } : null
}

/** Tables that SQLite and Kysely make for themselves. */
const NOT_MIGRATED = ['sqlite_stat1', 'sqlite_stat4', 'kysely_migration', 'kysely_migration_lock']

/** Everything in the file's schema. All parts count as ours: nobody else has a table in it. */
async function describeSqlite(store: Reader): Promise<SchemaPart[]> {
  const { rows } = await sql<{ type: string; name: string; table: string; sql: string | null }>`
    select type, name, tbl_name as "table", sql from sqlite_schema order by type desc, name`.execute(handleOf(store))
  return rows
    .filter(({ type, name }) => type !== 'table' || !NOT_MIGRATED.includes(name))
    .map(({ type, name, table, sql }) => ({
      part: name === table ? `${type} ${name}` : `${type} ${name} on ${table}`,
      of: '',
      definition: onOneLine(sql ?? 'made by SQLite'),
    }))
}

/** The text of `postgres-schema.ts`: a line for each part, with its table and definition behind tabs. */
export function printDescription(parts: readonly SchemaPart[]): string {
  return parts.map(({ part, of, definition }) => `${part}\t${of}\t${definition}\n`).join('')
}

function parseDescription(text: string): SchemaPart[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [part = '', of = '', definition = ''] = line.split('\t')
      return { part, of, definition }
    })
}
