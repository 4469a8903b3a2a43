import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

/** The column types and table options of a dialect. */
export interface Spelling {
  /** Text that sorts by bytes, whatever the database's collation. */
  readonly text: RawBuilder<unknown>
  /** A 64-bit integer: counts, positions and money. */
  readonly integer: RawBuilder<unknown>
  readonly date: RawBuilder<unknown>
  readonly instant: RawBuilder<unknown>
  readonly json: RawBuilder<unknown>
  readonly bytes: RawBuilder<unknown>
  /** Follows the table's columns. */
  readonly tableOptions: RawBuilder<unknown>
}

const SQLITE: Spelling = {
  text: sql`text`,
  integer: sql`integer`,
  date: sql`text`,
  instant: sql`text`,
  json: sql`text`,
  bytes: sql`blob`,
  tableOptions: sql`strict, without rowid`,
}

const POSTGRES: Spelling = {
  text: sql`text collate "C"`,
  integer: sql`bigint`,
  date: sql`date`,
  instant: sql`timestamptz`,
  json: sql`jsonb`,
  bytes: sql`bytea`,
  tableOptions: sql``,
}

export function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

export function spellingOf(db: Kysely<unknown>): Spelling {
  return isPostgres(db) ? POSTGRES : SQLITE
}
