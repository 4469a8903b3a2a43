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
