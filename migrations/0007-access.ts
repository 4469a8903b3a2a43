import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'
import { IS_SERVICE, makeRole } from './roles.ts'

/** Sign-in, sessions, mandates and the two logs. They do not follow from the event log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, instant, json, tableOptions } = spellingOf(db)
  // Browsers that are at the identity provider. What they bring back must match these rows.
  await sql`
    create table sign_in_attempt (
      state ${text} not null primary key,
      browser ${text} not null,
      nonce ${text} not null,
      code_verifier ${text} not null,
      return_to ${text} not null,
      begun_at ${instant} not null
    ) ${tableOptions}`.execute(db)
  await sql`create index sign_in_attempt_by_time on sign_in_attempt (begun_at)`.execute(db)

  // Only the digest of a session's token is stored, so reading this table lets nobody in.
  await sql`
    create table session (
      digest ${text} not null primary key,
      handle ${text} not null,
      issuer ${text} not null,
      subject ${text} not null,
      name ${text} not null,
      companies ${json} not null,
      id_token ${text},
      provider_session ${text},
      user_agent ${text} not null,
      address ${text} not null,
      opened_at ${instant} not null,
      last_seen_at ${instant} not null
    ) ${tableOptions}`.execute(db)
  await sql`create unique index session_by_handle on session (handle)`.execute(db)
  await sql`create index session_by_subject on session (subject, opened_at, handle)`.execute(db)
  await sql`create index session_by_provider_session on session (provider_session)`.execute(db)
  await sql`create index session_by_time on session (last_seen_at)`.execute(db)

  // Logout orders of the identity provider. Each is obeyed once.
  await sql`
    create table logout_token (
      id ${text} not null primary key,
      until ${instant} not null
    ) ${tableOptions}`.execute(db)

  await sql`
    create table mandate (
      voen ${text} not null,
      broker ${text} not null,
      from_date ${date} not null,
      to_date ${date},
      balances ${integer} not null check (balances in (0, 1)),
      exports ${integer} not null check (exports in (0, 1)),
      withdrawn ${integer} not null check (withdrawn in (0, 1)),
      changed_by ${text} not null,
      changed_at ${instant} not null,
      primary key (voen, broker),
      check (voen <> broker),
      check (to_date >= from_date)
    ) ${tableOptions}`.execute(db)
  await sql`create index mandate_by_broker on mandate (broker, voen)`.execute(db)

  // Visits of an account, shown to the company.
  await sql`
    create table access_log (
      voen ${text} not null,
      at ${instant} not null,
      id ${text} not null,
      action ${text} not null check (action in ('viewed', 'exported')),
      subject ${text} not null,
      name ${text} not null,
      broker ${text},
      detail ${text},
      primary key (voen, at, id)
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'access_log')

  // The operator's record: who did what, when and from where.
  await sql`
    create table audit_log (
      at ${instant} not null,
      id ${text} not null,
      action ${text} not null,
      subject ${text},
      name ${text},
      session ${text},
      address ${text} not null,
      user_agent ${text} not null,
      voen ${text},
      detail ${json} not null,
      primary key (at, id)
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'audit_log')

  // Lists a broker's declarations of one account, newest first.
  await sql`create index declaration_by_document on declaration (voen, document)`.execute(db)
  await sql`create index declaration_by_declarant on declaration (voen, declarant, document)`.execute(db)

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

/**
 * `vereqe_gate` reads and writes sessions, mandates and logs, and sees no amounts. `vereqe_reader`, which serves the pages
 * of an account, sees none of these tables.
 */
async function grant(db: Kysely<unknown>): Promise<void> {
  await makeRole(db, 'vereqe_gate')
  await sql`grant usage on schema public to vereqe_gate`.execute(db)
  await sql`grant select on kysely_migration to vereqe_gate`.execute(db)
  for (const table of ['sign_in_attempt', 'session', 'logout_token']) {
    await sql`grant select, insert, update, delete on ${sql.table(table)} to vereqe_gate`.execute(db)
  }
  await sql`grant select, insert, update on mandate to vereqe_gate`.execute(db)
  await sql`grant select on mandate to vereqe_service`.execute(db)
  await sql`grant select, insert on access_log, audit_log to vereqe_gate`.execute(db)
  for (const table of ['mandate', 'access_log']) {
    await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db)
    await sql`
      create policy gate on ${sql.table(table)} to vereqe_gate
      using (case when current_user = 'vereqe_gate' then true else false end)
      with check (case when current_user = 'vereqe_gate' then true else false end)`.execute(db)
  }
  await sql`create policy service on mandate for select to vereqe_service using (${IS_SERVICE})`.execute(db)
}

/** Statistics for SQLite's planner, as in 0004. */
const STATISTICS: readonly (readonly [table: string, index: string, statistics: string])[] = [
  ['sign_in_attempt', 'sign_in_attempt', '1000 1'],
  ['sign_in_attempt', 'sign_in_attempt_by_time', '1000 1'],
  ['session', 'session', '10000 1'],
  ['session', 'session_by_handle', '10000 1'],
  ['session', 'session_by_subject', '10000 2 1 1'],
  ['session', 'session_by_provider_session', '10000 1'],
  ['session', 'session_by_time', '10000 1'],
  ['logout_token', 'logout_token', '1000 1'],
  ['mandate', 'mandate', '20000 2 1'],
  ['mandate', 'mandate_by_broker', '20000 100 1'],
  ['access_log', 'access_log', '1000000 500 1 1'],
  ['audit_log', 'audit_log', '1000000 1 1'],
  ['declaration', 'declaration_by_document', '4000000 200 1'],
  ['declaration', 'declaration_by_declarant', '4000000 200 40 1'],
]

async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  for (const [table, index, statistics] of STATISTICS) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${statistics})`.execute(db)
  }
  await sql`analyze sqlite_schema`.execute(db)
}
