import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  // Accepted events, whole. Led by the account they name ('' for a payment that names only a declaration not known
  // yet), numbered in order of arrival through the whole service.
  await sql`
    create table event (
      voen text not null,
      arrival integer not null check (arrival > 0),
      content text not null,
      received_at text not null,
      primary key (voen, arrival)
    ) strict, without rowid`.execute(db)
  await sql`create unique index event_by_arrival on event (arrival)`.execute(db)
  await makeAppendOnly(db, 'event')

  // The directory of event ids: each was accepted once, for ever.
  await sql`
    create table event_id (
      id text not null primary key,
      voen text not null,
      arrival integer not null
    ) strict, without rowid`.execute(db)
  await makeAppendOnly(db, 'event_id')

  // Accepted events that wait: the only part of the log's story that is emptied again.
  await sql`
    create table held_event (
      arrival integer not null primary key,
      voen text not null,
      waits_for text not null check (waits_for in ('taxpayer', 'declaration')),
      key text not null
    ) strict, without rowid`.execute(db)
  await sql`create index held_event_by_key on held_event (waits_for, key, arrival)`.execute(db)

  // Rejections, each content once: at the door (arrival 0), or when a held event was released (its arrival).
  await sql`
    create table rejection (
      digest text not null,
      arrival integer not null,
      event_id text,
      content text not null,
      problems text not null,
      rejected_at text not null,
      primary key (digest, arrival)
    ) strict, without rowid`.execute(db)
  await sql`create index rejection_by_time on rejection (rejected_at, digest, arrival)`.execute(db)
  await makeAppendOnly(db, 'rejection')
}
