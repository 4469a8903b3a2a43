import type { PlainDate } from '../../domain/dates.ts'
import { LEDGERS, type Ledger } from '../../domain/fund.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { Period } from '../../domain/period.ts'
import { conditionsOf, type StatementFilter, selectsRows } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess, type Reader } from '../../store/engine/access.ts'
import { walk } from '../../store/engine/walk.ts'
import { type AccountRecord, type AccountSize, findAccount, findSizesAfter } from '../../store/ledger/accounts.ts'
import {
  type EntryRange,
  findEntries,
  findEntriesOfAccounts,
  walkAccountEntries,
} from '../../store/ledger/entry-ranges.ts'
import { readAccount } from './accounts.ts'
import { type LedgerTurnover, readMovements } from './read-movements.ts'
import { findRowWindow, findStatementPeriod, readTurnovers } from './window.ts'

export const WALK_SIZE = 200

type Order = 'asc' | 'desc'

/**
 * Yields all rows of a range of a ledger. Each batch is read in its own snapshot. The result is consistent all the same:
 * rows never change, and the range ends at a fixed row.
 */
export function walkLedger(reader: ReadAccess, range: EntryRange, order: Order = 'asc'): AsyncGenerator<LedgerEntry[]> {
  const rangeFrom = (last: LedgerEntry) => (order === 'asc' ? { after: last.seq } : { upTo: last.seq - 1 })
  return walk<LedgerEntry>(WALK_SIZE, (last, size) =>
    reader.snapshot(range.voen, tx => findEntries(tx, { ...range, ...(last && rangeFrom(last)) }, order, size)),
  )
}

/** The account and the period of a download. */
export interface WalkedAccount extends Period {
  readonly voen: Voen
  readonly name: string
  /** The number of events booked on the account: it identifies the state of the books. */
  readonly bookings: number
  /** The number of rows, which is that of the last one. */
  readonly entries: number
  readonly lastOperationDate: PlainDate | null
}

/** The content of a download, as of the moment when it starts. */
export interface StatementWalk extends WalkedAccount {
  readonly ledgers: readonly LedgerWalk[]
}

export interface LedgerWalk {
  /** Of all rows of the period, whatever the other filters. */
  readonly turnover: LedgerTurnover
  /** Whether the other filters leave rows out. */
  readonly isSelection: boolean
  /** Yields the filtered rows, oldest first. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

interface WalkRequest {
  readonly voen: Voen
  readonly ledgers: readonly Ledger[]
  readonly filter: StatementFilter
  readonly today: PlainDate
}

/** @returns null when no such taxpayer is registered */
export async function openStatementWalk(
  reader: ReadAccess,
  { voen, ledgers, filter, today }: WalkRequest,
): Promise<StatementWalk | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const turnover = await readMovements(tx, record, { ledgers, window })
    const isSelection = selectsRows(filter)
    const turnoverOf = isSelection ? await readTurnovers(tx, record, { ledgers, filter, window }) : turnover
    return {
      ...(await walkedAccount(tx, record, filter, today)),
      ledgers: ledgers.map(ledger => ({
        turnover: turnover(ledger),
        isSelection,
        walk: () =>
          turnoverOf(ledger).count > 0
            ? walkLedger(reader, { voen, ledger, ...conditionsOf(filter), ...window })
            : walkNothing(),
      })),
    }
  })
}

async function walkedAccount(
  tx: Reader,
  record: AccountRecord,
  filter: StatementFilter,
  today: PlainDate,
): Promise<WalkedAccount> {
  const { account, name, bookings } = record
  const { voen, entries, lastOperationDate } = account
  return { voen, name, bookings, entries, lastOperationDate, ...(await findStatementPeriod(tx, record, filter, today)) }
}

/** All rows of an account in booking order, as of the moment when the walk starts. */
export interface JournalWalk {
  walk(): AsyncGenerator<LedgerEntry[]>
}

/** @returns null when no such taxpayer is registered */
export async function openJournalWalk(reader: ReadAccess, voen: Voen): Promise<JournalWalk | null> {
  const record = await readAccount(reader, voen)
  if (!record) return null
  return { walk: () => walkAccountEntries(reader, voen, record.account.entries) }
}

/** The rows of all ledgers in one list, as of the moment when the walk starts. */
export interface OperationsWalk extends WalkedAccount {
  /** Yields the filtered rows in the order of the list, each batch after at most one question to the store. */
  walk(): AsyncGenerator<LedgerEntry[]>
}

interface OperationsWalkRequest extends Omit<WalkRequest, 'ledgers'> {
  /** Oldest first. */
  readonly ascending: boolean
}

/** @returns null when no such taxpayer is registered */
export async function openOperationsWalk(
  reader: ReadAccess,
  { voen, filter, today, ascending }: OperationsWalkRequest,
): Promise<OperationsWalk | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const window = await findRowWindow(tx, voen, filter, record.account.entries)
    const turnoverOf = await readTurnovers(tx, record, { ledgers: LEDGERS, filter, window })
    const ledgers = LEDGERS.filter(ledger => turnoverOf(ledger).count > 0)
    const order = ascending ? 'asc' : 'desc'
    const walkOf = (ledger: Ledger) => walkLedger(reader, { voen, ledger, ...conditionsOf(filter), ...window }, order)
    return {
      ...(await walkedAccount(tx, record, filter, today)),
      walk: () => inOneOrder(ledgers.map(walkOf), order),
    }
  })
}

