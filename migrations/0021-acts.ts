import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'
import { grantPapers, showPapersToService } from './roles.ts'

const TABLES = ['reconciliation_act', 'reconciliation_step'] as const

/** Acts of reconciliation and what is done to them. They are papers of an account, as documents that are issued. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, instant, tableOptions } = spellingOf(db)
  // The content is kept as text, as that of a document: jsonb would sort its members.
  await sql`
    create table reconciliation_act (
      voen ${text} not null,
      act ${integer} not null check (act > 0),
      request ${text} not null,
      from_date ${date} not null,
      to_date ${date} not null,
      drawn_up_at ${instant} not null,
      subject ${text} not null,
      name ${text} not null,
      content ${text} not null,
      primary key (voen, act),
      check (to_date >= from_date)
    ) ${tableOptions}`.execute(db)
  // A form that is sent twice draws up one act.
  await sql`create unique index reconciliation_act_by_request on reconciliation_act (voen, request)`.execute(db)
  // Nobody of the administration has a subject.
  await sql`
    create table reconciliation_step (
      voen ${text} not null,
      act ${integer} not null,
      step ${integer} not null check (step > 0),
      id ${text} not null,
      kind ${text} not null,
      objection ${integer},
      at ${instant} not null,
      subject ${text},
      name ${text} not null,
      content ${text} not null,
      primary key (voen, act, step)
    ) ${tableOptions}`.execute(db)
  // The administration lists the objections of all accounts. One ends once.
  await sql`
    create index reconciliation_objection on reconciliation_step (voen, act, step) where kind = 'objected'`.execute(db)
  await sql`
    create unique index reconciliation_objection_end on reconciliation_step (voen, act, objection)
    where kind in ('withdrawn', 'accepted', 'rejected')`.execute(db)
  for (const table of TABLES) await makeAppendOnly(db, table)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

/** As in 0017: `vereqe_papers` sees and adds the rows of one account, `vereqe_service` reads those of all. */
async function grant(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) {
    await grantPapers(db, table, 'select, insert')
    await showPapersToService(db, table)
  }
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('reconciliation_act', 'reconciliation_act', '100000 10 1'),
      ('reconciliation_act', 'reconciliation_act_by_request', '100000 10 1'),
      ('reconciliation_step', 'reconciliation_step', '1000000 100 10 1'),
      ('reconciliation_step', 'reconciliation_objection', '100000 10 2 1'),
      ('reconciliation_step', 'reconciliation_objection_end', '90000 10 2 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
