/** Ledger rows are appended, and read by key ranges only. */
import type { PlainDate } from '../../domain/dates.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Qepik } from '../../domain/money.ts'
import type { StampedEntry } from '../../domain/turnover.ts'
import type { WriteTransaction } from '../engine/access.ts'
import { prepareInsert } from '../engine/prepared.ts'
import type { LedgerEntryTable } from '../engine/schema.ts'

/** The columns of pages and exports. */
export const ENTRY_COLUMNS = [
  'voen',
  'ledger',
  'seq',
  'operation_date',
  'type',
  'declaration',
  'reference',
  'channel',
  'payment_date',
  'amount',
  'debt',
  'overpayment',
  'event_id',
  'cause',
] as const

/** What the row's ledger has come to, by kind. */
export const SUM_COLUMNS = [
  'assessed',
  'reduced_unpaid',
  'reduced_paid',
  'received',
  'refunded',
  'transferred_in',
  'transferred_out',
] as const

/** All columns, with the running counts and sums. */
export const LEDGER_ENTRY_COLUMNS = [
  ...ENTRY_COLUMNS,
  'ledger_count',
  ...SUM_COLUMNS,
  'type_count',
  'type_turnover',
] as const

const append = prepareInsert('ledger_entry', LEDGER_ENTRY_COLUMNS)

export async function appendLedgerEntries(trx: WriteTransaction, entries: readonly StampedEntry[]): Promise<void> {
  await append(trx, entries.map(toRow))
}

function toRow(entry: StampedEntry): LedgerEntryTable {
  const sums = entry.ledgerSums
  return {
    voen: entry.voen,
    ledger: entry.ledger,
    seq: entry.seq,
    operation_date: entry.operationDate,
    type: entry.type,
    declaration: entry.declaration,
    reference: entry.reference,
    channel: entry.channel,
    payment_date: entry.paymentDate,
    amount: entry.amount,
    debt: entry.debt,
    overpayment: entry.overpayment,
    ledger_count: entry.ledgerCount,
    assessed: sums.assessed,
    reduced_unpaid: sums.reducedUnpaid,
    reduced_paid: sums.reducedPaid,
    received: sums.received,
    refunded: sums.refunded,
    transferred_in: sums.transferredIn,
    transferred_out: sums.transferredOut,
    type_count: entry.typeTurnover.count,
    type_turnover: entry.typeTurnover.amount,
    event_id: entry.eventId,
    cause: entry.cause,
  }
}

export type EntryRow = Pick<LedgerEntryTable, (typeof ENTRY_COLUMNS)[number]>

export function toLedgerEntry(row: EntryRow): LedgerEntry {
  return {
    voen: row.voen,
    ledger: row.ledger,
    seq: row.seq,
    operationDate: row.operation_date as PlainDate,
    type: row.type,
    declaration: row.declaration,
    reference: row.reference,
    channel: row.channel,
    paymentDate: row.payment_date as PlainDate | null,
    amount: row.amount as Qepik,
    debt: row.debt as Qepik,
    overpayment: row.overpayment as Qepik,
    eventId: row.event_id,
    cause: row.cause,
  }
}
