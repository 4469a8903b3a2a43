import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'

/**
 * Fixed statistics for SQLite's planner instead of those of ANALYZE: the number of rows, then rows per value of each
 * further key column. Every query has the tested plan, on an empty store and on a large one.
 */
const STATISTICS: readonly (readonly [table: string, index: string, statistics: string])[] = [
  ['event', 'event', '10000000 500 1'],
  ['event', 'event_by_arrival', '10000000 1'],
  ['event_id', 'event_id', '10000000 1'],
  ['held_event', 'held_event', '1000 1'],
  ['held_event', 'held_event_by_key', '1000 500 2 1'],
  ['rejection', 'rejection', '1000 1 1'],
  ['rejection', 'rejection_by_time', '1000 2 1 1'],
  ['account', 'account', '20000 1'],
  ['booking', 'booking', '10000000 500 1'],
  ['declaration_directory', 'declaration_directory', '4000000 1'],
  ['declaration', 'declaration', '4000000 200 1'],
  ['charge', 'charge', '10000000 500 3 1'],
  ['charge', 'charge_open', '200000 10 3 2 1'],
  ['assessed', 'assessed', '4000000 200 100 3 1'],
  ['ledger_entry', 'ledger_entry', '40000000 2000 300 1'],
  ['ledger_entry', 'ledger_entry_by_type', '40000000 2000 300 100 1'],
  ['ledger_entry', 'ledger_entry_by_date', '40000000 2000 8 1'],
  ['ledger_entry', 'ledger_entry_by_declaration', '36000000 1800 8 1'],
  ['ledger_total', 'ledger_total', '100000 5 1'],
  ['turnover', 'turnover', '300000 15 3 1'],
]

export async function up(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) return // PostgreSQL keeps its own statistics.
  // ANALYZE creates the statistics table; its findings on empty tables are useless.
  await sql`analyze`.execute(db)
  await sql`delete from sqlite_stat1`.execute(db)
  for (const [table, index, statistics] of STATISTICS) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${statistics})`.execute(db)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
