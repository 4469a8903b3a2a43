import { type Kysely, sql } from 'kysely'
import { makeAppendOnly } from './append-only.ts'
import { spellingOf } from './dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const { text, integer, date, tableOptions } = spellingOf(db)
  // The rows, clustered as they are read. Each has the ledger's totals, and the number and sum of all rows so far on the
  // ledger and of its type: the turnover of any range is the difference of two rows.
  await sql`
    create table ledger_entry (
      voen ${text} not null references account (voen),
      ledger ${text} not null check (ledger in
        ('customs-duty', 'vat', 'excise', 'customs-fee', 'late-interest', 'fine', 'other',
         'eservice-fee', 'eservice-vat', 'advance')),
      seq ${integer} not null check (seq > 0),
      operation_date ${date} not null,
      type ${text} not null check (type in
        ('assessment', 'hop-payment', 'overpayment-offset', 'advance-drawdown', 'reduction',
         'advance-payment-general', 'advance-payment-single', 'eservice-advance', 'eservice-vat-advance',
         'eservice-advance-hop', 'eservice-vat-advance-hop')),
      declaration ${text},
      reference ${text},
      channel ${text} check (channel in ('hop', 'bank', 'vat-deposit', 'treasury')),
      payment_date ${date},
      amount ${integer} not null check (amount > 0),
      debt ${integer} not null check (debt >= 0),
      overpayment ${integer} not null check (overpayment >= 0),
      ledger_count ${integer} not null check (ledger_count > 0),
      ledger_turnover ${integer} not null check (ledger_turnover > 0),
      type_count ${integer} not null check (type_count > 0),
      type_turnover ${integer} not null check (type_turnover > 0),
      event_id ${text} not null,
      primary key (voen, ledger, seq)
    ) ${tableOptions}`.execute(db)
  await sql`create index ledger_entry_by_type on ledger_entry (voen, ledger, type, seq)`.execute(db)
  await sql`create unique index ledger_entry_by_date on ledger_entry (voen, operation_date, seq)`.execute(db)
  await sql`
    create index ledger_entry_by_declaration on ledger_entry (voen, declaration, seq)
    where declaration is not null`.execute(db)
  await makeAppendOnly(db, 'ledger_entry')

  // The totals of each ledger, equal to those of its last row.
  await sql`
    create table ledger_total (
      voen ${text} not null references account (voen),
      ledger ${text} not null,
      debt ${integer} not null check (debt >= 0),
      overpayment ${integer} not null check (overpayment >= 0),
      primary key (voen, ledger)
    ) ${tableOptions}`.execute(db)

  // The number and sum of rows of each type on each ledger, equal to those of its last row.
  await sql`
    create table turnover (
      voen ${text} not null references account (voen),
      ledger ${text} not null,
      type ${text} not null,
      count ${integer} not null check (count > 0),
      amount ${integer} not null check (amount > 0),
      primary key (voen, ledger, type)
    ) ${tableOptions}`.execute(db)
}
