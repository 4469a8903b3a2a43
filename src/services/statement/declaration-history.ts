import { setImmediate } from 'node:timers/promises'
import type { DeclarationNumber } from '../../domain/declaration.ts'
import { type FundStanding, NOTHING_ASSESSED, standingAfter } from '../../domain/declaration-history.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { findFirstAllocationsOfRows, sumUnpaidParts } from '../../store/ledger/allocations.ts'
import { findEntriesAt } from '../../store/ledger/entries-at.ts'
import { findEntriesOfDeclaration } from '../../store/ledger/entry-ranges.ts'

/** A row of a declaration, with what the declaration owed in its fund before and after it. */
export interface HistoryRow {
  readonly entry: LedgerEntry
  readonly before: FundStanding
  readonly after: FundStanding
  /** The first rows that brought the money of a settlement, at most MAX_SOURCES. */
  readonly sources: readonly LedgerEntry[]
  readonly hasMoreSources: boolean
}

/** A settlement may take money from thousands of payments; its own page shows them all. */
const MAX_SOURCES = 2

const BATCH_SIZE = 1000

interface HistoryRequest {
  readonly voen: Voen
  readonly number: DeclarationNumber
  /** The `seq` after which the rows begin. */
  readonly after: number
  readonly limit: number
}

type Standings = ReadonlyMap<Ledger, FundStanding>

/** @returns the rows of a declaration in booking order */
export async function readHistory(tx: Reader, request: HistoryRequest): Promise<HistoryRow[]> {
  const { voen } = request
  const [start, entries] = await Promise.all([standingsAfter(tx, request), findEntriesOfDeclaration(tx, request)])
  const [unpaid, parts] = await Promise.all([
    sumUnpaidOf(tx, entries),
    findFirstAllocationsOfRows(
      tx,
      voen,
      entries.filter(takesMoney).map(({ seq }) => seq),
      MAX_SOURCES + 1,
    ),
  ])
  const sourcesOf = ({ seq }: LedgerEntry) => (parts.get(seq) ?? []).map(({ sourceRow }) => sourceRow!)
  const named = await findEntriesAt(
    tx,
    voen,
    entries.flatMap(entry => sourcesOf(entry).map(seq => ({ ledger: sourceLedgerOf(entry), seq }))),
  )
  const standings = new Map(start)
  return entries.map(entry => {
    const { before, after } = follow(standings, entry, unpaid)
    const sources = sourcesOf(entry)
    return {
      entry,
      before,
      after,
      sources: sources.slice(0, MAX_SOURCES).map(seq => named.get(seq)!),
      hasMoreSources: sources.length > MAX_SOURCES,
    }
  })
}

/** A payment by number is its own source. */
function takesMoney({ type }: LedgerEntry): boolean {
  return type === 'overpayment-offset' || type === 'advance-drawdown'
}

function sourceLedgerOf({ type, ledger }: LedgerEntry): Ledger {
  return type === 'advance-drawdown' ? 'advance' : ledger
}

function follow(standings: Map<Ledger, FundStanding>, entry: LedgerEntry, unpaid: ReadonlyMap<number, bigint>) {
  const before = standings.get(entry.ledger) ?? NOTHING_ASSESSED
  const after = standingAfter(before, entry, unpaid.get(entry.seq) ?? 0n)
  standings.set(entry.ledger, after)
  return { before, after }
}

function sumUnpaidOf(tx: Reader, entries: readonly LedgerEntry[]) {
  const reductions = entries.filter(({ type }) => type === 'reduction')
  return sumUnpaidParts(
    tx,
    entries[0]?.voen ?? ('' as Voen),
    reductions.map(({ seq }) => seq),
  )
}

/** What the declaration owed after its rows up to a `seq`. Few declarations have more rows than one page. */
async function standingsAfter(tx: Reader, { voen, number, after }: HistoryRequest): Promise<Standings> {
  const standings = new Map<Ledger, FundStanding>()
  if (after === 0) return standings
  const batches = walk<LedgerEntry>(BATCH_SIZE, async (last, limit) => {
    if (last && last.seq >= after) return []
    if (last) await setImmediate()
    return findEntriesOfDeclaration(tx, { voen, number, after: last?.seq ?? 0, limit })
  })
  for await (const batch of batches) {
    const entries = batch.filter(({ seq }) => seq <= after)
    const unpaid = await sumUnpaidOf(tx, entries)
    for (const entry of entries) follow(standings, entry, unpaid)
  }
  return standings
}
