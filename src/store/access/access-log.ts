import type { Visit } from '../../domain/audit.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { AccessLogTable } from '../engine/schema.ts'

export interface LoggedVisit extends Visit {
  /** Orders visits of the same instant. */
  readonly id: string
}

/** Appends rows. Rows with an existing key are left unchanged. */
export const appendVisitRows = prepareInsert(
  'access_log',
  ['voen', 'at', 'id', 'action', 'subject', 'name', 'broker', 'detail'],
  { key: ['voen', 'at', 'id'] },
)

export async function appendVisit(trx: WriteTransaction, { at, ...visit }: LoggedVisit): Promise<void> {
  await appendVisitRows(trx, [{ ...visit, at: at.toISOString() }])
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
  return (await selectBefore(tx, key)).map(({ at, ...row }) => ({ ...row, at: new Date(at) }))
}
