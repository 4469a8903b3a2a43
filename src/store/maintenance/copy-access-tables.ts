/** What the gate keeps, carried from one store to another row by row: no event log could tell it again. */
import { type Kysely, sql } from 'kysely'
import { appendVisitRows } from '../access/access-log.ts'
import { appendAuditRows } from '../access/audit-log.ts'
import { insertMandateRows } from '../access/mandates.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import type { AccessLogTable, AuditLogTable, MandateTable, Schema } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'
import { GATE_TABLES } from './compare.ts'

const CARRIED_AT_ONCE = 500

type Row = Record<string, unknown>

/** Rows that belong into one table of another store. */
export interface Batch {
  /** Adds what is missing, and replaces mandates. */
  keep(trx: WriteTransaction): Promise<void>
}

const KEEP: Readonly<Record<string, (trx: WriteTransaction, rows: readonly Row[]) => Promise<void>>> = {
  mandate: (trx, rows) => insertMandateRows(trx, rows as unknown as MandateTable[]),
  access_log: (trx, rows) => appendVisitRows(trx, rows as unknown as AccessLogTable[]),
  audit_log: (trx, rows) => appendAuditRows(trx, rows as unknown as AuditLogTable[]),
}

/** All mandates and lines of the logs at one moment, some at a time. */
export async function* walkBatches(tx: Reader): AsyncGenerator<Batch> {
  for (const { table, key } of GATE_TABLES) {
    const rows = walk<Row>(CARRIED_AT_ONCE, (last, limit) => findRowsAfter(tx, table, key, last, limit))
    for await (const batch of rows) yield { keep: trx => KEEP[table]!(trx, batch) }
  }
}

async function findRowsAfter(
  tx: Reader,
  table: string,
  key: readonly string[],
  last: Row | undefined,
  limit: number,
): Promise<Row[]> {
  const keys = sql.join(key.map(column => sql.ref(column)))
  const after = last ? sql`where (${keys}) > (${sql.join(key.map(column => last[column]))})` : sql``
  const rows = sql<Row>`select * from ${sql.table(table)} ${after} order by ${keys} limit ${limit}`
  return (await rows.execute(tx as unknown as Kysely<Schema>)).rows
}
