import { type Kysely, sql } from 'kysely'
import { isPostgres, spellingOf } from './dialect.ts'

/** Begins the key of a held event with the taxpayer, like every other key, and indexes the order of arrival. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    await sql`
      alter table held_event drop constraint held_event_pkey, add primary key (voen, arrival)`.execute(db)
  } else await rebuildInSqlite(db)
  await sql`create unique index held_event_by_arrival on held_event (arrival, voen)`.execute(db)
}

/** SQLite cannot change a primary key. */
async function rebuildInSqlite(db: Kysely<unknown>): Promise<void> {
  const { text, integer, tableOptions } = spellingOf(db)
  await sql`alter table held_event rename to held_event_before`.execute(db)
  await sql`drop index held_event_by_key`.execute(db)
  await sql`
    create table held_event (
      voen ${text} not null,
      arrival ${integer} not null,
      waits_for ${text} not null check (waits_for in ('taxpayer', 'declaration')),
      key ${text} not null,
      primary key (voen, arrival)
    ) ${tableOptions}`.execute(db)
  await sql`
    insert into held_event (voen, arrival, waits_for, key)
    select voen, arrival, waits_for, key from held_event_before`.execute(db)
  await sql`drop table held_event_before`.execute(db)
  await sql`create index held_event_by_key on held_event (waits_for, key, arrival)`.execute(db)
  await sql`delete from sqlite_stat1 where tbl like 'held_event%'`.execute(db)
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('held_event', 'held_event', '1000 2 1'),
      ('held_event', 'held_event_by_key', '1000 500 2 1'),
      ('held_event', 'held_event_by_arrival', '1000 1 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
