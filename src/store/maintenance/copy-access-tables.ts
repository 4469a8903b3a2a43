/** Copies mandates and both logs to another store. The event log cannot recompute them. */
import { copyVisitRows } from '../access/access-log.ts'
import { copyAuditRows } from '../access/audit-log.ts'
import { saveChainRows } from '../access/log-chain.ts'
import { insertMandateRows } from '../access/mandates.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import type { AccessLogTable, AuditLogTable, LogChainTable, MandateTable } from '../engine/schema.ts'
import { ACCESS_TABLES } from './compare.ts'
import { walkRows } from './walk-rows.ts'

type Row = Record<string, unknown>

/** Rows of one table, to be copied into another store. */
export interface Batch {
  /** Inserts missing rows, and replaces mandates and the ends of chains. */
  save(trx: WriteTransaction): Promise<void>
}

const SAVE: Readonly<Record<string, (trx: WriteTransaction, rows: readonly Row[]) => Promise<void>>> = {
  mandate: (trx, rows) => insertMandateRows(trx, rows as unknown as MandateTable[]),
  access_log: (trx, rows) => copyVisitRows(trx, rows as unknown as AccessLogTable[]),
  audit_log: (trx, rows) => copyAuditRows(trx, rows as unknown as AuditLogTable[]),
  log_chain: (trx, rows) => saveChainRows(trx, rows as unknown as LogChainTable[]),
}

/** Yields all mandates and log lines of one snapshot. */
export async function* walkBatches(tx: Reader): AsyncGenerator<Batch> {
  for (const { table, key } of ACCESS_TABLES) {
    for await (const batch of walkRows<Row>(tx, table, key)) yield { save: trx => SAVE[table]!(trx, batch) }
  }
}
