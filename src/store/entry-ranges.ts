/** Reading ledger rows: every question is a range of one key, so its cost does not grow with the account. */
import type { Kysely } from 'kysely'
import type { PlainDate } from '../domain/dates.ts'
import type { Ledger } from '../domain/fund.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { OperationType } from '../domain/operation-type.ts'
import type { ReadAccess, Reader } from './access.ts'
import { ENTRY_COLUMNS, type EntryRow, toLedgerEntry } from './ledger-entries.ts'
import { prepare } from './prepared.ts'
import type { Schema } from './schema.ts'
import { walk } from './walk.ts'

/** Rows of one ledger with `after` < seq ≤ `upTo`; null lets every type, every declaration pass. */
export interface EntryRange {
  readonly voen: string
  readonly ledger: Ledger
  readonly type: OperationType | null
  readonly declaration: string | null
  readonly after: number
  readonly upTo: number
}

type Order = 'asc' | 'desc'
type Limited = { [Name in keyof EntryRange]: NonNullable<EntryRange[Name]> } & {
  limit: number
}

function ofRange(db: Kysely<Schema>, range: Limited, { type, declaration }: EntryRange) {
  return db
    .selectFrom('ledger_entry')
    .where('voen', '=', range.voen)
    .where('ledger', '=', range.ledger)
    .$if(type !== null, rows => rows.where('type', '=', range.type))
    .$if(declaration !== null, rows => rows.where('declaration', '=', range.declaration))
    .where('seq', '>', range.after)
    .where('seq', '<=', range.upTo)
}

/** One prepared query for each combination of filters. */
function forEachFilter<Row>(build: (db: Kysely<Schema>, slots: Limited, range: EntryRange) => Compilable<Row>) {
  const queries = new Map<string, ReturnType<typeof prepare<Limited, Row>>>()
  return (db: Reader, range: EntryRange, limit: number): Promise<Row[]> => {
    const combination = `${range.type !== null} ${range.declaration !== null}`
    let query = queries.get(combination)
    if (!query) {
      query = prepare<Limited, Row>((store, slots) => build(store, slots, range))
      queries.set(combination, query)
    }
    return query(db, { ...range, limit } as Limited)
  }
}

type Compilable<Row> = ReturnType<Parameters<typeof prepare<Limited, Row>>[0]>

const select = {
  asc: forEachFilter<EntryRow>((db, slots, range) => entriesInOrder(db, slots, range, 'asc')),
  desc: forEachFilter<EntryRow>((db, slots, range) => entriesInOrder(db, slots, range, 'desc')),
}

function entriesInOrder(db: Kysely<Schema>, slots: Limited, range: EntryRange, order: Order) {
  return ofRange(db, slots, range).select(ENTRY_COLUMNS).orderBy('seq', order).limit(slots.limit)
}

/** The first rows of the range in booking order (`asc`) or from its newest end (`desc`). */
export async function findEntries(db: Reader, range: EntryRange, order: Order, limit: number): Promise<LedgerEntry[]> {
  return (await select[order](db, range, limit)).map(toLedgerEntry)
}

const selectFirstFrom = prepare<{ voen: string; from: string }, { seq: number }>((db, { voen, from }) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '>=', from)
    .orderBy('operation_date')
    .orderBy('seq')
    .limit(1),
)

/** The account's first row on a date or later; undefined when there is none. */
export async function findFirstSeqFrom(db: Reader, voen: string, from: PlainDate): Promise<number | undefined> {
  return (await selectFirstFrom(db, { voen, from }))[0]?.seq
}

const selectLastTo = prepare<{ voen: string; to: string }, { seq: number }>((db, { voen, to }) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '<=', to)
    .orderBy('operation_date', 'desc')
    .orderBy('seq', 'desc')
    .limit(1),
)

/** The account's last row on a date or earlier; undefined when there is none. */
export async function findLastSeqTo(db: Reader, voen: string, to: PlainDate): Promise<number | undefined> {
  return (await selectLastTo(db, { voen, to }))[0]?.seq
}

const selectOfDeclaration = prepare<{ voen: string; number: string; after: number; limit: number }, EntryRow>(
  (db, { voen, number, after, limit }) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', voen)
      .where('declaration', '=', number)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit),
)

/** A declaration's rows on all ledgers in booking order, from after a `seq` on. */
export async function findEntriesOfDeclaration(
  db: Reader,
  voen: string,
  number: string,
  after: number,
  limit: number,
): Promise<LedgerEntry[]> {
  return (await selectOfDeclaration(db, { voen, number, after, limit })).map(toLedgerEntry)
}

const selectAfterRow = prepare<{ voen: string; date: string; seq: number; upTo: number; limit: number }, EntryRow>(
  (db, { voen, date, seq, upTo, limit }) =>
    db
      .selectFrom('ledger_entry')
      .select(ENTRY_COLUMNS)
      .where('voen', '=', voen)
      .where(eb => eb(eb.refTuple('operation_date', 'seq'), '>', eb.tuple(date, seq)))
      .where('seq', '<=', upTo)
      .orderBy('operation_date')
      .orderBy('seq')
      .limit(limit),
)

/** All rows of an account up to a `seq`, across its ledgers, in booking order, in batches. */
export function walkAccountEntries(access: ReadAccess, voen: string, upTo: number): AsyncGenerator<LedgerEntry[]> {
  return walk<LedgerEntry>(200, async (last, limit) => {
    const place = { date: last?.operationDate ?? FIRST_DAY, seq: last?.seq ?? 0 }
    const rows = await access.atOneMoment(voen, moment => selectAfterRow(moment, { voen, ...place, upTo, limit }))
    return rows.map(toLedgerEntry)
  })
}

const FIRST_DAY = '0001-01-01'

/** The date of an account's first row; undefined when it has none. */
export async function findFirstDate(db: Reader, voen: string): Promise<PlainDate | undefined> {
  const [first] = await selectAfterRow(db, { voen, date: FIRST_DAY, seq: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 1 })
  return first && toLedgerEntry(first).operationDate
}
