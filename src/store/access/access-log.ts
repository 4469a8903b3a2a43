import type { Visit } from '../../domain/audit.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { AccessLogTable } from '../engine/schema.ts'
import { appendSealed } from './log-chain.ts'

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

const selectByKey = prepare<Pick<AccessLogTable, 'voen' | 'at' | 'id'>, Pick<AccessLogTable, 'id'>>(
  (db, { voen, at, id }) =>
    db.selectFrom('access_log').select('id').where('voen', '=', voen).where('at', '=', at).where('id', '=', id),
)

/** Appends a visit to its account's chain. A visit that is there already, from before a lost commit, is left unchanged. */
export async function appendVisit(trx: WriteTransaction, { at, voen, ...visit }: LoggedVisit): Promise<void> {
  await appendSealed(trx, voen, [{ ...visit, voen, at: at.toISOString() }], {
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
