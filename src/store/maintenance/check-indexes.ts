/** Compares indexes with their tables: rows are compared in the order of one index only, and pages read by the others. */
import { sql } from 'kysely'
import { adapterOf, handleOf, type Reader, type Snapshot } from '../engine/access.ts'
import type { Schema } from '../engine/schema.ts'
import { isPostgres } from './store-schema.ts'

export interface UnsoundTable {
  readonly table: string
  readonly fault: string
}

interface Index {
  readonly table: keyof Schema
  readonly index: string
  readonly columns: readonly string[]
  /** The condition of an index that has some rows only. */
  readonly where?: string
}

/** Those of a PostgreSQL store that decide which debts, entries, uses of money and mandates a page shows, and what money is left. */
const DECIDING_INDEXES: readonly Index[] = [
  {
    table: 'charge',
    index: 'charge_open',
    columns: ['voen', 'fund', 'document', 'number'],
    where: 'amount > reduced + settled',
  },
  {
    table: 'charge',
    index: 'charge_by_reference',
    columns: ['voen', 'reference', '"row"'],
    where: 'reference is not null',
  },
  {
    table: 'allocation',
    index: 'allocation_by_charge',
    columns: ['voen', 'charged_row', '"row"', 'position'],
    where: 'charged_row is not null',
  },
  {
    table: 'allocation',
    index: 'allocation_by_source',
    columns: ['voen', 'source_row', '"row"', 'position'],
    where: 'source_row is not null',
  },
  { table: 'source', index: 'source_open', columns: ['voen', 'ledger', '"row"'], where: 'amount > used' },
  { table: 'ledger_entry', index: 'ledger_entry_by_date', columns: ['voen', 'operation_date', 'seq'] },
  { table: 'ledger_entry', index: 'ledger_entry_by_type', columns: ['voen', 'ledger', 'type', 'seq'] },
  { table: 'mandate', index: 'mandate_by_broker', columns: ['broker', 'voen'] },
]

/**
 * Reads each table in a snapshot of its own, so that the log of an SQLite file can be emptied between them. Of an SQLite
 * file it checks every index; on PostgreSQL those that decide most; on several servers none.
 * @returns the first fault
 */
export async function findUnsoundTable(snapshot: Snapshot): Promise<UnsoundTable | null> {
  for (const { table, check } of await snapshot(findChecks)) {
    const fault = await snapshot(check)
    if (fault !== null) return { table, fault }
  }
  return null
}

interface Check {
  readonly table: string
  /** @returns what is wrong, or null */
  readonly check: (tx: Reader) => Promise<string | null>
}

async function findChecks(tx: Reader): Promise<Check[]> {
  if (!isPostgres(tx)) return (await findTables(tx)).map(table => ({ table, check: tx => checkTable(tx, table) }))
  if (adapterOf(tx).isDistributed) return []
  return DECIDING_INDEXES.map(index => ({ table: index.table, check: tx => checkIndex(tx, index) }))
}

async function findTables(tx: Reader): Promise<string[]> {
  const query = sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by name`
  return (await query.execute(handleOf(tx))).rows.map(({ name }) => name)
}

async function checkTable(tx: Reader, table: string): Promise<string | null> {
  const query = sql<{ integrity_check: string }>`pragma integrity_check(${sql.id(table)})`
  const result = (await query.execute(handleOf(tx))).rows[0]!.integrity_check
  return result === 'ok' ? null : `integrity_check: ${result}`
}

/** Reads the same columns of the same rows twice: by the index, and without any. */
async function checkIndex(tx: Reader, { table, index, columns, where }: Index): Promise<string | null> {
  const listed = columns.join(', ')
  const rows = `select ${listed} from ${table} ${where ? `where ${where}` : ''}`
  const digest = (source: string) =>
    `select count(*)::text as rows, sum(hashtextextended(concat_ws('|', ${listed}), 0))::text as digest from (${source}) as read`
  const run = <Row>(text: string) => sql.raw<Row>(text).execute(handleOf(tx))
  const allow = (index: 'on' | 'off', others: 'on' | 'off') =>
    run(`select set_config('enable_indexscan', '${index}', true), set_config('enable_indexonlyscan', '${index}', true),
      set_config('enable_seqscan', '${others}', true), set_config('enable_sort', '${others}', true),
      set_config('enable_incremental_sort', '${others}', true),
      set_config('enable_bitmapscan', 'off', true)`)
  await allow('on', 'off')
  const byIndex = digest(`${rows} order by ${listed}`)
  const plan = await run<{ 'QUERY PLAN': string }>(`explain ${byIndex}`)
  // An index that is not used here, where nothing else may be, hides nothing from pages. The schema comparison names it.
  if (!plan.rows.some(row => row['QUERY PLAN'].includes(` using ${index} `))) return null
  const [found] = (await run<{ rows: string; digest: string | null }>(byIndex)).rows
  await allow('off', 'on')
  const [all] = (await run<{ rows: string; digest: string | null }>(digest(rows))).rows
  if (found!.rows === all!.rows && found!.digest === all!.digest) return null
  return `${index} has ${found!.rows} rows, and the table ${all!.rows}`
}
