import { type Kysely, sql } from 'kysely'

/** Roles belong to the whole server, so another store there may have created the role, even at the same time. */
export async function makeRole(db: Kysely<unknown>, role: string): Promise<void> {
  await sql`
    do $$
    begin
      if not exists (select from pg_roles where rolname = ${sql.lit(role)}) then
        create role ${sql.ref(role)} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db)
  // Since version 16, the creator of a role cannot act as it until it is granted.
  await sql`
    do $$
    begin
      set local role ${sql.ref(role)};
      reset role;
    exception when insufficient_privilege then
      grant ${sql.ref(role)} to current_user;
    end $$`.execute(db)
}

/**
 * Tests whether the current role is the service. Not a plain comparison: the planner assumes that a comparison with an
 * unknown value is almost never true, and would plan every walk for a handful of rows.
 */
export const IS_SERVICE = sql`case when current_user = 'vereqe_service' then true else false end`

/** A policy for a role also applies to its members, and the owner is one. So the policy tests the current role. */
const IS_OF_ACCOUNT = sql`
  case when current_user = 'vereqe_papers' then voen = nullif(current_setting('vereqe.account', true), '') else false end`

/** Lets `vereqe_papers` see and change the rows of one account, and nobody any others. */
export async function grantPapers(db: Kysely<unknown>, table: string, privileges: string): Promise<void> {
  await sql`grant ${sql.raw(privileges)} on ${sql.table(table)} to vereqe_papers`.execute(db)
  await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db)
  await sql`
    create policy papers on ${sql.table(table)} to vereqe_papers
    using (${IS_OF_ACCOUNT}) with check (${IS_OF_ACCOUNT})`.execute(db)
}

/** Lets `vereqe_service` read the rows of all accounts. */
export async function showPapersToService(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`grant select on ${sql.table(table)} to vereqe_service`.execute(db)
  await sql`create policy service on ${sql.table(table)} for select to vereqe_service using (${IS_SERVICE})`.execute(db)
}
