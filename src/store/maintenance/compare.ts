/** Compares two stores row by row. */
import { sql } from 'kysely'
import { handleOf, type Reader, type Snapshot } from '../engine/access.ts'
import type { Schema } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'
import { ALLOCATION_COLUMNS, ALLOCATION_KEY } from '../ledger/allocations.ts'
import { CHARGE_COLUMNS, CHARGE_KEY } from '../ledger/charges.ts'
import { LEDGER_ENTRY_COLUMNS } from '../ledger/ledger-entries.ts'
import { ACT_STEP_COLUMNS } from '../papers/act-steps.ts'
import { ACT_COLUMNS } from '../papers/acts.ts'
import { ISSUED_DOCUMENT_COLUMNS } from '../papers/issued-documents.ts'

/** The first columns of the table. */
const LEDGER_ENTRY_KEY = ['voen', 'ledger', 'seq']

export interface ComparedTable {
  readonly table: keyof Schema
  readonly key: readonly string[]
  readonly otherColumns: readonly string[]
}

/** Every table that follows from the event log. A difference in an earlier table explains those in later ones. */
export const TABLES: readonly ComparedTable[] = [
  { table: 'event', key: ['arrival'], otherColumns: ['voen', 'content', 'received_at', 'sender'] },
  { table: 'event_id', key: ['id'], otherColumns: ['voen', 'arrival'] },
  {
    table: 'held_event',
    key: ['voen', 'arrival'],
    otherColumns: ['waits_for', 'key'],
  },
  { table: 'ledger_entry', key: LEDGER_ENTRY_KEY, otherColumns: LEDGER_ENTRY_COLUMNS.slice(LEDGER_ENTRY_KEY.length) },
  { table: 'allocation', key: ALLOCATION_KEY, otherColumns: ALLOCATION_COLUMNS },
  { table: 'source', key: ['voen', 'row'], otherColumns: ['ledger', 'amount', 'used', 'value_date'] },
  { table: 'booking', key: ['voen', 'number'], otherColumns: ['arrival', 'chain'] },
  {
    table: 'account',
    key: ['voen'],
    otherColumns: ['name', 'documents', 'entries', 'bookings', 'last_operation_date', 'chain', 'allocation_chain'],
  },
  {
    table: 'ledger_total',
    key: ['voen', 'ledger'],
    otherColumns: ['debt', 'overpayment'],
  },
  {
    table: 'turnover',
    key: ['voen', 'ledger', 'type'],
    otherColumns: ['count', 'amount'],
  },
  { table: 'declaration_directory', key: ['declaration'], otherColumns: ['voen'] },
  {
    table: 'declaration',
    key: ['voen', 'declaration'],
    otherColumns: ['document', 'declarant', 'cancelled'],
  },
  { table: 'charge', key: CHARGE_KEY, otherColumns: CHARGE_COLUMNS },
  {
    table: 'assessed',
    key: ['voen', 'grain', 'period', 'fund'],
    otherColumns: ['assessed', 'paid'],
  },
]

/** Rejections are not in the event log, so only a copy can be compared. */
export const REJECTION_TABLE: ComparedTable = {
  table: 'rejection',
  key: ['digest', 'arrival'],
  otherColumns: ['event_id', 'content', 'problems', 'rejected_at', 'sender'],
}

export const REJECTION_NOT_KEPT_TABLE: ComparedTable = {
  table: 'rejection_not_kept',
  key: ['sender', 'day'],
  otherColumns: ['count'],
}

export const REJECTION_CLEARING_TABLE: ComparedTable = {
  table: 'rejection_clearing',
  key: ['id'],
  otherColumns: ['sender', 'rejected_before', 'reason', 'rejections', 'not_kept', 'cleared_at'],
}

/** Dismissals are not in the event log; a replay is given them. */
export const DISMISSAL_TABLE: ComparedTable = {
  table: 'dismissal',
  key: ['voen', 'arrival'],
  otherColumns: ['reason', 'dismissed_at'],
}

