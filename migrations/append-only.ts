import { type Kysely, sql } from 'kysely'

/**
 * Rows of the table may be added but never changed or removed. With recursive_triggers on, INSERT OR REPLACE meets the
 * delete trigger as well.
 */
export async function makeAppendOnly(db: Kysely<unknown>, table: string): Promise<void> {
  for (const verb of ['update', 'delete']) {
    await sql`
      create trigger ${sql.ref(`${table}_no_${verb}`)} before ${sql.raw(verb)} on ${sql.table(table)}
      begin
        select raise(abort, ${sql.lit(`${table} is append-only`)});
      end`.execute(db)
  }
}
