import type { AuditedClearing } from '../../domain/decision-history.ts'
import {
  type AccountSeal,
  DIGESTED_TABLES,
  type DigestedTable,
  type Head,
  type HeadCounts,
  type NotKeptCount,
  type RejectionDigest,
} from '../../domain/head.ts'
import type { Voen } from '../../domain/voen.ts'
import { findAuditSeal } from '../../store/access/audit-log.ts'
import { AUDIT_LOG, countUnsealed, findChain } from '../../store/access/log-chain.ts'
import type { Database, Reader } from '../../store/engine/access.ts'
import type { LoggedEvent } from '../../store/intake/event-log.ts'
import { findAccountSeals } from '../../store/ledger/accounts.ts'
import { digestRejections, digestTable, LogDigest, readNotKept, rootOf, snapshotFor } from './head.ts'
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
  /** `sender` is null for the rejections of held events. */
  | {
      readonly kind: 'rejections'
      readonly sender: string | null
      readonly rows: number
      readonly expected: number
      readonly cleared: number
    }
  /** Dismissals and clearings without an audit line. */
  | { readonly kind: 'unaudited'; readonly decisions: number; readonly expected: number }
  /** Lines that count as from before the chains, of the audit log or of all access logs. */
  | { readonly kind: 'unsealed'; readonly log: 'audit' | 'access'; readonly lines: number; readonly expected: number }
  | {
      readonly kind: 'not-kept'
      readonly sender: string
      readonly count: number
      readonly expected: number
      readonly cleared: number
    }

/** Compares a store with a head while its log is replayed. */
export class HeadCheck implements ReplayWatch {
  readonly faults: HeadFault[] = []
  readonly #head: Head
  readonly #log = new LogDigest()
  #eventsSince = 0
  #last = 0
  #rejections: readonly RejectionDigest[] = []
  #rejectionFault: HeadFault | undefined
  #notKept: readonly NotKeptCount[] = []

  constructor(head: Head) {
    this.#head = head
  }

  get arrival(): number {
    return this.#head.lastArrival
  }

  /** The number of events after the head; null when the log ends before it. */
  get eventsSince(): number | null {
    return this.#last < this.arrival ? null : this.#eventsSince
  }

  onEvents(events: readonly LoggedEvent[]): void {
    const covered = events.filter(({ arrival }) => arrival <= this.arrival)
    this.#log.add(covered)
    this.#eventsSince += events.length - covered.length
    this.#last = events.at(-1)!.arrival
  }

  async atArrival(recomputed: Reader): Promise<void> {
    const { events: expected, eventLog, lastArrival: arrival, root, chain, seals: known } = this.#head
    const { events } = this.#log
    if (this.#log.end() !== eventLog || events !== expected)
      this.faults.push({ kind: 'events', events, expected, arrival })
    const seals = await findAccountSeals(recomputed, chain)
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
      const { rows, digest } = await digestTable(snapshotFor(store, table), table, head.before)
      const expected = head.tables[table]
      if (digest === expected.digest) continue
      const fault = { kind: 'table', table, rows, expected: expected.rows } as const
      if (table !== 'rejection') this.faults.push(fault)
      else {
        this.#rejectionFault = fault
        this.#rejections = await digestRejections(snapshotFor(store, table), head.before)
      }
    }
    if (head.decisions) await this.#compareUnaudited(store, head.decisions.unaudited)
    if (!head.counts) return
    await this.#compareUnsealed(store, head.counts)
    this.#notKept = await readNotKept(store, head.before)
  }