/** Mandates and both logs with their chains are not in the event log, so only a copy can be compared. */
export const ACCESS_TABLES: readonly ComparedTable[] = [
  {
    table: 'mandate',
    key: ['voen', 'broker'],
    otherColumns: ['from_date', 'to_date', 'balances', 'exports', 'withdrawn', 'changed_by', 'changed_at'],
  },
  {
    table: 'access_log',
    key: ['voen', 'at', 'id'],
    otherColumns: ['action', 'subject', 'name', 'broker', 'detail', 'number', 'seal'],
  },
  {
    table: 'audit_log',
    key: ['at', 'id'],
    otherColumns: ['action', 'subject', 'name', 'session', 'address', 'user_agent', 'voen', 'detail', 'number', 'seal'],
  },
  { table: 'log_chain', key: ['voen'], otherColumns: ['number', 'seal', 'unsealed', 'unaudited'] },
]

/**
 * Papers are not in the event log, so only a copy can be compared. A later table of papers joins here, with its key; what
 * saves its rows is in `copy-papers.ts`.
 */
export const PAPER_TABLES: readonly ComparedTable[] = [
  {
    table: 'issued_document',
    key: ['voen', 'number'],
    otherColumns: ISSUED_DOCUMENT_COLUMNS.filter(column => column !== 'voen' && column !== 'number'),
  },
  { table: 'paper_directory', key: ['number'], otherColumns: ['voen'] },
  { table: 'reconciliation_act', key: ['voen', 'act'], otherColumns: ACT_COLUMNS.slice(2) },
  { table: 'reconciliation_step', key: ['voen', 'act', 'step'], otherColumns: ACT_STEP_COLUMNS.slice(3) },
]

/** It follows from the steps: a copy notes it anew. */
export const OPEN_OBJECTION_TABLE: ComparedTable = {
  table: 'open_objection',
  key: ['voen', 'act', 'objection'],
  otherColumns: ['step', 'at'],
}

export interface Difference {
  readonly table: string
  /** The row's key, as `column value` pairs. */
  readonly row: string
  /** Null when the row itself is missing on one side. */
  readonly column: string | null
  readonly kept: string | null
  readonly recomputed: string | null
}

export type Row = Record<string, string | null>

const BATCH = 1000

/** Names of integer columns, in any table but those of TEXTS. All other columns hold text, dates, instants or JSON. */
const INTEGERS = new Set([
  'arrival',
  'seq',
  'number',
  'document',
  'documents',
  'entries',
  'bookings',
  'cancelled',
  'amended',
  'balances',
  'exports',
  'withdrawn',
  'amount',
  'reduced',
  'settled',
  'assessed',
  'paid',
  'debt',
  'overpayment',
  'count',
  'unsealed',
  'unaudited',
  'row',
  'position',
  'charged_row',
  'source_row',
  'used',
  'ledger_count',
  'reduced_unpaid',
  'reduced_paid',
  'received',
  'refunded',
  'transferred_in',
  'transferred_out',
  'type_count',
  'type_turnover',
  'rejections',
  'not_kept',
  'file_bytes',
  'act',
  'step',
  'objection',
])

/** @returns the first difference in key order; null when the stores are equal */
export function findFirstDifference(
  kept: Reader,
  recomputed: Reader,
  tables: readonly ComparedTable[] = TABLES,
): Promise<Difference | null> {
  return findDifference({ kept: read => read(kept), recomputed: read => read(recomputed) }, tables)
}

export interface ComparedStores {
  readonly kept: Snapshot
  readonly recomputed: Snapshot
  /** Recomputes what the kept store has got since; called when a batch of rows differs, which is then read again. */
  readonly catchUp?: (kept: Reader) => Promise<void>
}

