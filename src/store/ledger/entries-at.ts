/** Reads ledger rows by their place. Every query seeks keys, so its cost does not depend on the size of the account. */
import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare, prepareLookup } from '../engine/prepared.ts'
import { ENTRY_COLUMNS, type EntryRow, toLedgerEntry } from './ledger-entries.ts'

/** A row's number does not say its ledger, so the query seeks it on each of the ten. */
const selectBySeq = prepare<{ voen: Voen; seq: number }, EntryRow>((db, { voen, seq }) =>
  db
    .selectFrom('ledger_entry')
    .select(ENTRY_COLUMNS)
    .where('voen', '=', voen)
    .where('ledger', 'in', LEDGERS)
    .where('seq', '=', seq),
)

/** @returns the row of an account with a number; undefined when there is none */
export async function findEntryBySeq(tx: Reader, voen: Voen, seq: number): Promise<LedgerEntry | undefined> {
  const [row] = await selectBySeq(tx, { voen, seq })
  return row && toLedgerEntry(row)
}

const selectOnLedger = prepareLookup<EntryRow, number, { voen: Voen; ledger: Ledger }>((db, seqs, { voen, ledger }) =>
  db
    .selectFrom('ledger_entry')
    .select(ENTRY_COLUMNS)
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .where('seq', 'in', seqs),
)

export interface EntryPlace {
  readonly ledger: Ledger
  readonly seq: number
}

/** @returns the rows at the places, by their numbers */
export async function findEntriesAt(
  tx: Reader,
  voen: Voen,
  places: readonly EntryPlace[],
): Promise<ReadonlyMap<number, LedgerEntry>> {
  const byLedger = Map.groupBy(places, ({ ledger }) => ledger)
  const found = await Promise.all(
    [...byLedger].map(([ledger, ofLedger]) =>
      selectOnLedger(tx, [...new Set(ofLedger.map(({ seq }) => seq))], { voen, ledger }),
    ),
  )
  return new Map(found.flat().map(row => [row.seq, toLedgerEntry(row)]))
}

interface Stretch {
  readonly voen: Voen
  readonly date: PlainDate
  readonly from: number
  readonly upTo: number
}

const selectStretch = prepare<Stretch, EntryRow>((db, { voen, date, from, upTo }) =>
  db
    .selectFrom('ledger_entry')
    .select(ENTRY_COLUMNS)
    .where('voen', '=', voen)
    .where('operation_date', '=', date)
    .where('seq', '>=', from)
    .where('seq', '<=', upTo)
    .orderBy('seq'),
)

/** @returns the rows of a day from one number to another, on all ledgers, oldest first */
export async function findEntriesOfDay(tx: Reader, stretch: Stretch): Promise<LedgerEntry[]> {
  return (await selectStretch(tx, stretch)).map(toLedgerEntry)
}

const selectEvents = prepareLookup<{ seq: number; event_id: string }, number, { voen: Voen; date: PlainDate }>(
  (db, seqs, { voen, date }) =>
    db
      .selectFrom('ledger_entry')
      .select(['seq', 'event_id'])
      .where('voen', '=', voen)
      .where('operation_date', '=', date)
      .where('seq', 'in', seqs),
)

/** So many rows are looked up at once. */
const PROBES = 8

/**
 * Finds the first row that an event made. The rows of an event follow each other and have one operation date, and an event
 * may have made hundreds of thousands: the search looks at few of them, ever further back, and then between two of them.
 */
export async function findFirstSeqOfEvent(tx: Reader, entry: LedgerEntry): Promise<number> {
  const { voen, operationDate: date, eventId } = entry
  /** The event made the row `first`, and not the row `before`. */
  let first = entry.seq
  let before = 0
  const look = async (seqs: readonly number[]) => {
    const rows = await selectEvents(tx, seqs, { voen, date })
    const ofEvent = new Set(rows.filter(row => row.event_id === eventId).map(({ seq }) => seq))
    first = Math.min(first, ...ofEvent)
    before = Math.max(before, ...seqs.filter(seq => !ofEvent.has(seq)))
  }
  for (let step = 1; before === 0 && first > 1; step *= 2 ** PROBES) {
    const seqs = Array.from({ length: PROBES }, (_, index) => entry.seq - step * 2 ** index).filter(seq => seq >= 1)
    if (seqs.length === 0) break
    await look(seqs)
  }
  while (first - before > 1) {
    const width = (first - before) / (PROBES + 1)
    const between = Array.from({ length: PROBES }, (_, index) => before + Math.ceil(width * (index + 1)))
    await look([...new Set(between)].filter(seq => seq > before && seq < first))
  }
  return first
}
