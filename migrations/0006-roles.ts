import { type Kysely, sql } from 'kysely'
import { isPostgres } from './dialect.ts'
import { IS_SERVICE, makeRole } from './roles.ts'

/** Tables whose rows belong to one account and may be shown to its readers. */
const SHOWN = ['account', 'declaration', 'charge', 'assessed', 'ledger_entry', 'ledger_total', 'turnover']

const APPENDED = ['event', 'event_id', 'rejection', 'booking', 'declaration_directory', 'ledger_entry']
const KEPT = ['account', 'declaration', 'charge', 'assessed', 'ledger_total', 'turnover']

/**
 * Two roles that cannot log in and may do less than the owner of the tables. `vereqe_reader` serves pages: it sees only
 * rows of the account that the transaction names in `vereqe.account`. `vereqe_service` delivers, exports and verifies: it
 * sees every account and cannot change or delete append-only rows. Row level security is forced, so the owner too must
 * act as `vereqe_service` to see a row. SQLite has no roles.
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
  // Both roles can check that the schema is up to date.
  await sql`grant select on kysely_migration to vereqe_reader, vereqe_service`.execute(db)
  await sql`grant usage, select, update on sequence event_arrival to vereqe_service`.execute(db)
  for (const table of [...SHOWN, 'event', 'booking', 'held_event']) await wallIn(db, table)
}

async function wallIn(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db)
  // A policy for a role also applies to its members, and the owner is one. So the policy tests the current role.
  await sql`
    create policy service on ${sql.table(table)} to vereqe_service
    using (${IS_SERVICE}) with check (${IS_SERVICE})`.execute(db)
  if (!SHOWN.includes(table)) return
  await sql`
    create policy of_account on ${sql.table(table)} for select to vereqe_reader
    using (voen = nullif(current_setting('vereqe.account', true), ''))`.execute(db)
}
