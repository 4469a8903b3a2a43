/** Reads from the catalogues of PostgreSQL what a store is made of and who may use it. */
import { sql } from 'kysely'
import { handleOf, type Reader } from '../engine/access.ts'
import { onOneLine, type SchemaPart } from './schema-part.ts'

const OUR_ROLES = sql.raw("'vereqe_reader', 'vereqe_service', 'vereqe_gate', 'vereqe_papers'")

/** Kysely makes its two tables itself, and another version of it may make them otherwise. */
const MIGRATED = sql`relname not like 'kysely%'`

/** The operator chooses the owner, so no name is compared: it is the one of most tables. Everything else must have it too. */
const OWNER = sql`
  owner as (
    select relowner as id from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
    group by relowner order by count(*) desc, relowner limit 1
  )`

const ownedByOther = (owner: string) => sql`
  case when ${sql.raw(owner)} <> (select id from owner) then 'owned by ' || ${sql.raw(owner)}::regrole end`

const PRIVILEGES = sql`string_agg(
  lower(privilege_type collate "C") || case when is_grantable then ' with grant option' else '' end,
  ', ' order by privilege_type collate "C")`

const GRANTEE = sql`case when grantee = 0 then 'everybody' else grantee::regrole::text end`

/** Whose functions see rows that their callers must not see, when they run with the rights of their owner. */
const POWERFUL = sql`
  select id from owner
  union select oid from pg_roles where rolsuper or rolbypassrls or rolname in (${OUR_ROLES})
  union select member from of_role`

/** The roles that can act as one of our roles, or as the owner, and as which; through other roles too. */
const MEMBERS = sql`
  of_role (role, member) as (
    select roleid, member from pg_auth_members
    where roleid in (select oid from pg_roles where rolname in (${OUR_ROLES})) or roleid = (select id from owner)
    union
    select of_role.role, pg_auth_members.member from of_role join pg_auth_members on roleid = of_role.member
  ), used (member, roles, count) as (
    select member, string_agg(role::regrole::text, ' and ' order by role::regrole::text collate "C"),
      case when bool_or(role = (select id from owner)) then 4 else count(*) end
    from of_role join pg_roles on pg_roles.oid = member
    where member <> (select id from owner) and not rolsuper and rolname not in (${OUR_ROLES})
    group by member
  )`

/** Settings of a database or a role that change what our statements mean, or skip the triggers. */
const TELLING_SETTINGS = sql.raw(
  "'search_path', 'role', 'session_authorization', 'session_replication_role', 'row_security', 'event_triggers', 'session_preload_libraries', 'local_preload_libraries'",
)

/** A database or a login that does not wait for the disk. */
const IS_NOT_DURABLE = sql`
  split_part(setting, '=', 1) = 'synchronous_commit'
    and lower(split_part(setting, '=', 2)) not in ('on', 'local', 'remote_write', 'remote_apply', 'true', 'yes', '1')`

