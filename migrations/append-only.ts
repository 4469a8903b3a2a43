import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/**
 * Makes a table append-only. With recursive_triggers on, SQLite's INSERT OR REPLACE fires the delete trigger too. Only
 * PostgreSQL has TRUNCATE.
 */
export async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  if (isPostgres(db)) return makeAppendOnlyInPostgres(db, table)
  for (const verb of ['update', 'delete']) {
    await sql`
      create trigger ${sql.ref(`${table}_no_${verb}`)} before ${sql.raw(verb)} on ${sql.table(table)}
      begin
        select raise(abort, ${sql.lit(`${table} is append-only`)});
      end`.execute(db)
  }
}

async function makeAppendOnlyInPostgres(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`
    create or replace function refuse_rewriting() returns trigger language plpgsql as $$
    begin
      -- Not tg_table_name: a part of a table that is spread over several servers has a name of its own there.
      raise exception '% is append-only', tg_argv[0];
    end $$`.execute(db)
  await sql`
    create trigger ${sql.ref(`${table}_no_rewriting`)} before update or delete on ${sql.table(table)}
    for each row execute function refuse_rewriting(${sql.lit(table)})`.execute(db)
  await sql`
    create trigger ${sql.ref(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
    for each statement execute function refuse_rewriting(${sql.lit(table)})`.execute(db)
}
