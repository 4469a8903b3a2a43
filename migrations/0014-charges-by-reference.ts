import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/** Finds the documents of a reference, and a charge of a reference by its row. Charges of declarations are not in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index charge_by_reference on charge (voen, reference, "row")
    where reference is not null`.execute(db)
  if (isPostgres(db)) return
  // Statistics for SQLite's planner, as in 0004.
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values ('charge', 'charge_by_reference', '1000000 50 2 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
