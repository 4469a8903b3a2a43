import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'

/**
 * The log says who delivered each event, and a sender has a title for people. An index finds payments by channel in large
 * accounts: the first rows of each account are not in it, so that booking on small ones, which are nearly all, costs no more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text } = spellingOf(db)
  // The sender's registered name; '' is the command line. Of the events from before this change it is not known.
  await sql`alter table event add column sender ${text}`.execute(db)
  await sql`alter table sender add column title ${text}`.execute(db)

  // The sign is a part of the expression: queries repeat it, and planners do not take it for the bound of a range.
  await sql`
    create index ledger_entry_by_channel on ledger_entry (voen, ledger, channel, seq, payment_date, type, amount)
    where channel is not null and +seq > 2000`.execute(db)
  if (isPostgres(db)) return
  // Statistics for SQLite's planner, as in 0004.
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('ledger_entry', 'ledger_entry_by_channel', '4000000 20000 8000 4000 1 1 1 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
