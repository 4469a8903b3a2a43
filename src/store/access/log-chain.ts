/** The hash chains of the audit log and of each account's access log. */
import { hash } from 'node:crypto'
import type { Voen } from '../../domain/voen.ts'
import { adapterOf, type Reader, type WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { LogChainTable } from '../engine/schema.ts'

/** The chain of the audit log. The chain of an account's access log is named by its VÖEN. */
export const AUDIT_LOG = ''

type Log = Voen | typeof AUDIT_LOG

/** The seal before a log's first line. */
export const LOG_CHAIN_START = ''

/** A line before it has its place in the chain. */
export type Unsealed<Row> = Omit<Row, 'number' | 'seal'>

/**
 * The hex SHA-256 of a JSON array: the seal before, the number of the line, and the line's columns in a fixed order.
 * Both stores put U+FFFD for half a surrogate pair, so the seal is of the text with that.
 */
export function sealOf<Row extends object>(
  previous: string,
  number: number,
  row: Row,
  columns: readonly (keyof Row)[],
): string {
  return hash('sha256', JSON.stringify([previous, number, ...columns.map(column => wellFormed(row[column]))]))
}

function wellFormed(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

interface Appending<Row extends object> {
  readonly columns: readonly (keyof Row)[]
  readonly isThere: (row: Row) => Promise<boolean>
  readonly append: (rows: readonly (Row & { number: number; seal: string })[]) => Promise<void>
}

/** Seals rows and appends them. The chain stays locked until the transaction ends, so that it cannot fork. */
export async function appendSealed<Row extends object>(
  trx: WriteTransaction,
  voen: Log,
  rows: readonly Row[],
  { columns, isThere, append }: Appending<Row>,
): Promise<void> {
  if (rows.length === 0) return
  const chain = await lockChain(trx, voen)
  let { number, seal } = chain
  const sealed: (Row & { number: number; seal: string })[] = []
  for (const row of rows) {
    if (await isThere(row)) continue
    number += 1
    seal = sealOf(seal, number, row, columns)
    sealed.push({ ...row, number, seal })
  }
  if (sealed.length === 0) return
  await append(sealed)
  await updateEnd(trx, { voen, number, seal })
}

const selectToExtend = prepare<{ voen: Log }, LogChainTable>((db, { voen }) =>
  db.selectFrom('log_chain').selectAll().where('voen', '=', voen).forUpdate(),
)

const COLUMNS = ['voen', 'number', 'seal', 'unsealed', 'unaudited'] as const

const insertIfAbsent = prepareInsert('log_chain', COLUMNS, { key: ['voen'] })

const updateEnd = prepare<Pick<LogChainTable, 'voen' | 'number' | 'seal'>>((db, { voen, number, seal }) =>
  db.updateTable('log_chain').set({ number, seal }).where('voen', '=', voen),
)

async function lockChain(trx: WriteTransaction, voen: Log): Promise<LogChainTable> {
  const [chain] = await selectToExtend(trx, { voen })
  if (chain) return chain
  await insertIfAbsent(trx, [{ voen, number: 0, seal: LOG_CHAIN_START, unsealed: 0, unaudited: 0 }])
  const [begun] = await selectToExtend(trx, { voen })
  return begun!
}

const selectManyToExtend = prepareLookup<LogChainTable, Voen>((db, voens) =>
  db.selectFrom('log_chain').selectAll().where('voen', 'in', voens).orderBy('voen').forUpdate(),
)

/**
 * Locks the chains of accounts until the transaction ends, and begins those that are missing. Everyone locks in VÖEN
 * order, which prevents deadlocks.
 */
export async function lockChains(trx: WriteTransaction, voens: readonly Voen[]): Promise<Map<Log, LogChainTable>> {
  const sorted = [...new Set(voens)].toSorted()
  const chains = new Map<Log, LogChainTable>()
  if (adapterOf(trx).isDistributed) {
    for (const voen of sorted) chains.set(voen, await lockChain(trx, voen))
    return chains
  }
  const lock = async (voens: readonly Voen[]) => {
    for (const chain of await selectManyToExtend(trx, voens)) chains.set(chain.voen, chain)
  }
  await lock(sorted)
  const missing = sorted.filter(voen => !chains.has(voen))
  if (missing.length === 0) return chains
  const start = { number: 0, seal: LOG_CHAIN_START, unsealed: 0, unaudited: 0 }
  await insertIfAbsent(
    trx,
    missing.map(voen => ({ voen, ...start })),
  )
  await lock(missing)
  return chains
}

/** Replaces the ends of chains: those that are locked, or by those of another store. */
export const saveChainRows = prepareInsert('log_chain', COLUMNS, {
  key: ['voen'],
  replace: ['number', 'seal', 'unsealed', 'unaudited'],
})

const selectChain = prepare<{ voen: Log }, LogChainTable>((db, { voen }) =>
  db.selectFrom('log_chain').selectAll().where('voen', '=', voen),
)

const sumUnsealed = prepare<object, { lines: number | null }>(db =>
  db
    .selectFrom('log_chain')
    .select(eb => eb.fn.sum<number | null>('unsealed').as('lines'))
    .where('voen', '<>', AUDIT_LOG),
)

/** The lines from before the chains: of the audit log, and of all access logs together. */
export async function countUnsealed(tx: Reader): Promise<{ readonly audit: number; readonly access: number }> {
  const [row] = await sumUnsealed(tx, {})
  return { audit: (await findChain(tx, AUDIT_LOG))?.unsealed ?? 0, access: Number(row?.lines ?? 0) }
}

export async function findChain(tx: Reader, voen: Log): Promise<LogChainTable | undefined> {
  const [chain] = await selectChain(tx, { voen })
  return chain
}
