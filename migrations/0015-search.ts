import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/**
 * For searches: rows by amount, references of payments, refunds and transfers, and the ends of declaration numbers. The
 * advance's side of a drawdown is left out: it has the amount of its twin on the fund's ledger.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index ledger_entry_by_amount on ledger_entry (voen, amount, seq)
    where ledger <> 'advance' or type <> 'advance-drawdown'`.execute(db)
  await sql`
    create index ledger_entry_by_payment_reference on ledger_entry (voen, seq, reference)
    where reference is not null and payment_date is not null`.execute(db)
  // The last four characters: one end has few numbers. Both dialects know this spelling.
  await sql`
    create index declaration_by_ending on declaration (voen, substr(declaration, length(declaration) - 3), document)
    `.execute(db)
  if (isPostgres(db)) return
  // Statistics for SQLite's planner, as in 0004.
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('ledger_entry', 'ledger_entry_by_amount', '30000000 1500 4 1'),
      ('ledger_entry', 'ledger_entry_by_payment_reference', '4000000 200 1'),
      ('declaration', 'declaration_by_ending', '4000000 200 2 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
