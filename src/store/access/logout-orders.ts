import type { LogoutOrder } from '../../domain/session.ts'
import type { WriteTransaction } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'
import type { LogoutTokenTable } from '../engine/schema.ts'

const insert = prepare<LogoutTokenTable, Pick<LogoutTokenTable, 'id'>>((db, { id, until }) =>
  db
    .insertInto('logout_token')
    .values({ id, until })
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning('id'),
)

/** Saves an order until it expires. @returns false when it is already stored; exactly one concurrent caller gets true */
export async function insertLogoutOrder(trx: WriteTransaction, { id, until }: LogoutOrder): Promise<boolean> {
  return (await insert(trx, { id, until: until.toISOString() })).length > 0
}

export const deleteLogoutOrders = prepare<{ untilBefore: string }>((db, { untilBefore }) =>
  db.deleteFrom('logout_token').where('until', '<', untilBefore),
)