/** Compares batch by batch, each at one moment of the kept store. @returns the first difference in key order, or null */
export async function findDifference(
  { kept, recomputed, catchUp }: ComparedStores,
  tables: readonly ComparedTable[],
): Promise<Difference | null> {
  for (const { table, key, otherColumns } of tables) {
    const compared = { table, key, columns: [...key, ...otherColumns] }
    for (let last: Row | undefined; ; ) {
      const read = (store: Reader) => readAfter(store, compared, last)
      const readBoth = async (tx: Reader) => [await read(tx), await recomputed(read)] as const
      let [mine, theirs] = await kept(readBoth)
      if (catchUp && compareRows(compared, mine, theirs)) {
        ;[mine, theirs] = await kept(async tx => {
          await catchUp(tx)
          return readBoth(tx)
        })
      }
      const difference = compareRows(compared, mine, theirs)
      if (difference) return difference
      if (mine.length < BATCH) break
      last = mine.at(-1)
    }
  }
  return null
}

/** The rows of a table from before an instant, in key order, in batches. */
export function walkRowsBefore(
  snapshot: Snapshot,
  name: keyof Schema,
  range: { readonly column: string; readonly before: string },
): AsyncGenerator<Row[]> {
  const tables = [REJECTION_TABLE, DISMISSAL_TABLE, ...ACCESS_TABLES]
  const { table, key, otherColumns } = tables.find(({ table }) => table === name)!
  const columns = [...key, ...otherColumns]
  return walk<Row>(BATCH, last => snapshot(tx => readAfter(tx, { table, key, columns }, last, range)))
}

interface ComparedRows {
  readonly table: string
  readonly key: readonly string[]
  readonly columns: readonly string[]
}

/** @returns the first difference of two lists of rows in key order, or null */
export function compareRows(
  { table, key, columns }: ComparedRows,
  mine: readonly Row[],
  theirs: readonly Row[],
): Difference | null {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return null
  const name = (row: Row) => key.map(column => `${column} ${row[column]}`).join(', ')
  const index = firstUnequal(mine, theirs)
  const [kept, recomputed] = [mine[index], theirs[index]]
  if (!kept || !recomputed || name(kept) !== name(recomputed)) {
    // Both sides are in key order, so the earlier row is the one that the other side lacks.
    const extra = !recomputed || (kept !== undefined && precedes(kept, recomputed, { table, key }))
    const row = name((extra ? kept : recomputed)!)
    return { table, row, column: null, kept: extra ? 'there' : null, recomputed: extra ? null : 'there' }
  }
  const column = columns.find(column => kept[column] !== recomputed[column])!
  return { table, row: name(kept), column, kept: kept[column]!, recomputed: recomputed[column]! }
}

function firstUnequal(mine: readonly Row[], theirs: readonly Row[]): number {
  const index = mine.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(theirs[index]))
  return index === -1 ? mine.length : index
}

function precedes(left: Row, right: Row, { table, key }: Pick<ComparedRows, 'table' | 'key'>): boolean {
  const column = key.find(column => left[column] !== right[column])!
  return keyValue(table, left, column) < keyValue(table, right, column)
}

async function readAfter(
  store: Reader,
  { table, key, columns }: ComparedRows,
  last: Row | undefined,
  range?: { readonly column: string; readonly before: string },
): Promise<Row[]> {
  // A bare name in ORDER BY would mean the selected text, which sorts 10 before 2: add the table's name.
  const keys = sql.join(key.map(column => sql.ref(`${table}.${column}`)))
  // Select integers as text to compare those beyond 2^53 to the last digit. Other columns are equal in both stores.
  const selected = sql.join(
    columns.map(column =>
      isInteger(table, column) ? sql`cast(${sql.ref(column)} as text) as ${sql.ref(column)}` : sql.ref(column),
    ),
  )
  const conditions = [
    ...(last ? [sql`(${keys}) > (${sql.join(key.map(column => keyValue(table, last, column)))})`] : []),
    ...(range ? [sql`${sql.ref(range.column)} < ${range.before}`] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const query = sql<Row>`select ${selected} from ${sql.table(table)} ${where} order by ${keys} limit ${BATCH}`
  return (await query.execute(handleOf(store))).rows
}

function keyValue(table: string, row: Row, column: string): string | number {
  return isInteger(table, column) ? Number(row[column]) : row[column]!
}

/** The number of a document has letters. */
const TEXTS = new Set(['issued_document.number'])

function isInteger(table: string, column: string): boolean {
  return INTEGERS.has(column) && !TEXTS.has(`${table}.${column}`)
}
