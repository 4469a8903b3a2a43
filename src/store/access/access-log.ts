import type { Visit } from '../../domain/audit.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareForEach, prepareInsert } from '../engine/prepared.ts'
import type { AccessLogTable } from '../engine/schema.ts'
import { appendSealed, lockChains, saveChainRows, sealOf } from './log-chain.ts'

export interface LoggedVisit extends Visit {
  /** Orders visits of the same instant. */
  readonly id: string
}

/** The columns that a visitor fills. The seal covers them in this order. */
export const ACCESS_LOG_COLUMNS = ['voen', 'at', 'id', 'action', 'subject', 'name', 'broker', 'detail'] as const

const SEALED_COLUMNS = [...ACCESS_LOG_COLUMNS, 'number', 'seal'] as const

/** Appends rows of another store, with their seals. Rows whose key or place in the chain is taken are left out. */
export const copyVisitRows = prepareInsert('access_log', SEALED_COLUMNS, { key: 'any' })

const appendRows = prepareInsert('access_log', SEALED_COLUMNS)

type VisitKey = Pick<AccessLogTable, 'voen' | 'id'>

const selectByKey = prepare<Pick<AccessLogTable, 'voen' | 'at' | 'id'>, Pick<AccessLogTable, 'id'>>(
  (db, { voen, at, id }) =>
    db.selectFrom('access_log').select('id').where('voen', '=', voen).where('at', '=', at).where('id', '=', id),
)

const selectByKeys = prepareForEach<VisitKey, Pick<AccessLogTable, 'at'>, VisitKey>(
  { voen: 'text', id: 'text' },
  (db, { voen, at, id }) =>
    db
      .selectFrom('access_log')
      .select(['voen', 'id'])
      .where('voen', '=', voen)
      .where('at', '=', at)
      .where('id', '=', id),
)

/**
 * Appends visits, each to the chain of its account. A visit that is there already, from before a lost commit, is left
 * unchanged.
 */
export async function appendVisits(trx: WriteTransaction, visits: readonly LoggedVisit[]): Promise<void> {
  const rows = visits.map(({ at, ...visit }) => ({ ...visit, at: at.toISOString() }))
  const chains = await lockChains(
    trx,
    rows.map(({ voen }) => voen),
  )
  const isThere = new Set<string>()
  for (const [at, ofInstant] of Map.groupBy(rows, ({ at }) => at)) {
    const keys = ofInstant.map(({ voen, id }) => ({ voen, id }))
    for (const { id } of await selectByKeys(trx, keys, { at })) isThere.add(id)
  }
  const sealed = rows
    .filter(({ id }) => !isThere.has(id))
    .map(row => {
      const chain = chains.get(row.voen)!
      const number = chain.number + 1
      const line = { ...row, number, seal: sealOf(chain.seal, number, row, ACCESS_LOG_COLUMNS) }
      chains.set(row.voen, { ...chain, number, seal: line.seal })
      return line
    })
  if (sealed.length === 0) return
  await appendRows(trx, sealed)
  await saveChainRows(
    trx,
    [...new Set(sealed.map(({ voen }) => voen))].map(voen => chains.get(voen)!),
  )
}

/** The same for one visit: each statement names the account alone. */
export async function appendVisit(trx: WriteTransaction, { at, ...visit }: LoggedVisit): Promise<void> {
  await appendSealed(trx, visit.voen, [{ ...visit, at: at.toISOString() }], {
    columns: ACCESS_LOG_COLUMNS,
    isThere: async row => (await selectByKey(trx, row)).length > 0,
    append: rows => appendRows(trx, rows),
  })
}

type PageKey = Pick<AccessLogTable, 'voen' | 'at' | 'id'> & { limit: number }

const selectBefore = prepare<PageKey, AccessLogTable>((db, { voen, at, id, limit }) =>
  db
    .selectFrom('access_log')
    .selectAll()
    .where('voen', '=', voen)
    .where(eb => eb(eb.refTuple('at', 'id'), '<', eb.tuple(at, id)))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit),
)

/** Finds an account's visits before a position in its log, newest first. */
export async function findVisitsBefore(tx: Reader, key: PageKey): Promise<LoggedVisit[]> {
  return (await selectBefore(tx, key)).map(({ at, number: _, seal: __, ...row }) => ({ ...row, at: new Date(at) }))
}
