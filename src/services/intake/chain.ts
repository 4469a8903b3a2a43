import { createHash, hash } from 'node:crypto'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Steps } from '../../domain/steps.ts'

/** Hashing this many rows takes about a millisecond. Hashing at once is faster than in parts. */
const ROWS_AT_ONCE = 512

/** The seal before an account's first event. */
export const CHAIN_START = ''

/**
 * The next link of an account's hash chain: the hex SHA-256 of these lines: the previous seal, the event as canonical
 * JSON, and each row as a JSON array in the column order of the export.
 */
export function* seal(previous: string, content: string, entries: readonly LedgerEntry[]): Steps<string> {
  if (entries.length <= ROWS_AT_ONCE) return hash('sha256', [previous, content, ...entries.map(asJson)].join('\n'))
  const lines = createHash('sha256').update(`${previous}\n${content}`)
  for (const entry of entries) {
    lines.update(`\n${asJson(entry)}`)
    yield
  }
  return lines.digest('hex')
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
