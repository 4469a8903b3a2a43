/** Two stores side by side: the first row in which they differ. */
import { type Kysely, sql } from 'kysely'
import type { Reader } from '../engine/access.ts'
import type { Schema } from '../engine/schema.ts'
import { LEDGER_ENTRY_COLUMNS } from '../ledger/ledger-entries.ts'

/** These stand first among the columns. */
const LEDGER_ENTRY_KEY = ['voen', 'ledger', 'seq']

export interface ComparedTable {
  readonly table: keyof Schema
  readonly key: readonly string[]
  readonly besides: readonly string[]
}

/** Every table that the event log decides, by its key, in the order in which a difference explains most. */
export const TABLES: readonly ComparedTable[] = [
  { table: 'event', key: ['arrival'], besides: ['voen', 'content', 'received_at'] },
  { table: 'event_id', key: ['id'], besides: ['voen', 'arrival'] },
  {
    table: 'held_event',
    key: ['voen', 'arrival'],
    besides: ['waits_for', 'key'],
  },
  { table: 'ledger_entry', key: LEDGER_ENTRY_KEY, besides: LEDGER_ENTRY_COLUMNS.slice(LEDGER_ENTRY_KEY.length) },
  { table: 'booking', key: ['voen', 'number'], besides: ['arrival', 'chain'] },
  {
    table: 'account',
    key: ['voen'],
    besides: ['name', 'documents', 'entries', 'bookings', 'last_operation_date', 'chain'],
  },
  {
    table: 'ledger_total',
    key: ['voen', 'ledger'],
    besides: ['debt', 'overpayment'],
  },
  {
    table: 'turnover',
    key: ['voen', 'ledger', 'type'],
    besides: ['count', 'amount'],
  },
  { table: 'declaration_directory', key: ['declaration'], besides: ['voen'] },
  {
    table: 'declaration',
    key: ['voen', 'declaration'],
    besides: ['document', 'declarant', 'cancelled'],
  },
  {
    table: 'charge',
    key: ['voen', 'document', 'number'],
    besides: ['fund', 'declaration', 'reference', 'amended', 'assessed_on', 'amount', 'reduced', 'settled'],
  },
  {
    table: 'assessed',
    key: ['voen', 'grain', 'period', 'fund'],
    besides: ['assessed', 'paid'],
  },
]

/** What was refused at the door the event log does not know: only a copy can be held to it. */
export const REJECTION_TABLE: ComparedTable = {
  table: 'rejection',
  key: ['digest', 'arrival'],
  besides: ['event_id', 'content', 'problems', 'rejected_at'],
}

/** What an operator has given up the event log does not know, and is told when it is replayed. */
export const DISMISSAL_TABLE: ComparedTable = {
  table: 'dismissal',
  key: ['voen', 'arrival'],
  besides: ['reason', 'dismissed_at'],
}

/** What is decided at the gate, and no event log knows of: only a copy can be held to it. */
export const GATE_TABLES: readonly ComparedTable[] = [
  {
    table: 'mandate',
    key: ['voen', 'broker'],
    besides: ['from_date', 'to_date', 'balances', 'exports', 'withdrawn', 'changed_by', 'changed_at'],
  },
  { table: 'access_log', key: ['voen', 'at', 'id'], besides: ['action', 'subject', 'name', 'broker', 'detail'] },
  {
    table: 'audit_log',
    key: ['at', 'id'],
    besides: ['action', 'subject', 'name', 'session', 'address', 'user_agent', 'voen', 'detail'],
  },
]

export interface Difference {
  readonly table: string
  /** The row's key, as `column value` pairs. */
  readonly row: string
  /** Null when the row itself is missing on one side. */
  readonly column: string | null
  readonly kept: string | null
  readonly recomputed: string | null
}

type Row = Record<string, string | null>

const BATCH = 1000

/** The columns that hold integers, in whichever table they stand; the others hold text, dates, instants or JSON. */
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
  'ledger_count',
  'ledger_turnover',
  'type_count',
  'type_turnover',
])

/** The first difference between what is kept and what was recomputed; null when there is none. */
export async function findFirstDifference(
  kept: Reader,
  recomputed: Reader,
  tables: readonly ComparedTable[] = TABLES,
): Promise<Difference | null> {
  for (const { table, key, besides } of tables) {
    const columns = [...key, ...besides]
    for (let last: Row | undefined; ; ) {
      const mine = await readAfter(kept, table, key, columns, last)
      const theirs = await readAfter(recomputed, table, key, columns, last)
      if (JSON.stringify(mine) !== JSON.stringify(theirs)) return differenceOf(table, key, columns, mine, theirs)
      if (mine.length < BATCH) break
      last = mine.at(-1)
    }
  }
  return null
}

function differenceOf(
  table: string,
  key: readonly string[],
  columns: readonly string[],
  mine: readonly Row[],
  theirs: readonly Row[],
): Difference {
  const name = (row: Row) => key.map(column => `${column} ${row[column]}`).join(', ')
  const index = firstUnequal(mine, theirs)
  const [kept, recomputed] = [mine[index], theirs[index]]
  if (!kept || !recomputed || name(kept) !== name(recomputed)) {
    // Both are in key order: the row that comes first is the one without its twin.
    const extra = !recomputed || (kept !== undefined && precedes(kept, recomputed, key))
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

function precedes(left: Row, right: Row, key: readonly string[]): boolean {
  const column = key.find(column => left[column] !== right[column])!
  return keyValue(left, column) < keyValue(right, column)
}

async function readAfter(
  store: Reader,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  last: Row | undefined,
): Promise<Row[]> {
  // With the table's name, for a bare name in ORDER BY would mean the selected text, which sorts 10 before 2.
  const keys = sql.join(key.map(column => sql.ref(`${table}.${column}`)))
  // Integers as text, so that those beyond 2^53 are compared to the last digit; the others as the domain's values,
  // which are the same from every kind of store.
  const selected = sql.join(
    columns.map(column =>
      INTEGERS.has(column) ? sql`cast(${sql.ref(column)} as text) as ${sql.ref(column)}` : sql.ref(column),
    ),
  )
  const after = last ? sql`where (${keys}) > (${sql.join(key.map(column => keyValue(last, column)))})` : sql``
  const query = sql<Row>`select ${selected} from ${sql.table(table)} ${after} order by ${keys} limit ${BATCH}`
  return (await query.execute(store as unknown as Kysely<Schema>)).rows
}

/** The key's value as the table keeps it. */
function keyValue(row: Row, column: string): string | number {
  return INTEGERS.has(column) ? Number(row[column]) : row[column]!
}
