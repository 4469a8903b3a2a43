import { type AccountSeal, DIGESTED_TABLES, type DigestedTable, type Head } from '../../domain/head.ts'
import type { Voen } from '../../domain/voen.ts'
import { findAuditSeal } from '../../store/access/audit-log.ts'
import { type Database, EVERY_ACCOUNT, type Reader } from '../../store/engine/access.ts'
import { findClearings } from '../../store/intake/clearings.ts'
import type { LoggedEvent } from '../../store/intake/event-log.ts'
import { findAccountSeals } from '../../store/ledger/accounts.ts'
import { digestTable, LogDigest, rootOf, snapshotFor } from './head.ts'
import type { ReplayWatch } from './verify.ts'

/** How a store differs from what it was at a head. */
export type HeadFault =
  /** The log ends before the head. */
  | { readonly kind: 'log-end'; readonly arrival: number; readonly expected: number }
  | { readonly kind: 'events'; readonly events: number; readonly expected: number; readonly arrival: number }
  /** `accounts` is null when the head does not name its accounts. */
  | { readonly kind: 'accounts'; readonly accounts: readonly Voen[] | null }
  /** `isThere` is false when the line is missing. */
  | { readonly kind: 'audit-line'; readonly number: number; readonly isThere: boolean }
  | { readonly kind: 'table'; readonly table: DigestedTable; readonly rows: number; readonly expected: number }

/** Compares a store with a head while its log is replayed. */
export class HeadCheck implements ReplayWatch {
  readonly faults: HeadFault[] = []
  readonly #head: Head
  readonly #log = new LogDigest()
  #eventsSince = 0
  #last = 0

  constructor(head: Head) {
    this.#head = head
  }

  get arrival(): number {
    return this.#head.lastArrival
  }

  /** The number of events after the head. */
  get eventsSince(): number {
    return this.#eventsSince
  }

  onEvents(events: readonly LoggedEvent[]): void {
    const covered = events.filter(({ arrival }) => arrival <= this.arrival)
    this.#log.add(covered)
    this.#eventsSince += events.length - covered.length
    this.#last = events.at(-1)!.arrival
  }

  async atArrival(recomputed: Reader): Promise<void> {
    const { events: expected, eventLog, lastArrival: arrival, root, seals: known } = this.#head
    const { events } = this.#log
    if (this.#log.end() !== eventLog) this.faults.push({ kind: 'events', events, expected, arrival })
    const seals = await findAccountSeals(recomputed)
    if (rootOf(seals) !== root) this.faults.push({ kind: 'accounts', accounts: known && differing(known, seals) })
  }

  /** Compares what does not follow from the event log. To be called after the replay. */
  async finish(store: Database): Promise<void> {
    const head = this.#head
    if (this.#last < head.lastArrival) {
      this.faults.unshift({ kind: 'log-end', arrival: this.#last, expected: head.lastArrival })
    }
    const { number, seal } = head.auditChain
    const kept = number === 0 ? '' : await store.access.read(tx => findAuditSeal(tx, number))
    if (kept !== seal) this.faults.push({ kind: 'audit-line', number, isThere: kept !== undefined })
    for (const table of Object.keys(DIGESTED_TABLES) as DigestedTable[]) {
      // What an operator clears leaves a record, and is missing from then on.
      if (table === 'rejection' && (await hasClearingSince(store, head.before))) continue
      const { rows, digest } = await digestTable(snapshotFor(store, table), table, head.before)
      const expected = head.tables[table]
      if (digest !== expected.digest) this.faults.push({ kind: 'table', table, rows, expected: expected.rows })
    }
  }
}

function hasClearingSince({ exporter }: Database, instant: string): Promise<boolean> {
  return exporter.snapshot(EVERY_ACCOUNT, async tx =>
    (await findClearings(tx)).some(({ clearedAt }) => new Date(clearedAt) >= new Date(instant)),
  )
}

function differing(known: readonly AccountSeal[], seals: readonly AccountSeal[]): Voen[] {
  const texts = (list: readonly AccountSeal[]) =>
    new Map(list.map(({ voen, bookings, seal }) => [voen, `${bookings} ${seal}`]))
  const [then, now] = [texts(known), texts(seals)]
  return [...new Set([...then.keys(), ...now.keys()])].filter(voen => then.get(voen) !== now.get(voen)).sort()
}
