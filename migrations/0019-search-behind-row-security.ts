import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'

/**
 * Behind row level security PostgreSQL uses an index only for conditions that cannot tell of hidden rows: comparisons can
 * not, but `substr` and `length` might. So the last characters of a number are a column there, and 0015's index on an
 * expression is replaced. The index by document has the numbers too: a search for any part of one reads nothing else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!isPostgres(db)) return
  for (const statement of [
    sql`drop index declaration_by_ending`,
    sql`drop index declaration_by_document`,
    sql`alter table declaration add column ending ${spellingOf(db).text}
      generated always as (substr(declaration, length(declaration) - 3)) stored`,
    sql`create index declaration_by_ending on declaration (voen, ending, document)`,
    sql`create index declaration_by_document on declaration (voen, document) include (declaration)`,
  ]) {
    await statement.execute(db)
  }
}
