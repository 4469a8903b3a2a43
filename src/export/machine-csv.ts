import { stringify } from 'csv-stringify/sync'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import { manat } from '../domain/money.ts'
import { withoutControls } from '../domain/visible-text.ts'

/** The header of the machine-readable CSV. */
export const MACHINE_HEADER =
  'voen,operation_date,ledger,declaration,reference,type,channel,payment_date,amount,debt,overpayment,event_id,row,cause\n'

/**
 * Writes rows as CSV: RFC 4180 quoting where needed, LF, ISO dates, amounts with a point and two places. Control
 * characters of senders are replaced: U+0000 would end a cell elsewhere.
 */
export function toMachineCsv(entries: readonly LedgerEntry[]): string {
  return entries.map(toLine).join('')
}

/** Characters that need quotes. Most rows have none and are joined without the library, which checks every cell. */
const SPECIAL = /[",\r\n]/

function toLine(entry: LedgerEntry): string {
  const record = toRecord(entry)
  // Only these cells are free text; the others are codes, numbers, dates and amounts.
  const isPlain = !SPECIAL.test(entry.eventId) && (entry.reference === null || !SPECIAL.test(entry.reference))
  return isPlain ? `${record.join()}\n` : stringify([record])
}

function toRecord(entry: LedgerEntry): (string | null)[] {
  return [
    entry.voen,
    entry.operationDate,
    entry.ledger,
    entry.declaration,
    entry.reference && withoutControls(entry.reference),
    entry.type,
    entry.channel,
    entry.paymentDate,
    manat(entry.amount),
    manat(entry.debt),
    manat(entry.overpayment),
    withoutControls(entry.eventId),
    String(entry.seq),
    entry.cause,
  ]
}
