import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/**
 * Payments by their date, which the index by channel (0016) has only behind all others of its account. It leaves out the same
 * first rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index ledger_entry_by_payment_date on ledger_entry (voen, ledger, payment_date, seq, channel, type, amount)
    where channel is not null and +seq > 2000`.execute(db)
  if (isPostgres(db)) return
  // Statistics for SQLite's planner, as in 0004.
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('ledger_entry', 'ledger_entry_by_payment_date', '4000000 20000 8000 20 1 1 1 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
