import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'

/** Senders of events over HTTP, and held events that an operator has dismissed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, instant, json, tableOptions } = spellingOf(db)
  await sql`
    create table sender (
      name ${text} not null primary key,
      types ${json} not null,
      channels ${json} not null,
      bills ${integer} not null check (bills in (0, 1)),
      registered_at ${instant} not null
    ) ${tableOptions}`.execute(db)

  // Ed25519: the public key. HMAC: the secret, which both checks and makes signatures.
  await sql`
    create table sender_key (
      sender ${text} not null references sender (name) on delete cascade,
      id ${text} not null,
      algorithm ${text} not null check (algorithm in ('ed25519', 'hmac-sha256')),
      key ${text} not null,
      made_at ${instant} not null,
      primary key (sender, id)
    ) ${tableOptions}`.execute(db)

  // A dismissed event stays in the log but no longer waits.
  await sql`
    create table dismissal (
      voen ${text} not null,
      arrival ${integer} not null,
      reason ${text} not null,
      dismissed_at ${instant} not null,
      primary key (voen, arrival)
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'dismissal')

  if (isPostgres(db)) await grant(db)
  else await addPlannerStatistics(db)
}

async function grant(db: Kysely<unknown>): Promise<void> {
  await sql`grant select, insert, update, delete on sender, sender_key to vereqe_gate`.execute(db)
  await sql`grant select, insert on dismissal to vereqe_service`.execute(db)
  await sql`alter table dismissal enable row level security, force row level security`.execute(db)
  await sql`
    create policy service on dismissal to vereqe_service
    using (case when current_user = 'vereqe_service' then true else false end)
    with check (case when current_user = 'vereqe_service' then true else false end)`.execute(db)
}

async function addPlannerStatistics(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('sender', 'sender', '10 1'), ('sender_key', 'sender_key', '20 2 1'), ('dismissal', 'dismissal', '1000 2 1')`.execute(
    db,
  )
  await sql`analyze sqlite_schema`.execute(db)
}
