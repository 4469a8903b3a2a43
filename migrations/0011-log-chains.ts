import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'

/**
 * Hash chains of the audit log and of each account's access log. A line written from now on has a number and a seal that
 * covers the line and the seal before. Lines from before have neither: SQLite cannot compute a digest, so the chain
 * remembers their number only.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, tableOptions } = spellingOf(db)
  for (const log of ['audit_log', 'access_log']) {
    await sql`alter table ${sql.table(log)} add column number ${integer}`.execute(db)
    await sql`alter table ${sql.table(log)} add column seal ${text}`.execute(db)
  }
  await sql`create index audit_log_by_number on audit_log (number)`.execute(db)
  await sql`create index access_log_by_number on access_log (voen, number)`.execute(db)

  // The end of each chain: of an account's access log, and under '' of the audit log.
  await sql`
    create table log_chain (
      voen ${text} not null primary key,
      number ${integer} not null check (number >= 0),
      seal ${text} not null,
      unsealed ${integer} not null check (unsealed >= 0)
    ) ${tableOptions}`.execute(db)
  if (isPostgres(db)) await grant(db)

  await auditSenders(db)
  // Row level security hides the rows from the owner of the tables.
  if (isPostgres(db)) await sql`set local role vereqe_gate`.execute(db)
  await sql`
    insert into log_chain (voen, number, seal, unsealed)
    select '', 0, '', count(*) from audit_log having count(*) > 0`.execute(db)
  await sql`
    insert into log_chain (voen, number, seal, unsealed)
    select voen, 0, '', count(*) from access_log group by voen`.execute(db)
  if (isPostgres(db)) await sql`reset role`.execute(db)
  else await addPlannerStatistics(db)
}

async function grant(db: Kysely<unknown>): Promise<void> {
  await sql`grant select, insert, update on log_chain to vereqe_gate`.execute(db)
  await sql`alter table log_chain enable row level security, force row level security`.execute(db)
  await sql`
    create policy gate on log_chain to vereqe_gate
    using (case when current_user = 'vereqe_gate' then true else false end)
    with check (case when current_user = 'vereqe_gate' then true else false end)`.execute(db)
}

/** Changes of senders are audited from now on. The ones that exist enter the log as they are. */
async function auditSenders(db: Kysely<unknown>): Promise<void> {
  const senders = await sql<{ name: string; types: unknown; channels: unknown; bills: unknown }>`
    select name, types, channels, bills from sender`.execute(db)
  for (const { name, types, channels, bills } of senders.rows) {
    const detail = { bills: Number(bills) === 1, channels: listed(channels), name, types: listed(types) }
    await sql`
      insert into audit_log (at, id, action, address, user_agent, detail)
      select registered_at, ${`0011-${name}`}, 'sender-registered', 'command line', '', ${JSON.stringify(detail)}
      from sender where name = ${name}`.execute(db)
  }
  const keys = await sql<{ sender: string; id: string; algorithm: string }>`
    select sender, id, algorithm from sender_key`.execute(db)
  for (const { sender: name, id: key, algorithm } of keys.rows) {
    const detail = { algorithm, key, name }
    await sql`
      insert into audit_log (at, id, action, address, user_agent, detail)
      select made_at, ${`0011-${name}-${key}`}, 'sender-key-added', 'command line', '', ${JSON.stringify(detail)}
      from sender_key where sender = ${name} and id = ${key}`.execute(db)
  }
}

/** A JSON list as it comes from either store, as one text. */
function listed(codes: unknown): string {
  return (typeof codes === 'string' ? (JSON.parse(codes) as string[]) : (codes as string[])).join()
}

/** Statistics for SQLite's planner, as in 0004. */
async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('audit_log', 'audit_log_by_number', '1000000 1'), ('access_log', 'access_log_by_number', '1000000 500 1'),
      ('log_chain', 'log_chain', '20000 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
