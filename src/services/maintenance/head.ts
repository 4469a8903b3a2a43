import { createHash, type Hash, hash } from 'node:crypto'
import { todayInBaku } from '../../domain/dates.ts'
import {
  type AccountSeal,
  DIGESTED_TABLES,
  type DigestedTable,
  type Head,
  type NotKeptCount,
  printSeal,
  type RejectionDigest,
  type TableDigest,
} from '../../domain/head.ts'
import {
  type HashTree,
  hashTree,
  type InclusionProof,
  merkleRoot,
  proveInclusion,
  rootOfProof,
  rootOfTree,
} from '../../domain/merkle-tree.ts'
import type { Voen } from '../../domain/voen.ts'
import { AUDIT_LOG, countUnsealed, findChain } from '../../store/access/log-chain.ts'
import { type Database, EVERY_ACCOUNT, type Snapshot } from '../../store/engine/access.ts'
import { type LoggedEvent, lastArrival, walkEvents } from '../../store/intake/event-log.ts'
import { findNotKeptBefore } from '../../store/intake/rejections.ts'
import { findAccountSeals } from '../../store/ledger/accounts.ts'
import { walkRowsBefore } from '../../store/maintenance/compare.ts'
import { atQuietMoment, inSnapshots } from './moments.ts'

/** Deliveries are tried for a minute, and pages for seconds. What began earlier has ended or will never be written. */
const LONGEST_WORK_MS = 10 * 60_000

interface HeadOptions {
  readonly now: Date
  /** The text of the head before. */
  readonly previous: string | null
  /** True to name every account, so that a later difference can name it too. */
  readonly withSeals: boolean
}

/** Makes the head of a store at a moment at which no delivery is running. */
export async function makeHead(store: Database, { now, previous, withSeals }: HeadOptions): Promise<Head> {
  const books = await atQuietMoment(store, async tx => ({
    last: await lastArrival(tx),
    seals: await findAccountSeals(tx, 'allocations'),
  }))
  const log = await inSnapshots(store, snapshot => digestLog(snapshot, books.last))
  const before = new Date(now.getTime() - LONGEST_WORK_MS).toISOString()
  const chain = await store.access.read(tx => findChain(tx, AUDIT_LOG))
  const tables: Partial<Record<DigestedTable, TableDigest>> = {}
  for (const table of Object.keys(DIGESTED_TABLES) as DigestedTable[]) {
    tables[table] = await digestTable(snapshotFor(store, table), table, before)
  }
  return {
    time: now.toISOString(),
    events: log.events,
    eventLog: log.digest,
    lastArrival: books.last,
    accounts: books.seals.length,
    root: rootOf(books.seals),
    chain: 'allocations',
    auditChain: { number: chain?.number ?? 0, seal: chain?.seal ?? '' },
    before,
    tables: tables as Head['tables'],
    decisions: {
      unaudited: chain?.unaudited ?? 0,
      rejections: await digestRejections(snapshotFor(store, 'rejection'), before),
    },
    counts: {
      unsealed: await store.access.read(countUnsealed),
      notKept: await readNotKept(store, before),
    },
    previous: previous === null ? null : hash('sha256', previous),
    seals: withSeals ? books.seals : null,
  }
}

async function digestLog(snapshot: Snapshot, last: number): Promise<{ events: number; digest: string }> {
  const digest = new LogDigest()
  for await (const events of walkEvents(snapshot)) {
    digest.add(events.filter(({ arrival }) => arrival <= last))
    if (events.at(-1)!.arrival >= last) break
  }
  return { events: digest.events, digest: digest.end() }
}

/** The digest of a list of events, taken as they are read. */
export class LogDigest {
  events = 0
  readonly #hash = createHash('sha256')

