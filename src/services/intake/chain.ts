import { hash } from 'node:crypto'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'

/** Where an account's hash chain begins. */
export const CHAIN_START = ''

/**
 * Seals a booked event and its rows to everything booked on the account before: SHA-256, as hex, of the previous seal,
 * the event as canonical JSON and each row as a JSON array in the order of the export's columns, one a line.
 */
export function seal(previous: string, content: string, entries: readonly LedgerEntry[]): string {
  return hash('sha256', [previous, content, ...entries.map(asJson)].join('\n'))
}

function asJson(entry: LedgerEntry): string {
  return JSON.stringify([
    entry.seq,
    entry.operationDate,
    entry.ledger,
    entry.declaration,
    entry.reference,
    entry.type,
    entry.channel,
    entry.paymentDate,
    entry.amount,
    entry.debt,
    entry.overpayment,
    entry.eventId,
  ])
}
