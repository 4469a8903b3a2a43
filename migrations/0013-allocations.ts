import { type Kysely, sql } from 'kysely'
import { allocateOldRows, type OnProgress } from './allocate-old-rows.ts'
import { makeAppendOnly } from './append-only.ts'
import { isPostgres, spellingOf } from './dialect.ts'
import { IS_SERVICE } from './roles.ts'

const WAITS = sql`waits_for in ('taxpayer', 'declaration', 'assignment')`
const LEDGERS = sql`ledger in
  ('customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other',
   'eservice-fee', 'eservice-vat', 'advance')`
const TYPES = sql`type in
  ('assessment', 'hop-payment', 'overpayment-offset', 'advance-drawdown', 'reduction',
   'advance-payment-general', 'advance-payment-single', 'eservice-advance', 'eservice-vat-advance',
   'eservice-advance-hop', 'eservice-vat-advance-hop', 'refund', 'transfer-out', 'transfer-in')`
/** What a row's ledger has come to, by kind. What was settled and used follows from them and the totals. */
const SUMS = [
  'assessed',
  'reduced_unpaid',
  'reduced_paid',
  'received',
  'refunded',
  'transferred_in',
  'transferred_out',
] as const
const CAUSES = sql`cause in ('amendment', 'cancellation')`

/**
 * Each qəpik that closed a charge is known with the row that charged it and the row that brought it. Money can go back, move
 * to another ledger, and wait for its owner; charges have a due date. Rows carry what their ledger has come to by kind, instead
 * of the sum of unlike things. The rows that are there get all of this too, account by account, in this one transaction: an
 * interrupted upgrade has changed nothing.
 */
export async function up(db: Kysely<unknown>, onProgress: OnProgress = () => {}): Promise<void> {
  await createTables(db)
  // The accounts have a second chain, which covers what the first does not. The first stays: older heads are of it.
  await sql`
    alter table account add column allocation_chain ${spellingOf(db).text} not null default ''`.execute(db)
  await (isPostgres(db) ? widenInPostgres(db) : rebuildInSqlite(db))
  await allocateOldRows(db, onProgress)
  await (isPostgres(db) ? closeInPostgres(db) : closeInSqlite(db))
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, tableOptions } = spellingOf(db)
  // A local table of PostgreSQL cannot refer to one that Citus distributes, so the key comes after the distribution.
  const account = isPostgres(db) ? sql`` : sql`references account (voen)`
  // The parts of the rows that close or reduce charges, or take money. "row", charged_row and source_row are each the seq of
  // a ledger row. A row that charged nothing, or brought nothing, is null.
  await sql`
    create table allocation (
      voen ${text} not null ${account},
      "row" ${integer} not null check ("row" > 0),
      position ${integer} not null check (position > 0),
      ledger ${text} not null check (${LEDGERS}),
      type ${text} not null check (type in
        ('hop-payment', 'overpayment-offset', 'advance-drawdown', 'reduction', 'refund', 'transfer-out')),
      effect ${text} not null check (effect in ('debt', 'overpayment')),
      charged_row ${integer} check (charged_row > 0),
      source_row ${integer} check (source_row > 0),
      amount ${integer} not null check (amount > 0),
      value_date ${date},
      primary key (voen, "row", position),
      check (charged_row is not null or source_row is not null),
      check ((effect = 'debt') = (value_date is not null))
    ) ${tableOptions}`.execute(db)
  await sql`
    create index allocation_by_charge on allocation (voen, charged_row, "row", position)
    where charged_row is not null`.execute(db)
  await sql`
    create index allocation_by_source on allocation (voen, source_row, "row", position)
    where source_row is not null`.execute(db)

  // What each row brought to its ledger's overpayment, and how much of it has been used.
  await sql`
    create table source (
      voen ${text} not null ${account},
      "row" ${integer} not null check ("row" > 0),
      ledger ${text} not null check (${LEDGERS}),
      amount ${integer} not null check (amount > 0),
      used ${integer} not null check (used >= 0),
      value_date ${date} not null,
      primary key (voen, "row"),
      check (used <= amount)
    ) ${tableOptions}`.execute(db)
  await sql`create index source_open on source (voen, ledger, "row") where amount > used`.execute(db)
  if (isPostgres(db)) await referToAccount(db)
}