/** Parts of the tables. A definition has nothing of the operator's: owners, for example, are only named when they differ. */
const TABLE_PARTS = sql`
  select 1, case relkind when 'S' then 'sequence ' else 'table ' end || relname, relname, concat_ws(', ',
    case relpersistence when 'p' then 'permanent' else 'not safe after a crash' end,
    case relreplident when 'f' then 'replica identity full' when 'i' then 'replica identity by an index' end,
    ${ownedByOther('relowner')})
  from relation where relkind in ('r', 'p', 'S')
  union all
  select 1, 'child ' || inhrelid::regclass || ' of ' || relname, relname, 'inherits'
  from relation join pg_inherits on inhparent = relation.oid where relkind in ('r', 'p')
  union all
  select 1, 'parent ' || inhparent::regclass || ' of ' || relname, relname, 'inherited'
  from relation join pg_inherits on inhrelid = relation.oid where relkind in ('r', 'p')
  union all
  select distinct 1, 'view ' || ev_class::regclass || ' of ' || relname, relname, 'reads it'
  from relation join pg_depend on refclassid = 'pg_class'::regclass and refobjid = relation.oid
    join pg_rewrite on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
  where ev_class <> relation.oid
  union all
  select 1, 'publication ' || pubname || ' of ' || relname, relname, 'sends its rows'
  from relation join pg_publication_tables on schemaname = current_schema() and tablename = relname
  union all
  select 2, 'row level security of ' || relname, relname,
    case when relrowsecurity and relforcerowsecurity then 'enabled and forced'
      when relrowsecurity then 'enabled, not forced' else 'off' end
  from relation where relkind in ('r', 'p')
  union all
  select 3, 'column ' || relname || '.' || attname, relname, concat_ws(' ', format_type(atttypid, atttypmod),
    (select 'collate ' || quote_ident(collname) from pg_collation
     where pg_collation.oid = attcollation and collname <> 'default'),
    case when attnotnull then 'not null' end,
    case attgenerated when '' then 'default ' else 'generated always as ' end || pg_get_expr(adbin, adrelid))
  from relation join pg_attribute on attrelid = relation.oid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relkind in ('r', 'p') and attnum > 0 and not attisdropped and ${MIGRATED}
  union all
  select 4, 'constraint ' || conname || ' on ' || relname, relname, pg_get_constraintdef(pg_constraint.oid)
  from relation join pg_constraint on conrelid = relation.oid where contype in ('p', 'u', 'f', 'c', 'x') and ${MIGRATED}
  union all
  select 4, 'constraint ' || conname || ' of ' || conrelid::regclass || ' on ' || relname, relname,
    pg_get_constraintdef(pg_constraint.oid)
  from relation join pg_constraint on confrelid = relation.oid
  union all
  select 5, 'index ' || indexrelid::regclass || ' on ' || relname, relname,
    replace(pg_get_indexdef(indexrelid), current_schema() || '.', '') || case when indisvalid then '' else ' (invalid)' end
  from relation join pg_index on indrelid = relation.oid where ${MIGRATED}
  union all
  select 6, 'trigger ' || tgname || ' on ' || relname, relname,
    pg_get_triggerdef(pg_trigger.oid, true) || case tgenabled when 'O' then '' else ' (disabled)' end
  from relation join pg_trigger on tgrelid = relation.oid where not tgisinternal
  union all
  select 6, 'foreign key of ' || relname, relname, 'not checked'
  from relation join pg_trigger on tgrelid = relation.oid where tgisinternal and tgenabled <> 'O'
  union all
  select 6, 'rule ' || rulename || ' on ' || relname, relname, pg_get_ruledef(pg_rewrite.oid)
  from relation join pg_rewrite on ev_class = relation.oid where relkind in ('r', 'p')
  union all
  select 7, 'policy ' || polname || ' on ' || relname, relname, concat_ws(' ',
    case when polpermissive then 'permissive' else 'restrictive' end,
    case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    'to ' || (select string_agg(case when role = 0 then 'everybody' else role::regrole::text end, ', ') from unnest(polroles) role),
    'using ' || pg_get_expr(polqual, polrelid), 'with check ' || pg_get_expr(polwithcheck, polrelid))
  from relation join pg_policy on polrelid = relation.oid
  union all
  select 8, 'grant on ' || relname || ' to ' || ${GRANTEE}, relname, ${PRIVILEGES}
  from relation, aclexplode(relacl)
  where grantee <> relowner and (${MIGRATED} or privilege_type <> 'SELECT') group by relname, grantee
  union all
  select 8, 'grant on ' || relname || '.' || attname || ' to ' || ${GRANTEE}, relname, ${PRIVILEGES}
  from relation join pg_attribute on attrelid = relation.oid, aclexplode(attacl)
  where grantee <> relowner group by relname, attname, grantee`

/**
 * Functions in our schema, and functions anywhere that run with the rights of somebody who sees our rows. Those of
 * extensions are the operator's.
 */
const FUNCTIONS = sql`
  select 9, 'function ' || case when pronamespace = current_schema()::regnamespace then '' else pronamespace::regnamespace || '.' end
      || proname || coalesce('(' || nullif(pg_get_function_identity_arguments(pg_proc.oid), '') || ')', ''), '',
    concat_ws(', ', coalesce(pg_get_function_sqlbody(pg_proc.oid), prosrc),
      case when lanname <> 'plpgsql' then 'language ' || lanname end,
      case when prosecdef then 'security definer' end, 'set ' || array_to_string(proconfig, ', '),
      ${ownedByOther('proowner')})
  from pg_proc join pg_language on pg_language.oid = prolang
  where not exists (
      select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
    and (pronamespace = current_schema()::regnamespace
      or prosecdef and proowner in (${POWERFUL}) and pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema'))`

