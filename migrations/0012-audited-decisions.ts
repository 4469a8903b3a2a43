import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'

const LOGS = [
  { log: 'audit_log', columns: sql`number` },
  { log: 'access_log', columns: sql`voen, number` },
]

/**
 * No two lines of a log have the same place in its chain, and the first place is 1. The chain of the audit log remembers
 * how many dismissals and clearings have no audit line, because they are from before this change.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const { log, columns } of LOGS) {
    const index = sql.ref(`${log}_by_number`)
    await sql`drop index ${index}`.execute(db)
    try {
      // Lines from before the chain have no number, and nulls are not equal.
      await sql`create unique index ${index} on ${sql.table(log)} (${columns})`.execute(db)
    } catch (cause) {
      const message = `two lines of ${log} have one number, which this program never writes: its log was changed`
      throw new Error(message, { cause })
    }
    await refuseNumbersBelowOne(db, log)
  }
  const { integer } = spellingOf(db)
  await sql`
    alter table log_chain add column unaudited ${integer} not null default 0 check (unaudited >= 0)`.execute(db)
  const unaudited = await countUnaudited(db)
  if (unaudited > 0) await saveUnaudited(db, unaudited)
  if (!isPostgres(db)) await addPlannerStatistics(db)
}

/** `verify` judges the lines that are there already. SQLite cannot add a check to a table. */
async function refuseNumbersBelowOne(db: Kysely<unknown>, log: string): Promise<void> {
  if (isPostgres(db)) {
    await sql`
      alter table ${sql.table(log)}
      add constraint ${sql.ref(`${log}_number_check`)} check (number >= 1) not valid`.execute(db)
    return
  }
  await sql`
    create trigger ${sql.ref(`${log}_number`)} before insert on ${sql.table(log)} when new.number < 1
    begin
      select raise(abort, ${sql.lit(`the numbers of ${log} begin at 1`)});
    end`.execute(db)
}

/** Dismissals had no audit line. A clearing got its line after it, so an interrupted one has none. */
async function countUnaudited(db: Kysely<unknown>): Promise<number> {
  await actAs(db, 'vereqe_service')
  const dismissals = await sql<{ count: unknown }>`select count(*) as count from dismissal`.execute(db)
  const clearings = await sql<{ id: string }>`select id from rejection_clearing`.execute(db)
  await actAs(db, null)
  const lines = await sql<{ detail: unknown }>`
    select detail from audit_log where action = 'rejections-cleared'`.execute(db)
  const audited = new Set(lines.rows.map(({ detail }) => asObject(detail).id))
  return Number(dismissals.rows[0]!.count) + clearings.rows.filter(({ id }) => !audited.has(id)).length
}

/** A JSON object as it comes from either store. */
function asObject(json: unknown): { readonly id?: unknown } {
  return (typeof json === 'string' ? JSON.parse(json) : json) as { readonly id?: unknown }
}

async function saveUnaudited(db: Kysely<unknown>, unaudited: number): Promise<void> {
  await actAs(db, 'vereqe_gate')
  await sql`
    insert into log_chain (voen, number, seal, unsealed, unaudited) values ('', 0, '', 0, ${unaudited})
    on conflict (voen) do update set unaudited = excluded.unaudited`.execute(db)
  await actAs(db, null)
}

/** Row level security hides rows from the owner of the tables. */
async function actAs(db: Kysely<unknown>, role: string | null): Promise<void> {
  if (!isPostgres(db)) return
  await (role === null ? sql`reset role` : sql`set local role ${sql.ref(role)}`).execute(db)
}

/** Statistics for SQLite's planner, as in 0004. Dropping an index dropped its statistics. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('audit_log', 'audit_log_by_number', '1000000 1'), ('access_log', 'access_log_by_number', '1000000 500 1')`.execute(
    db,
  )
  await sql`analyze sqlite_schema`.execute(db)
}
