import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { spellingOf } from './dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, tableOptions } = spellingOf(db)
  // The state of an account: counters and the head of its hash chain.
  await sql`
    create table account (
      voen ${text} not null primary key,
      name ${text} not null,
      documents ${integer} not null check (documents >= 0),
      entries ${integer} not null check (entries >= 0),
      bookings ${integer} not null check (bookings >= 0),
      last_operation_date ${date},
      chain ${text} not null
    ) ${tableOptions}`.execute(db)

  // The events booked on an account, in booking order. Each seal includes the one before.
  await sql`
    create table booking (
      voen ${text} not null references account (voen),
      number ${integer} not null check (number > 0),
      arrival ${integer} not null,
      chain ${text} not null,
      primary key (voen, number)
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'booking')

  // Declaration numbers of the whole service. Like event_id, its key does not begin with the taxpayer.
  await sql`
    create table declaration_directory (
      declaration ${text} not null primary key,
      voen ${text} not null
    ) ${tableOptions}`.execute(db)
  await makeAppendOnly(db, 'declaration_directory')

  await sql`
    create table declaration (
      voen ${text} not null references account (voen),
      declaration ${text} not null,
      document ${integer} not null check (document > 0),
      declarant ${text},
      cancelled ${integer} not null check (cancelled in (0, 1)),
      primary key (voen, declaration)
    ) ${tableOptions}`.execute(db)

  await sql`
    create table charge (
      voen ${text} not null references account (voen),
      document ${integer} not null check (document > 0),
      number ${integer} not null check (number > 0),
      fund ${text} not null,
      declaration ${text},
      reference ${text},
      amended ${integer} not null check (amended in (0, 1)),
      assessed_on ${date} not null,
      amount ${integer} not null check (amount > 0),
      reduced ${integer} not null check (reduced >= 0),
      settled ${integer} not null check (settled >= 0),
      primary key (voen, document, number),
      check (reduced + settled <= amount)
    ) ${tableOptions}`.execute(db)
  // SQLite's planner puts the column first, so the condition is written that way and matches.
  await sql`
    create index charge_open on charge (voen, fund, document, number)
    where amount > reduced + settled`.execute(db)

  // Sums assessed on declarations and paid, by month and by day of the assessment.
  await sql`
    create table assessed (
      voen ${text} not null references account (voen),
      grain ${text} not null check (grain in ('month', 'day')),
      period ${text} not null,
      fund ${text} not null,
      assessed ${integer} not null,
      paid ${integer} not null,
      primary key (voen, grain, period, fund)
    ) ${tableOptions}`.execute(db)
}
