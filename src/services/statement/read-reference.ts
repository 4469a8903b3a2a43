import { type Charge, outstanding } from '../../domain/charge.ts'
import { NOTHING_ASSESSED, standingAfter } from '../../domain/declaration-history.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findAllocationsOfCharge } from '../../store/ledger/allocations.ts'
import { findChargesOfReference } from '../../store/ledger/charges.ts'
import { findEntriesAt } from '../../store/ledger/entries-at.ts'
import type { HistoryRow } from './declaration-history.ts'

/** A charge of a document, and what closed it. */
export interface ReferenceCharge {
  readonly charge: Charge
  /** Its assessment and the first rows that closed it. */
  readonly history: readonly HistoryRow[]
  /** More rows closed it; its operation shows them all. */
  readonly hasMore: boolean
}

export interface ReferenceStatement {
  readonly name: string
  /** The number of events booked on the account: open pages compare it. */
  readonly bookings: number
  /** Of all documents with the reference, oldest first, at most REFERENCE_PAGE_SIZE. */
  readonly charges: readonly ReferenceCharge[]
  /** The row of the last charge, if more follow. */
  readonly next: number | null
}

export const REFERENCE_PAGE_SIZE = 20

/** So many parts are read of each charge. */
const PARTS_OF_CHARGE = 20

const MAX_SOURCES = 2

interface ReferenceRequest {
  readonly voen: Voen
  readonly reference: string
  /** The row of the charge after which the page starts; null for the first page. */
  readonly after: number | null
}

/** @returns null when the account has no charge with the reference, or none after the row */
export function readReference(
  reader: ReadAccess,
  { voen, reference, after }: ReferenceRequest,
): Promise<ReferenceStatement | null> {
  return reader.snapshot(voen, async tx => {
    const range = { voen, reference, from: (after ?? 0) + 1, limit: REFERENCE_PAGE_SIZE + 1 }
    const [record, found] = await Promise.all([findAccount(tx, voen), findChargesOfReference(tx, range)])
    if (!record || found.length === 0) return null
    const charges = found.slice(0, REFERENCE_PAGE_SIZE)
    return {
      name: record.name,
      bookings: record.bookings,
      charges: await readCharges(tx, voen, charges),
      next: found.length > charges.length ? charges.at(-1)!.row : null,
    }
  })
}

async function readCharges(tx: Reader, voen: Voen, charges: readonly Charge[]): Promise<ReferenceCharge[]> {
  const closing = await Promise.all(
    charges.map(({ row: of }) =>
      findAllocationsOfCharge(tx, { voen, of, after: undefined, limit: PARTS_OF_CHARGE + 1 }),
    ),
  )
  const places = charges.flatMap(({ row, fund }, index) => [
    { ledger: fund, seq: row },
    ...closing[index]!.flatMap(({ ledger, row, type, sourceRow }) => [
      { ledger, seq: row },
      { ledger: type === 'advance-drawdown' ? ('advance' as const) : ledger, seq: sourceRow! },
    ]),
  ])
  const named = await findEntriesAt(tx, voen, places)
  return charges.map((charge, index) => historyOf(charge, closing[index]!, named))
}

type Part = { readonly row: number; readonly sourceRow: number | null }

/** Each row that closes a charge of a reference closes no other, so its amount is the sum of its parts. */
function historyOf(charge: Charge, parts: readonly Part[], named: ReadonlyMap<number, LedgerEntry>): ReferenceCharge {
  const isCut = parts.length > PARTS_OF_CHARGE
  const byRow = [...Map.groupBy(parts, ({ row }) => row)]
  // The parts of the last row may go on behind those that were read.
  const shown = isCut && byRow.length > 1 ? byRow.slice(0, -1) : byRow
  let standing = NOTHING_ASSESSED
  const follow = (seq: number, sources: readonly number[]): HistoryRow => {
    const [entry, before] = [named.get(seq)!, standing]
    standing = standingAfter(before, entry, 0n)
    return {
      entry,
      before,
      after: standing,
      sources: sources.slice(0, MAX_SOURCES).map(source => named.get(source)!),
      hasMoreSources: sources.length > MAX_SOURCES,
    }
  }
  const history = [
    follow(charge.row, []),
    ...shown.map(([row, ofRow]) =>
      follow(
        row,
        ofRow.map(({ sourceRow }) => sourceRow!),
      ),
    ),
  ]
  return { charge, history, hasMore: standing.open !== BigInt(outstanding(charge)) }
}
