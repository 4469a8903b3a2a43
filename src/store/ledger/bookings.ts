/** The cheap version check that open pages repeat. */
import type { DeclarationNumber } from '../../domain/declaration.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'

const selectBookings = prepare<{ voen: Voen }, { bookings: number }>((db, { voen }) =>
  db.selectFrom('account').select('bookings').where('voen', '=', voen),
)

/** @returns the number of booked events; undefined when no such taxpayer is registered */
export async function findBookings(tx: Reader, voen: Voen): Promise<number | undefined> {
  return (await selectBookings(tx, { voen }))[0]?.bookings
}

const selectLastOfDeclaration = prepare<{ voen: Voen; number: DeclarationNumber }, { seq: number }>(
  (db, { voen, number }) =>
    db
      .selectFrom('ledger_entry')
      .select('seq')
      .where('voen', '=', voen)
      .where('declaration', '=', number)
      .orderBy('seq', 'desc')
      .limit(1),
)

/** @returns 0 when nothing was booked on the declaration */
export async function findLastSeqOfDeclaration(tx: Reader, voen: Voen, number: DeclarationNumber): Promise<number> {
  return (await selectLastOfDeclaration(tx, { voen, number }))[0]?.seq ?? 0
}

const selectSeal = prepare<{ voen: Voen; number: number }, { chain: string }>((db, { voen, number }) =>
  db.selectFrom('booking').select('chain').where('voen', '=', voen).where('number', '=', number),
)

/** @returns the end of the account's hash chain after one of its bookings; undefined when there is no such booking */
export async function findBookingSeal(tx: Reader, voen: Voen, number: number): Promise<string | undefined> {
  return (await selectSeal(tx, { voen, number }))[0]?.chain
}