const ROLES = sql`
  select 9, 'role ' || rolname, '', concat_ws(', ',
    case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypasses row level security' end,
    case when rolcanlogin then 'can log in' end, case when rolcreaterole then 'creates roles' end,
    case when rolcreatedb then 'creates databases' end, case when rolreplication then 'replicates' end,
    coalesce((select 'member of ' || string_agg(roleid::regrole::text, ', ') from pg_auth_members where member = pg_roles.oid), 'member of no role'))
  from pg_roles where rolname in (${OUR_ROLES})
  union all
  select 9, 'role ' || member::regrole, '', 'can act as ' || roles || ' only' from used where count < 4`

/** A transaction that acts as one of our roles would find the tables of a schema with its name before ours. */
const DATABASE = sql`
  select 9, 'schema ' || nspname, '', 'before the schema of the tables' from pg_namespace where nspname in (${OUR_ROLES})
  union all
  select 9, 'grant on schema to ' || ${GRANTEE}, '', ${PRIVILEGES}
  from pg_namespace, aclexplode(nspacl)
  where pg_namespace.oid = current_schema()::regnamespace and grantee not in (nspowner, (select id from owner))
    and (privilege_type = 'CREATE' or grantee in (select oid from pg_roles where rolname in (${OUR_ROLES})))
  group by grantee
  union all
  select 9, 'grant on database to ' || ${GRANTEE}, '', ${PRIVILEGES}
  from pg_database, aclexplode(datacl)
  where datname = current_database() and grantee not in (datdba, (select id from owner)) and privilege_type = 'CREATE'
  group by grantee
  union all
  select 9, 'default grant to ' || ${GRANTEE}, '', ${PRIVILEGES}
  from pg_default_acl, aclexplode(defaclacl)
  where defaclrole = (select id from owner) and grantee <> defaclrole
    and (defaclnamespace = 0 and defaclobjtype <> 'n' or defaclnamespace = current_schema()::regnamespace)
    and not (defaclobjtype in ('f', 'T') and grantee = 0)
  group by grantee
  union all
  select 9, 'event trigger ' || evtname, '', 'on ' || evtevent || ' runs ' || evtfoid::regproc
  from pg_event_trigger where not exists (
    select from pg_depend where classid = 'pg_event_trigger'::regclass and objid = pg_event_trigger.oid and deptype = 'e')
  union all
  select 9, 'setting of ' || case when setrole <> 0 then 'role ' || setrole::regrole else 'the database' end || ': ' || split_part(setting, '=', 1),
    '', split_part(setting, '=', 2)
  from pg_db_role_setting, unnest(setconfig) setting
  where setdatabase in (0, (select oid from pg_database where datname = current_database()))
    and (setrole in (0, (select id from owner)) or setrole in (select member from used)
      or setrole in (select oid from pg_roles where rolname in (${OUR_ROLES})))
    and (split_part(setting, '=', 1) in (${TELLING_SETTINGS}) and setting not in ('search_path=public', 'search_path="$user", public')
      or ${IS_NOT_DURABLE})
  union all
  select 9, 'setting session_replication_role', '', current_setting('session_replication_role')`

/** Everything that decides what the tables hold and who may read and write them, in a fixed order. */
export async function describePostgres(store: Reader): Promise<SchemaPart[]> {
  const query = sql<SchemaPart>`
    with recursive relation as (
      select * from pg_class where relnamespace = current_schema()::regnamespace
    ), ${OWNER}, ${MEMBERS}, part (kind, part, "of", definition) as (
      ${TABLE_PARTS} union all ${FUNCTIONS} union all ${ROLES} union all ${DATABASE}
    )
    select part, "of"::text, definition from part order by kind, part collate "C"`
  const { rows } = await query.execute(handleOf(store))
  return rows.map(row => ({ ...row, definition: onOneLine(row.definition) }))
}

/**
 * The logins, besides the owner of the tables and superusers, that can act as all three roles or as the owner. The guide
 * lets an operator make such logins, so they are no difference; who they are only the operator can judge.
 */
export async function findStoreLogins(store: Reader): Promise<string[]> {
  const query = sql<{ login: string }>`
    with recursive ${OWNER}, ${MEMBERS}
    select rolname as login from used join pg_roles on pg_roles.oid = member
    where count = 4 and rolcanlogin order by rolname collate "C"`
  const { rows } = await query.execute(handleOf(store))
  return rows.map(({ login }) => login)
}
