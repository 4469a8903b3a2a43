import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import { IS_SERVICE, makeRole } from './roles.ts'

/** Everything whose rows belong to one account and may be shown to who may see that account. */
const SHOWN = ['account', 'declaration', 'charge', 'assessed', 'ledger_entry', 'ledger_total', 'turnover']

const APPENDED = ['event', 'event_id', 'rejection', 'booking', 'declaration_directory', 'ledger_entry']
const KEPT = ['account', 'declaration', 'charge', 'assessed', 'ledger_total', 'turnover']

/**
 * Two roles, neither of which can log in by itself, may do less than the owner of the tables. `vereqe_reader` answers
 * pages: it sees the rows of the one account that its transaction names in `vereqe.account`, and without a name none.
 * `vereqe_service` delivers events, exports and verifies: it sees every account, and can neither change nor remove what
 * is append-only. Row level security is forced: it binds the owner too, who must act as `vereqe_service` to see a row.
 * An SQLite file has no roles.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (!isPostgres(db)) return
  for (const role of ['vereqe_reader', 'vereqe_service']) await makeRole(db, role)
  await sql`grant usage on schema public to vereqe_reader, vereqe_service`.execute(db)
  for (const table of SHOWN) await sql`grant select on ${sql.table(table)} to vereqe_reader`.execute(db)
  for (const table of APPENDED) await sql`grant select, insert on ${sql.table(table)} to vereqe_service`.execute(db)
  for (const table of KEPT) {
    await sql`grant select, insert, update on ${sql.table(table)} to vereqe_service`.execute(db)
  }
  await sql`grant select, insert, update, delete on held_event to vereqe_service`.execute(db)
  // Who acts as either can tell that the schema is up to date, without owning it.
  await sql`grant select on kysely_migration to vereqe_reader, vereqe_service`.execute(db)
  await sql`grant usage, select, update on sequence event_arrival to vereqe_service`.execute(db)
  for (const table of [...SHOWN, 'event', 'booking', 'held_event']) await wallIn(db, table)
}

async function wallIn(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db)
  // A policy for a role binds its members too, and the owner is one: what counts is the role that is acted as.
  await sql`
    create policy service on ${sql.table(table)} to vereqe_service
    using (${IS_SERVICE}) with check (${IS_SERVICE})`.execute(db)
  if (!SHOWN.includes(table)) return
  await sql`
    create policy of_account on ${sql.table(table)} for select to vereqe_reader
    using (voen = nullif(current_setting('vereqe.account', true), ''))`.execute(db)
}