/** In a distributed store, puts the rows of each account beside it. */
async function referToAccount(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  for (const table of ['allocation', 'source']) {
    if (rows.length > 0) await distributeBesideAccount(db, table)
    await sql`
      alter table ${sql.table(table)} add constraint ${sql.ref(`${table}_voen_fkey`)}
      foreign key (voen) references account (voen)`.execute(db)
  }
}

async function distributeBesideAccount(db: Kysely<unknown>, table: string): Promise<void> {
  const { rows } = await sql`select from pg_dist_partition where logicalrelid = 'account'::regclass`.execute(db)
  if (rows.length === 0) return
  await sql`set local citus.enable_unsafe_triggers = on`.execute(db)
  await sql`select create_distributed_table(${sql.lit(table)}, 'voen', colocate_with => 'account')`.execute(db)
}

async function widenInPostgres(db: Kysely<unknown>): Promise<void> {
  const change = (table: string, name: string, check: typeof TYPES) => [
    sql`alter table ${sql.table(table)} drop constraint if exists ${sql.ref(name)}`,
    sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} check (${check})`,
  ]
  const { text, integer, date } = spellingOf(db)
  for (const statement of [
    ...change('held_event', 'held_event_waits_for_check', WAITS),
    ...change('ledger_entry', 'ledger_entry_type_check', TYPES),
    sql`alter table ledger_entry add column cause ${text}`,
    ...change('ledger_entry', 'ledger_entry_cause_check', CAUSES),
    // A row's sums are put where the other columns of the old rows are.
    sql`alter table ledger_entry drop column ledger_turnover,
      ${sql.join(SUMS.map(sum => sql`add column ${sql.ref(sum)} ${integer} not null default 0`))}`,
    ...SUMS.map(
      sum =>
        sql`alter table ledger_entry add constraint ${sql.ref(`ledger_entry_${sum}_check`)} check (${sql.ref(sum)} >= 0)`,
    ),
    sql`alter table charge add column "row" ${integer}, add column due_on ${date}`,
    sql`grant select on allocation, source to vereqe_reader`,
    sql`grant select, insert on allocation to vereqe_service`,
    sql`grant select, insert, update on source to vereqe_service`,
    // Only here, and only for the rows that are there already.
    sql`grant update (cause, ${sql.join(SUMS.map(sum => sql.ref(sum)))}) on ledger_entry to vereqe_service`,
    sql`alter table ledger_entry disable trigger ledger_entry_no_rewriting`,
  ]) {
    await statement.execute(db)
  }
  for (const table of ['allocation', 'source']) await wallIn(db, table)
}

async function wallIn(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db)
  await sql`
    create policy service on ${sql.table(table)} to vereqe_service
    using (${IS_SERVICE}) with check (${IS_SERVICE})`.execute(db)
  await sql`
    create policy of_account on ${sql.table(table)} for select to vereqe_reader
    using (voen = nullif(current_setting('vereqe.account', true), ''))`.execute(db)
}

async function closeInPostgres(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    sql`alter table ledger_entry enable trigger ledger_entry_no_rewriting`,
    sql`revoke update (cause, ${sql.join(SUMS.map(sum => sql.ref(sum)))}) on ledger_entry from vereqe_service`,
    sql`alter table ledger_entry ${sql.join(SUMS.map(sum => sql`alter column ${sql.ref(sum)} drop default`))}`,
    sql`alter table charge alter column "row" set not null, alter column due_on set not null`,
    sql`alter table charge add constraint charge_row_check check ("row" > 0)`,
  ]) {
    await statement.execute(db)
  }
  await makeAppendOnly(db, 'allocation')
}

/** SQLite cannot change a constraint. */
async function rebuildInSqlite(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, 'held_event', {
    definition: sql`
      voen text not null,
      arrival integer not null,
      waits_for text not null check (${WAITS}),
      "key" text not null,
      primary key (voen, arrival)`,
    columns: 'voen, arrival, waits_for, "key"',
  })
  await sql`create index held_event_by_key on held_event (waits_for, key, arrival)`.execute(db)
  await sql`create unique index held_event_by_arrival on held_event (arrival, voen)`.execute(db)

  await rebuild(db, 'charge', {
    definition: sql`
      voen text not null references account (voen),
      document integer not null check (document > 0),
      number integer not null check (number > 0),
      fund text not null,
      declaration text,
      reference text,
      amended integer not null check (amended in (0, 1)),
      "row" integer not null check ("row" > 0),
      assessed_on text not null,
      due_on text not null,
      amount integer not null check (amount > 0),
      reduced integer not null check (reduced >= 0),
      settled integer not null check (settled >= 0),
      primary key (voen, document, number),
      check (reduced + settled <= amount)`,
    columns:
      'voen, document, number, fund, declaration, reference, amended, assessed_on, amount, reduced, settled, "row", due_on',
    // The row is put right below.
    from: 'voen, document, number, fund, declaration, reference, amended, assessed_on, amount, reduced, settled, 1, assessed_on',
  })
  await sql`
    create index charge_open on charge (voen, fund, document, number)
    where amount > reduced + settled`.execute(db)

  const entryColumns =
    'voen, ledger, seq, operation_date, type, declaration, reference, channel, payment_date, amount, debt, overpayment, ledger_count, type_count, type_turnover, event_id'
  await rebuild(db, 'ledger_entry', {
    definition: sql`
      voen text not null references account (voen),
      ledger text not null check (${LEDGERS}),
      seq integer not null check (seq > 0),
      operation_date text not null,
      type text not null check (${TYPES}),
      declaration text,
      reference text,
      channel text check (channel in ('hop', 'bank', 'vat-deposit', 'treasury')),
      payment_date text,
      amount integer not null check (amount > 0),
      debt integer not null check (debt >= 0),
      overpayment integer not null check (overpayment >= 0),
      ledger_count integer not null check (ledger_count > 0),
      ${sql.join(SUMS.map(sum => sql`${sql.ref(sum)} integer not null check (${sql.ref(sum)} >= 0)`))},
      type_count integer not null check (type_count > 0),
      type_turnover integer not null check (type_turnover > 0),
      event_id text not null,
      cause text check (${CAUSES}),
      primary key (voen, ledger, seq)`,
    columns: `${entryColumns}, ${SUMS}`,
    // The sums are put right below.
    from: `${entryColumns}, ${SUMS.map(() => 0)}`,
  })
  await sql`create index ledger_entry_by_type on ledger_entry (voen, ledger, type, seq)`.execute(db)
  await sql`create unique index ledger_entry_by_date on ledger_entry (voen, operation_date, seq)`.execute(db)
  await sql`
    create index ledger_entry_by_declaration on ledger_entry (voen, declaration, seq)
    where declaration is not null`.execute(db)
}

async function rebuild(
  db: Kysely<unknown>,
  table: string,
  { definition, columns, from = columns }: { definition: typeof TYPES; columns: string; from?: string },
): Promise<void> {
  const wider = sql.table(`wider_${table}`)
  await sql`create table ${wider} (${definition}) ${spellingOf(db).tableOptions}`.execute(db)
  await sql`insert into ${wider} (${sql.raw(columns)}) select ${sql.raw(from)} from ${sql.table(table)}`.execute(db)
  await sql`drop table ${sql.table(table)}`.execute(db)
  await sql`alter table ${wider} rename to ${sql.table(table)}`.execute(db)
}

async function closeInSqlite(db: Kysely<unknown>): Promise<void> {
  for (const table of ['ledger_entry', 'allocation']) await makeAppendOnly(db, table)
  // Statistics for SQLite's planner, as in 0004. Dropping the tables dropped theirs.
  await sql`
    insert into sqlite_stat1 (tbl, idx, stat) values
      ('held_event', 'held_event', '1000 2 1'),
      ('held_event', 'held_event_by_key', '1000 500 2 1'),
      ('held_event', 'held_event_by_arrival', '1000 1 1'),
      ('charge', 'charge', '10000000 500 3 1'),
      ('charge', 'charge_open', '200000 10 3 2 1'),
      ('ledger_entry', 'ledger_entry', '40000000 2000 300 1'),
      ('ledger_entry', 'ledger_entry_by_type', '40000000 2000 300 100 1'),
      ('ledger_entry', 'ledger_entry_by_date', '40000000 2000 8 1'),
      ('ledger_entry', 'ledger_entry_by_declaration', '36000000 1800 8 1'),
      ('allocation', 'allocation', '16000000 800 2 1'),
      ('allocation', 'allocation_by_charge', '16000000 800 2 2 1'),
      ('allocation', 'allocation_by_source', '16000000 800 5 2 1'),
      ('source', 'source', '8000000 400 1'),
      ('source', 'source_open', '100000 5 3 1')`.execute(db)
  await sql`analyze sqlite_schema`.execute(db)
}
