/** The identity provider's orders to end sessions, each remembered until it could no longer be given again. */
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

/** Remembers an order: of two who bring the same at once one is the first. @returns false when it is known already */
export async function insertLogoutOrder(trx: WriteTransaction, { id, until }: LogoutOrder): Promise<boolean> {
  return (await insert(trx, { id, until: until.toISOString() })).length > 0
}

export const deleteLogoutOrders = prepare<{ untilBefore: string }>((db, { untilBefore }) =>
  db.deleteFrom('logout_token').where('until', '<', untilBefore),
)