  async #compareUnaudited(store: Database, expected: number): Promise<void> {
    const decisions = (await store.access.read(tx => findChain(tx, AUDIT_LOG)))?.unaudited ?? 0
    if (decisions !== expected) this.faults.push({ kind: 'unaudited', decisions, expected })
  }

  async #compareUnsealed(store: Database, { unsealed: expected }: HeadCounts): Promise<void> {
    const unsealed = await store.access.read(countUnsealed)
    for (const log of ['audit', 'access'] as const) {
      if (unsealed[log] === expected[log]) continue
      this.faults.push({ kind: 'unsealed', log, lines: unsealed[log], expected: expected[log] })
    }
  }

  /**
   * Judges the rejections, of which some may be cleared. To be called after `finish`, with what the audit log has then: a
   * clearing that is not in the log covers nothing.
   */
  judgeRejections(clearings: readonly AuditedClearing[]): void {
    const { before, decisions, tables, counts } = this.#head
    const since = clearings.filter(({ clearedAt }) => clearedAt >= before)
    if (counts) this.faults.push(...findForgedCounts(counts.notKept, this.#notKept, since))
    if (!this.#rejectionFault) return
    if (since.length === 0) this.faults.push(this.#rejectionFault)
    else if (decisions) this.faults.push(...findUncleared(decisions.rejections, this.#rejections, { since, before }))
    // A head of format 1 does not tell the senders apart.
    else if (!mayBeCleared(tables.rejection.rows, sumRows(this.#rejections), since)) {
      this.faults.push(this.#rejectionFault)
    }
  }
}

/** The senders whose rejections are not those of the head without what was cleared since. */
function* findUncleared(
  known: readonly RejectionDigest[],
  found: readonly RejectionDigest[],
  { since, before }: { readonly since: readonly AuditedClearing[]; readonly before: string },
): Generator<HeadFault> {
  for (const sender of new Set([...known, ...found].map(one => one.sender))) {
    const [then, now] = [known, found].map(list => list.find(one => one.sender === sender))
    if (then?.digest === now?.digest) continue
    const covering = sender === null ? [] : since.filter(one => one.sender === null || one.sender === sender)
    const [expected, rows] = [then?.rows ?? 0, now?.rows ?? 0]
    const isAllCleared = covering.some(({ rejectedBefore }) => rejectedBefore >= before)
    if (isAllCleared ? rows === 0 : mayBeCleared(expected, rows, covering)) continue
    yield { kind: 'rejections', sender, rows, expected, cleared: sumCleared(covering) }
  }
}

/** The senders with a count that is not the one of the head without what was cleared since. */
function* findForgedCounts(
  known: readonly NotKeptCount[],
  found: readonly NotKeptCount[],
  clearings: readonly AuditedClearing[],
): Generator<HeadFault> {
  for (const sender of new Set([...known, ...found].map(one => one.sender))) {
    const [expected, count] = [known, found].map(list => list.find(one => one.sender === sender)?.count ?? 0)
    const covering = clearings.filter(one => one.sender === null || one.sender === sender)
    const cleared = covering.reduce((sum, { notKept }) => sum + notKept, 0)
    if (count! > expected! || count! < expected! - cleared)
      yield { kind: 'not-kept', sender, count: count!, expected: expected!, cleared }
  }
}

/** What is left of cleared rejections has no digest of its own, so only its number is judged. */
function mayBeCleared(expected: number, rows: number, clearings: readonly AuditedClearing[]): boolean {
  return rows < expected && rows >= expected - sumCleared(clearings)
}

function sumCleared(clearings: readonly AuditedClearing[]): number {
  return clearings.reduce((sum, { rejections }) => sum + rejections, 0)
}

function sumRows(digests: readonly RejectionDigest[]): number {
  return digests.reduce((sum, { rows }) => sum + rows, 0)
}

function differing(known: readonly AccountSeal[], seals: readonly AccountSeal[]): Voen[] {
  const texts = (list: readonly AccountSeal[]) =>
    new Map(list.map(({ voen, bookings, seal }) => [voen, `${bookings} ${seal}`]))
  const [then, now] = [texts(known), texts(seals)]
  return [...new Set([...then.keys(), ...now.keys()])].filter(voen => then.get(voen) !== now.get(voen)).sort()
}
