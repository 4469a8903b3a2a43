import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'

/** Rejections know their sender, have a bound, and can be cleared with a record. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, instant, tableOptions } = spellingOf(db)
  // '' is the command line. Rejections from before this change are counted there too.
  await sql`alter table rejection add column sender ${text} not null default ''`.execute(db)
  await sql`create index rejection_by_sender on rejection (sender, arrival, rejected_at)`.execute(db)

  // Rejections beyond a sender's bound are counted by day, and their content is not kept.
  await sql`
    create table rejection_not_kept (
      sender ${text} not null,
      day ${date} not null,
      count ${integer} not null check (count > 0),
      primary key (sender, day)
    ) ${tableOptions}`.execute(db)

  // The operator records which rejections are cleared, and why, before they are deleted. A null sender means every sender.
  await sql`
    create table rejection_clearing (
      id ${text} not null primary key,
      sender ${text},
      rejected_before ${instant} not null,
      reason ${text} not null,
      rejections ${integer} not null check (rejections >= 0),
      not_kept ${integer} not null check (not_kept >= 0),
      cleared_at ${instant} not null
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'rejection_clearing')

  if (isPostgres(db)) {
    await allowClearingInPostgres(db)
    await sql`grant delete on rejection to vereqe_service`.execute(db)
    await sql`grant select, insert, update, delete on rejection_not_kept to vereqe_service`.execute(db)
    await sql`grant select, insert on rejection_clearing to vereqe_service`.execute(db)
  } else {
    await allowClearingInSqlite(db)
    await addPlannerStatistics(db)
  }
}

/**
 * A rejection may be deleted when a record of clearing covers it. Rejections of held events stay: the log spends their
 * ids.
 */
async function allowClearingInSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger rejection_no_delete`.execute(db)
  await sql`
    create trigger rejection_no_delete before delete on rejection
    when old.arrival > 0 or not exists (
      select 1 from rejection_clearing
      where (sender is null or sender = old.sender) and rejected_before > old.rejected_at
    )
    begin
      select raise(abort, 'rejection is append-only');
    end`.execute(db)
}

async function allowClearingInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_without_clearing() returns trigger language plpgsql as $$
    begin
      if old.arrival > 0 or not exists (
        select from rejection_clearing
        where (sender is null or sender = old.sender) and rejected_before > old.rejected_at
      ) then
        raise exception 'rejection is append-only';
      end if;
      return old;
    end $$`.execute(db)
  // Citus forbids triggers that it cannot judge. This one reads a table of which every server has a copy.
  await sql`set local citus.enable_unsafe_triggers = on`.execute(db)
  await sql`drop trigger rejection_no_rewriting on rejection`.execute(db)
  await sql`
    create trigger rejection_no_rewriting before update on rejection
    for each row execute function refuse_rewriting('rejection')`.execute(db)
  await sql`
    create trigger rejection_no_delete before delete on rejection
    for each row execute function refuse_without_clearing()`.execute(db)
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('rejection', 'rejection_by_sender', '1000 200 200 2 1 1'),
      ('rejection_not_kept', 'rejection_not_kept', '100 10 1'),
      ('rejection_clearing', 'rejection_clearing', '100 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
