import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'
import { grantPapers, showPapersToService } from './roles.ts'

/**
 * The objections that wait for an answer, so that the administration finds them among all that were ever raised, and
 * senders that may answer them. What was raised and answered is in the steps of acts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, instant, tableOptions } = spellingOf(db)
  await sql`
    create table open_objection (
      voen ${text} not null,
      act ${integer} not null,
      objection ${integer} not null,
      step ${integer} not null,
      at ${instant} not null,
      primary key (voen, act, objection)
    ) ${tableOptions}`.execute(db)
  await sql`create index open_objection_by_time on open_objection (at, voen, act, objection)`.execute(db)
  await sql`
    alter table sender add column objections ${integer} not null default 0 check (objections in (0, 1))`.execute(db)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

async function grant(db: Kysely<unknown>): Promise<void> {
  await grantPapers(db, 'open_objection', 'select, insert, update, delete')
  await showPapersToService(db, 'open_objection')
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('open_objection', 'open_objection', '10000 3 2 1'),
      ('open_objection', 'open_objection_by_time', '10000 1 1 1 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
