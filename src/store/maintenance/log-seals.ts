/** Recomputes the hash chains of the audit log and of the access logs. */
import { sql } from 'kysely'
import type { Voen } from '../../domain/voen.ts'
import { ACCESS_LOG_COLUMNS } from '../access/access-log.ts'
import { AUDIT_LOG_COLUMNS } from '../access/audit-log.ts'
import { AUDIT_LOG, findChain, LOG_CHAIN_START, sealOf } from '../access/log-chain.ts'
import { handleOf, type Reader, type Snapshot } from '../engine/access.ts'
import type { AccessLogTable, AuditLogTable, LogChainTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

type Log = Voen | typeof AUDIT_LOG

/** The first thing wrong with a log. */
export interface LogFault {
  /** The account of an access log; '' for the audit log. */
  readonly log: Log
  readonly fault:
    | { readonly kind: 'changed' | 'missing'; readonly number: number }
    | { readonly kind: 'end'; readonly number: number; readonly expected: number }
    | { readonly kind: 'before-chain'; readonly lines: number; readonly expected: number }
    /** Fewer dismissals and clearings without an audit line than there were before each got one. */
    | { readonly kind: 'unaudited'; readonly decisions: number; readonly expected: number }
    /** A line outside the places from the first to the end, or a second one in the same place. */
    | { readonly kind: 'not-in-chain' }
    /** A visit of no account, in no access log. */
    | { readonly kind: 'no-account' }
}

const BATCH_SIZE = 500

const EMPTY = { number: 0, seal: LOG_CHAIN_START, unsealed: 0, unaudited: 0 }

type Line = Pick<AuditLogTable, 'number' | 'seal'>

interface ChainCheck<Row extends Line> {
  readonly end: Pick<LogChainTable, 'number' | 'seal'>
  readonly columns: readonly (keyof Row)[]
  /** Finds lines after a number, in order. */
  readonly findAfter: (number: number, limit: number) => Promise<Row[]>
  readonly onLine?: (row: Row) => void
}

/** Recomputes the seals up to the end of a chain. */
async function checkChain<Row extends Line>({
  end,
  columns,
  findAfter,
  onLine,
}: ChainCheck<Row>): Promise<LogFault['fault'] | null> {
  let last = { number: 0, seal: LOG_CHAIN_START }
  for await (const rows of walk<Row>(BATCH_SIZE, (row, limit) => findAfter(row?.number ?? 0, limit))) {
    for (const row of rows) {
      const number = last.number + 1
      // Lines after the end were written since it was read.
      if (row.number! > end.number) break
      if (row.number! > number) return { kind: 'missing', number }
      const seal = sealOf(last.seal, number, row, columns)
      if (row.number !== number || row.seal !== seal) return { kind: 'changed', number: row.number! }
      onLine?.(row)
      last = { number, seal }
    }
    if (rows.at(-1)!.number! >= end.number) break
  }
  if (last.number < end.number) return { kind: 'end', number: last.number, expected: end.number }
  return last.seal === end.seal ? null : { kind: 'changed', number: end.number }
}

interface AuditLogCheck<Also> {
  /** Reads more at the moment at which the end is read. Gets the number of decisions from before they were audited. */
  readonly atEnd: (tx: Reader, unaudited: number) => Promise<Also>
  /** Gets each line, also those from before the chain, in the order of writing. */
  readonly onLine: (row: AuditLogTable) => void
}

/** Checks the audit log up to its end at the first moment. */
export async function checkAuditLog<Also>(
  snapshot: Snapshot,
  { atEnd, onLine }: AuditLogCheck<Also>,
): Promise<{ readonly fault: LogFault | null; readonly also: Also }> {
  const { end, lines, also } = await snapshot(async tx => {
    const end = (await findChain(tx, AUDIT_LOG)) ?? EMPTY
    const { rows } = await sql<Counted>`select ${COUNTED} from audit_log`.execute(handleOf(tx))
    return { end, lines: rows[0]!, also: await atEnd(tx, end.unaudited) }
  })
  const fault = (fault: LogFault['fault'] | null) => ({ fault: fault && { log: AUDIT_LOG as Log, fault }, also })
  for await (const rows of walk<AuditLogTable>(BATCH_SIZE, (last, limit) =>
    snapshot(tx => unsealedAfter(tx, last, limit)),
  )) {
    for (const row of rows) onLine(row)
  }
  const broken = await checkChain<AuditLogTable>({
    end,
    columns: AUDIT_LOG_COLUMNS,
    findAfter: (number, limit) => snapshot(tx => auditLinesAfter(tx, number, limit)),
    onLine,
  })
  if (lines.unsealed !== end.unsealed) {
    return fault({ kind: 'before-chain', lines: lines.unsealed, expected: end.unsealed })
  }
  return fault(broken ?? (lines.sealed > end.number ? { kind: 'not-in-chain' } : null))
}

interface Counted {
  readonly sealed: number
  readonly unsealed: number
}

/**
 * The lines with a place in the chain, and those without one. The walk sees one line in each place, so a second one in
 * the same place, or one outside the places, makes the count greater than the chain's end.
 */
const COUNTED = sql`count(number) as sealed, count(*) - count(number) as unsealed`

async function unsealedAfter(tx: Reader, last: AuditLogTable | undefined, limit: number): Promise<AuditLogTable[]> {
  const after = last ? sql`and (at, id) > (${last.at}, ${last.id})` : sql``
  const query = sql<AuditLogTable>`
    select * from audit_log where number is null ${after} order by at, id limit ${limit}`
  return (await query.execute(handleOf(tx))).rows
}

async function auditLinesAfter(tx: Reader, number: number, limit: number): Promise<AuditLogTable[]> {
  const query = sql<AuditLogTable>`select * from audit_log where number > ${number} order by number limit ${limit}`
  return (await query.execute(handleOf(tx))).rows
}

/** How many accounts are read at one moment. */
const ACCOUNTS = 100

/** Checks the access log of every account. */
export async function checkAccessLogs(snapshot: Snapshot): Promise<LogFault | null> {
  const stray = await snapshot(findStrayVisit)
  if (stray !== null) return { log: stray, fault: { kind: stray === AUDIT_LOG ? 'no-account' : 'not-in-chain' } }
  let fault: LogFault | null = null
  const chains = walk<LogChainTable>(ACCOUNTS, (last, limit) =>
    snapshot(async tx => {
      const found = await accountChainsAfter(tx, last?.voen ?? AUDIT_LOG, limit)
      for (const chain of found) fault ??= await checkAccessLog(tx, chain)
      return found
    }),
  )
  for await (const _ of chains) if (fault) break
  return fault
}

/**
 * The account of a visit without a chain, or after the end of its chain. A line and its chain are written together. A
 * visit of no account would pass for one of the audit log's chain.
 */
async function findStrayVisit(tx: Reader): Promise<Log | null> {
  const { rows } = await sql<{ voen: Log }>`
    select access_log.voen from access_log left join log_chain on log_chain.voen = access_log.voen
    where access_log.voen = ${AUDIT_LOG} or log_chain.voen is null or access_log.number > log_chain.number limit 1`.execute(
    handleOf(tx),
  )
  return rows[0]?.voen ?? null
}

async function accountChainsAfter(tx: Reader, voen: string, limit: number): Promise<LogChainTable[]> {
  const query = sql<LogChainTable>`select * from log_chain where voen > ${voen} order by voen limit ${limit}`
  return (await query.execute(handleOf(tx))).rows
}

async function checkAccessLog(tx: Reader, end: LogChainTable): Promise<LogFault | null> {
  const log = end.voen
  const { rows } = await sql<Counted>`select ${COUNTED} from access_log where voen = ${log}`.execute(handleOf(tx))
  const { sealed, unsealed } = rows[0]!
  if (unsealed !== end.unsealed) {
    return { log, fault: { kind: 'before-chain', lines: unsealed, expected: end.unsealed } }
  }
  const findAfter = async (number: number, limit: number) => {
    const query = sql<AccessLogTable>`
      select * from access_log where voen = ${log} and number > ${number} order by number limit ${limit}`
    return (await query.execute(handleOf(tx))).rows
  }
  const broken = await checkChain<AccessLogTable>({ end, columns: ACCESS_LOG_COLUMNS, findAfter })
  const fault = broken ?? (sealed > end.number ? ({ kind: 'not-in-chain' } as const) : null)
  return fault && { log, fault }
}
