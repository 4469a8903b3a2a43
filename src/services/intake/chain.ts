import { hash } from 'node:crypto'
import type { Allocation } from '../../domain/allocation.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'

/** The seal before an account's first event. */
export const CHAIN_START = ''

/**
 * The next link of an account's hash chain: the hex SHA-256 of these lines: the previous seal, the event as canonical
 * JSON, and each row as a JSON array in the column order of the export.
 */
export function seal(previous: string, content: string, entries: readonly LedgerEntry[]): string {
  return hash('sha256', [previous, content, ...entries.map(asJson)].join('\n'))
}

/**
 * The next link of an account's second chain, which covers what the first does not, and the first: the hex SHA-256 of these
 * lines: the previous seal, the seal of the first chain, each row that has a cause as a JSON array of its number and the
 * cause, and each allocation as a JSON array. The first chain stays as it was, so that an older head still fits.
 */
export function sealAllocations(
  previous: string,
  first: string,
  { entries, allocations }: { readonly entries: readonly LedgerEntry[]; readonly allocations: readonly Allocation[] },
): string {
  const causes = entries.filter(({ cause }) => cause !== null).map(({ seq, cause }) => JSON.stringify([seq, cause]))
  return hash('sha256', [previous, first, ...causes, ...allocations.map(allocationAsJson)].join('\n'))
}

function allocationAsJson(part: Allocation): string {
  return JSON.stringify([
    part.row,
    part.position,
    part.type,
    part.effect,
    part.chargedRow,
    part.sourceRow,
    part.amount,
    part.valueDate,
  ])
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