  add(events: readonly LoggedEvent[]): void {
    this.events += events.length
    for (const { arrival, voen, receivedAt, content, sender } of events) {
      // Without a sender as before, so that the heads of older programs still fit.
      const from = sender === null ? [] : [sender]
      this.#hash.update(`${JSON.stringify([arrival, voen, receivedAt, content, ...from])}\n`)
    }
  }

  end(): string {
    return this.#hash.digest('hex')
  }
}

export function snapshotFor(store: Database, table: DigestedTable): Snapshot {
  if (table === 'access_log' || table === 'audit_log') return read => store.access.read(read)
  return read => store.exporter.snapshot(EVERY_ACCOUNT, read)
}

/** The rows of a table that were written before an instant, in the order of its key. */
export async function digestTable(snapshot: Snapshot, table: DigestedTable, before: string): Promise<TableDigest> {
  const digest = createHash('sha256')
  let count = 0
  for await (const rows of walkRowsBefore(snapshot, table, { column: DIGESTED_TABLES[table], before })) {
    count += rows.length
    for (const row of rows) digest.update(`${JSON.stringify(Object.values(row))}\n`)
  }
  return { rows: count, digest: digest.digest('hex') }
}

/** A day in Baku that is over at an instant gets no more. */
export function readNotKept({ exporter }: Database, before: string): Promise<NotKeptCount[]> {
  const day = todayInBaku(new Date(before))
  return exporter.snapshot(EVERY_ACCOUNT, tx => findNotKeptBefore(tx, day))
}

/** The rejections that were written before an instant, by sender. Those of held events are by themselves. */
export async function digestRejections(snapshot: Snapshot, before: string): Promise<RejectionDigest[]> {
  const bySender = new Map<string | null, { rows: number; readonly hash: Hash }>()
  for await (const rows of walkRowsBefore(snapshot, 'rejection', { column: DIGESTED_TABLES.rejection, before })) {
    for (const row of rows) {
      const sender = row.arrival === '0' ? row.sender! : null
      const digest = bySender.get(sender) ?? { rows: 0, hash: createHash('sha256') }
      bySender.set(sender, digest)
      digest.rows += 1
      digest.hash.update(`${JSON.stringify(Object.values(row))}\n`)
    }
  }
  const digests = [...bySender].map(([sender, { rows, hash }]) => ({ sender, rows, digest: hash.digest('hex') }))
  return digests.sort((one, other) => (`${one.sender}` < `${other.sender}` ? -1 : 1))
}

/** @returns the root of the tree over the accounts, in hex */
export function rootOf(seals: readonly AccountSeal[]): string {
  return Buffer.from(merkleRoot(seals.map(leafOf), sha256)).toString('hex')
}

export interface AccountProof extends InclusionProof {
  readonly account: AccountSeal
}

/** Proves accounts of a tree one after another. */
export class AccountProver {
  readonly root: string
  readonly #tree: HashTree
  readonly #seals: readonly AccountSeal[]
  readonly #places: ReadonlyMap<Voen, number>

  constructor(seals: readonly AccountSeal[]) {
    this.#seals = seals
    this.#tree = hashTree(seals.map(leafOf), sha256)
    this.#places = new Map(seals.map(({ voen }, index) => [voen, index]))
    this.root = Buffer.from(rootOfTree(this.#tree, sha256)).toString('hex')
  }

  /** @returns null when the account is not in the tree */
  prove(voen: Voen): AccountProof | null {
    const index = this.#places.get(voen)
    return index === undefined ? null : { account: this.#seals[index]!, ...proveInclusion(this.#tree, index) }
  }
}

/** The root, in hex, of the tree in which a proof puts an account; null for a proof that fits no tree. */
export function rootOfAccountProof({ account, ...proof }: AccountProof): string | null {
  const root = rootOfProof(leafOf(account), proof, sha256)
  return root && Buffer.from(root).toString('hex')
}

function leafOf(seal: AccountSeal): Uint8Array {
  return Buffer.from(printSeal(seal))
}

function sha256(data: Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest()
}
