import { type Kysely, sql } from 'kysely'

/** Roles belong to the whole server: another store there may have made it, perhaps at this very moment. */
export async function makeRole(db: Kysely<unknown>, role: string): Promise<void> {
  await sql`
    do $$
    begin
      if not exists (select from pg_roles where rolname = ${sql.lit(role)}) then
        create role ${sql.ref(role)} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db)
  // From version 16 on who makes a role may not yet act as it.
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
 * Whether it is acted as the service. Not a mere comparison: the planner takes one with what it cannot know for nearly
 * never true, and plans every walk for a handful of rows.
 */
export const IS_SERVICE = sql`case when current_user = 'vereqe_service' then true else false end`
