/** Compares the schema of a store with the one that the migrations make. */
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import { adapterOf, type Reader, type WriteTransaction } from '../engine/access.ts'
import type { Schema } from '../engine/schema.ts'
import { POSTGRES_SCHEMA } from './postgres-schema.ts'

/** A table, a column, an index, a trigger, a policy, a grant and so on. */
export interface SchemaPart {
  /** Names the part, for example `trigger event_no_update on event`. */
  readonly part: string
  /** The table that it belongs to; empty for roles, functions and settings. */
  readonly of: string
  readonly definition: string
}

export interface SchemaDifference {
  readonly part: string
  /** Null when the store lacks the part. */
  readonly kept: string | null
  /** Null when the migrations do not make the part. */
  readonly migrated: string | null
}

/** Of a store on several servers: Citus changes tables, triggers and roles when it distributes them. */
export const SCHEMA_NOT_COMPARED = Symbol('schema not compared')

/**
 * @param scratch a freshly migrated SQLite file; PostgreSQL is compared with the description in `postgres-schema.ts`
 * @returns the first difference, or null
 */
export async function findSchemaDifference(
  store: Reader,
  scratch: Reader,
): Promise<SchemaDifference | typeof SCHEMA_NOT_COMPARED | null> {
  if (!isPostgres(store)) return compareParts(await describeSqlite(store), await describeSqlite(scratch))
  if (adapterOf(store as unknown as WriteTransaction).isDistributed) return SCHEMA_NOT_COMPARED
  return compareParts(await describePostgres(store), parseDescription(POSTGRES_SCHEMA))
}

function isPostgres(store: Reader): boolean {
  return handleOf(store).getExecutor().adapter instanceof PostgresAdapter
}

function handleOf(store: Reader): Kysely<Schema> {
  return store as unknown as Kysely<Schema>
}

function compareParts(kept: readonly SchemaPart[], migrated: readonly SchemaPart[]): SchemaDifference | null {
  const ours = new Set(migrated.map(({ of }) => of))
  const found = new Map(kept.map(({ part, definition }) => [part, definition]))
  for (const { part, definition } of migrated) {
    const has = found.get(part) ?? null
    if (has !== definition) return { part, kept: has, migrated: definition }
    found.delete(part)
  }
  // A server may have tables of other programs; a part that belongs to one of our tables may change what we read.
  const extra = kept.find(({ part, of }) => found.has(part) && ours.has(of))
  return extra ? { part: extra.part, kept: extra.definition, migrated: null } : null
}

/** Tables that SQLite and Kysely make for themselves. */
const NOT_MIGRATED = ['sqlite_stat1', 'sqlite_stat4', 'kysely_migration', 'kysely_migration_lock']

/** Everything in the file's schema. All parts count as ours: nobody else has a table in it. */
async function describeSqlite(store: Reader): Promise<SchemaPart[]> {
  const { rows } = await sql<{ type: string; name: string; table: string; sql: string | null }>`
    select type, name, tbl_name as "table", sql from sqlite_schema order by type desc, name`.execute(handleOf(store))
  return rows
    .filter(({ type, name }) => type !== 'table' || !NOT_MIGRATED.includes(name))
    .map(({ type, name, table, sql }) => ({
      part: name === table ? `${type} ${name}` : `${type} ${name} on ${table}`,
      of: '',
      definition: onOneLine(sql ?? 'made by SQLite'),
    }))
}

const PRIVILEGES = sql`string_agg(
  lower(privilege_type collate "C") || case when is_grantable then ' with grant option' else '' end,
  ', ' order by privilege_type collate "C")`

const GRANTEE = sql`case when grantee = 0 then 'everybody' else grantee::regrole::text end`

/** Everything that decides what the tables hold and who may read and write them, in a fixed order. */
export async function describePostgres(store: Reader): Promise<SchemaPart[]> {
  const query = sql<SchemaPart>`
    with relation as (
      select * from pg_class where relnamespace = current_schema()::regnamespace and relname not like 'kysely%'
    ), part (kind, part, "of", definition) as (
      select 1, 'table ' || relname, relname,
        case relpersistence when 'p' then 'permanent' else 'not safe after a crash' end
      from relation where relkind in ('r', 'p')
      union all
      select 2, 'row level security of ' || relname, relname,
        case when relrowsecurity and relforcerowsecurity then 'enabled and forced'
          when relrowsecurity then 'enabled, not forced' else 'off' end
      from relation where relkind in ('r', 'p')
      union all
      select 3, 'column ' || relname || '.' || attname, relname, concat_ws(' ', format_type(atttypid, atttypmod),
        (select 'collate ' || quote_ident(collname) from pg_collation
         where pg_collation.oid = attcollation and collname <> 'default'),
        case when attnotnull then 'not null' end, 'default ' || pg_get_expr(adbin, adrelid))
      from relation join pg_attribute on attrelid = relation.oid
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relkind in ('r', 'p') and attnum > 0 and not attisdropped
      union all
      select 4, 'constraint ' || conname || ' on ' || relname, relname,
        pg_get_constraintdef(pg_constraint.oid)
      from relation join pg_constraint on conrelid = relation.oid where contype in ('p', 'u', 'f', 'c', 'x')
      union all
      select 5, 'index ' || indexrelid::regclass || ' on ' || relname, relname,
        replace(pg_get_indexdef(indexrelid), current_schema() || '.', '') || case when indisvalid then '' else ' (invalid)' end
      from relation join pg_index on indrelid = relation.oid
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
      from relation, aclexplode(relacl) where grantee <> relowner group by relname, grantee
      union all
      select 8, 'grant on ' || relname || '.' || attname || ' to ' || ${GRANTEE}, relname, ${PRIVILEGES}
      from relation join pg_attribute on attrelid = relation.oid, aclexplode(attacl)
      where grantee <> relowner group by relname, attname, grantee
      union all
      select 9, 'function ' || proname, '', prosrc from pg_proc
      where pronamespace = current_schema()::regnamespace and proname = 'refuse_rewriting'
      union all
      select 9, 'role ' || rolname, '', concat_ws(', ',
        case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypasses row level security' end,
        coalesce((select 'member of ' || string_agg(roleid::regrole::text, ', ') from pg_auth_members where member = pg_roles.oid), 'member of no role'))
      from pg_roles where rolname in ('vereqe_reader', 'vereqe_service', 'vereqe_gate')
      union all
      select 9, 'setting session_replication_role', '', current_setting('session_replication_role')
    )
    select part, "of"::text, definition from part order by kind, part collate "C"`
  const { rows } = await query.execute(handleOf(store))
  return rows.map(row => ({ ...row, definition: onOneLine(row.definition) }))
}

/** The text of `postgres-schema.ts`: a line for each part, with its table and definition behind tabs. */
export function printDescription(parts: readonly SchemaPart[]): string {
  return parts.map(({ part, of, definition }) => `${part}\t${of}\t${definition}\n`).join('')
}

function parseDescription(text: string): SchemaPart[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [part = '', of = '', definition = ''] = line.split('\t')
      return { part, of, definition }
    })
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
