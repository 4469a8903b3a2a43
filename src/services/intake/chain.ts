import { createHash, hash } from 'node:crypto'
import type { Allocation } from '../../domain/allocation.ts'
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

/** What the second chain covers besides the first. */
interface SecondSeal {
  readonly sender: string | null
  readonly entries: readonly LedgerEntry[]
  readonly allocations: readonly Allocation[]
}

/**
 * The next link of an account's second chain, which covers what the first does not, and the first: the hex SHA-256 of these
 * lines: the previous seal, the seal of the first chain, the event's sender as a JSON object, each row that has a cause as a JSON array of its number and the
 * cause, and each allocation as a JSON array. The first chain stays as it was, so that an older head still fits. An event of
 * the command line, or from before the log kept senders, has no line of a sender.
 */
export function* sealAllocations(
  previous: string,
  first: string,
  { sender, entries, allocations }: SecondSeal,
): Steps<string> {
  const causes = entries.filter(({ cause }) => cause !== null).map(({ seq, cause }) => JSON.stringify([seq, cause]))
  const from = sender ? [JSON.stringify({ sender })] : []
  const begin = [previous, first, ...from, ...causes].join('\n')
  if (allocations.length <= ROWS_AT_ONCE) {
    return hash('sha256', [begin, ...allocations.map(allocationAsJson)].join('\n'))
  }
  const lines = createHash('sha256').update(begin)
  for (const part of allocations) {
    lines.update(`\n${allocationAsJson(part)}`)
    yield
  }
  return lines.digest('hex')
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
