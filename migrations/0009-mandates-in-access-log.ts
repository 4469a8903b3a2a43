import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'

const ACTIONS = sql`action in ('viewed', 'exported', 'mandate-granted', 'mandate-changed', 'mandate-withdrawn')`

/** The access log of an account also shows what was done to its mandates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) await changeConstraint(db)
  else await rebuild(db)
}

async function changeConstraint(db: Kysely<unknown>): Promise<void> {
  await sql`alter table access_log drop constraint access_log_action_check`.execute(db)
  await sql`alter table access_log add constraint access_log_action_check check (${ACTIONS})`.execute(db)
}

/** SQLite cannot change a constraint. */
async function rebuild(db: Kysely<unknown>): Promise<void> {
  const { text, instant, tableOptions } = spellingOf(db)
  await sql`
    create table wider_access_log (
      voen ${text} not null,
      at ${instant} not null,
      id ${text} not null,
      action ${text} not null check (${ACTIONS}),
      subject ${text} not null,
      name ${text} not null,
      broker ${text},
      detail ${text},
      primary key (voen, at, id)
    ) ${tableOptions}`.execute(db)
  await sql`
    insert into wider_access_log (voen, at, id, action, subject, name, broker, detail)
    select voen, at, id, action, subject, name, broker, detail from access_log`.execute(db)
  await sql`drop table access_log`.execute(db)
  await sql`alter table wider_access_log rename to access_log`.execute(db)
  await makeAppendOnly(db, 'access_log')
  // Dropping the table dropped its statistics, which steer the planner (0004).
  await sql`insert into sqlite_stat1 (tbl, idx, stat) values ('access_log', 'access_log', '1000000 500 1 1')`.execute(
    db,
  )
  await sql`analyze sqlite_schema`.execute(db)
}