/**
 * Merges walks by the numbers of their rows. What is merged is yielded before the next rows are read, so that each batch
 * waits for one question at most; only the first waits for one of each walk.
 */
async function* inOneOrder(
  walks: readonly AsyncGenerator<LedgerEntry[]>[],
  order: Order,
): AsyncGenerator<LedgerEntry[]> {
  const isBefore = (one: LedgerEntry, other: LedgerEntry) =>
    order === 'asc' ? one.seq < other.seq : one.seq > other.seq
  const begun = await Promise.all(walks.map(async walk => ({ walk, rows: await nextRows(walk) })))
  const ledgers = begun.filter(({ rows }) => rows.length > 0)
  let merged: LedgerEntry[] = []
  while (ledgers.length > 0) {
    const next = ledgers.reduce((first, ledger) => (isBefore(ledger.rows.at(-1)!, first.rows.at(-1)!) ? ledger : first))
    merged.push(next.rows.pop()!)
    if (next.rows.length > 0 && merged.length < WALK_SIZE) continue
    yield merged
    merged = []
    if (next.rows.length === 0) next.rows = await nextRows(next.walk)
    if (next.rows.length === 0) ledgers.splice(ledgers.indexOf(next), 1)
  }
}

/** @returns the next rows of a walk, the last one first; none at its end */
async function nextRows(walk: AsyncGenerator<LedgerEntry[]>): Promise<LedgerEntry[]> {
  const { done, value } = await walk.next()
  return done ? [] : value.toReversed()
}

/** For ledgers without matching rows, which are the most: no query. */
async function* walkNothing(): AsyncGenerator<never> {}

/** So many rows are read together. */
const ROWS_TOGETHER = 2000

/** At most so many accounts are read together, also when they have no rows: so many are looked up at once. */
const ACCOUNTS_TOGETHER = 500

/** The server sends one of these while the rows of the other are made from what it sent. */
const READ_AHEAD = 2

/**
 * Yields the filtered rows of all accounts: by account, ledger and age, each account as of one moment. Small accounts are
 * read together: one by one, a server would be asked several questions for a handful of rows.
 */
export async function* walkEveryAccount(
  exporter: ReadAccess,
  { ledgers, filter, today }: Omit<WalkRequest, 'voen'>,
): AsyncGenerator<readonly LedgerEntry[]> {
  const read = async (group: Group) => ({
    group,
    entries:
      group.rows > ROWS_TOGETHER
        ? null
        : await exporter.snapshot(EVERY_ACCOUNT, tx => findEntriesOfAccounts(tx, { ...group, ledgers, ...filter })),
  })
  for await (const { group, entries } of readingAhead(walkGroups(exporter), read)) {
    if (entries) yield inLedgerOrder(entries)
    else yield* walkAccount(exporter, { voen: group.last, ledgers, filter, today })
  }
}

/** Neighbouring accounts with few rows, or one account. */
interface Group {
  readonly first: Voen
  readonly last: Voen
  readonly rows: number
}

async function* walkGroups(exporter: ReadAccess): AsyncGenerator<Group> {
  const batches = walk<AccountSize>(ACCOUNTS_TOGETHER, (last, limit) =>
    exporter.snapshot(EVERY_ACCOUNT, tx => findSizesAfter(tx, last?.voen ?? null, limit)),
  )
  for await (const sizes of batches) {
    const groups: Group[] = []
    for (const { voen, entries } of sizes) {
      const group = groups.at(-1)
      if (!group || group.rows + entries > ROWS_TOGETHER) groups.push({ first: voen, last: voen, rows: entries })
      else groups.splice(-1, 1, { ...group, last: voen, rows: group.rows + entries })
    }
    yield* groups
  }
}

/** Begins to read the next items before it yields what was read of this one: a server works while this process does. */
export async function* readingAhead<Item, Result>(
  items: AsyncIterable<Item>,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = []
  for await (const item of items) {
    const next = read(item)
    // It is thrown when it is its turn.
    next.catch(() => {})
    begun.push(next)
    if (begun.length > READ_AHEAD) yield await begun.shift()!
  }
  for (const next of begun) yield await next
}

/** Yields the filtered rows of one account: by ledger and age. */
export async function* walkAccount(exporter: ReadAccess, request: WalkRequest): AsyncGenerator<readonly LedgerEntry[]> {
  const statement = await openStatementWalk(exporter, request)
  for (const { walk } of statement?.ledgers ?? []) yield* walk()
}

function inLedgerOrder(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const byAccount = [...Map.groupBy(entries, ({ voen }) => voen).values()]
  return byAccount.flatMap(ofAccount => LEDGERS.flatMap(ledger => ofAccount.filter(entry => entry.ledger === ledger)))
}
