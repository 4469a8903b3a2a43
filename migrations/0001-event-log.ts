import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, instant, json, tableOptions } = spellingOf(db)
  // Accepted events, whole. The key begins with the account they name ('' for a payment that names only an unknown
  // declaration); `arrival` numbers the events of the whole service.
  await sql`
    create table event (
      voen ${text} not null,
      arrival ${integer} not null check (arrival > 0),
      content ${json} not null,
      received_at ${instant} not null,
      primary key (voen, arrival)
    ) ${tableOptions}`.execute(db)
  if (isPostgres(db)) {
    // Concurrent writers reserve places, and an unused place stays empty. The sequence keeps places unique; a table that
    // is distributed by taxpayer cannot have a unique index on them.
    await sql`create sequence event_arrival`.execute(db)
    await sql`create index event_by_arrival on event (arrival)`.execute(db)
  } else await sql`create unique index event_by_arrival on event (arrival)`.execute(db)
  await makeAppendOnly(db, 'event')

  // Ids of accepted events. An id is never free again.
  await sql`
    create table event_id (
      id ${text} not null primary key,
      voen ${text} not null,
      arrival ${integer} not null
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'event_id')

  // Accepted events that wait: the only table of the log from which rows are deleted.
  await sql`
    create table held_event (
      arrival ${integer} not null primary key,
      voen ${text} not null,
      waits_for ${text} not null check (waits_for in ('taxpayer', 'declaration')),
      key ${text} not null
    ) ${tableOptions}`.execute(db)
  await sql`create index held_event_by_key on held_event (waits_for, key, arrival)`.execute(db)

  // Rejections, each content once: on delivery (arrival 0) or when a held event was released (its arrival).
  await sql`
    create table rejection (
      digest ${text} not null,
      arrival ${integer} not null,
      event_id ${text},
      content ${text} not null,
      problems ${json} not null,
      rejected_at ${instant} not null,
      primary key (digest, arrival)
    ) ${tableOptions}`.execute(db)
  await sql`create index rejection_by_time on rejection (rejected_at, digest, arrival)`.execute(db)
  await makeAppendOnly(db, 'rejection')
}
