/**
 * The ends of a range of an account's rows. Each is the number of a row, or a date whose row the store finds while it answers
 * the question about the range. R1 makes that possible: rows are always in date order.
 */
import { type Kysely, sql } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import { adapterOf, type Reader } from '../engine/access.ts'
import { Found } from '../engine/found.ts'
import { prepare } from '../engine/prepared.ts'
import type { Schema } from '../engine/schema.ts'

type DatePlace = { voen: Voen; date: PlainDate }

export type RowEnd = number | Found<DatePlace>

/** The rows with `after` < seq ≤ `upTo`. */
export interface RowEnds {
  readonly after: RowEnd
  readonly upTo: RowEnd
}

export interface RowWindow extends RowEnds {
  readonly after: number
  readonly upTo: number
}

/** Any row of any account. */
export const LAST_ROW = Number.MAX_SAFE_INTEGER

const firstFrom = (db: Kysely<Schema>, { voen, date }: DatePlace) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '>=', date)
    .orderBy('operation_date')
    .orderBy('seq')
    .limit(1)

const lastTo = (db: Kysely<Schema>, { voen, date }: DatePlace) =>
  db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('voen', '=', voen)
    .where('operation_date', '<=', date)
    .orderBy('operation_date', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)

const selectFirstFrom = prepare<DatePlace, { seq: number }>(firstFrom)
const selectLastTo = prepare<DatePlace, { seq: number }>(lastTo)

/** @returns the `seq` of the first row on a date or later */
export async function findFirstSeqFrom(db: Reader, place: DatePlace): Promise<number | undefined> {
  return (await selectFirstFrom(db, place))[0]?.seq
}

/** @returns the `seq` of the last row on a date or earlier */
export async function findLastSeqTo(db: Reader, place: DatePlace): Promise<number | undefined> {
  return (await selectLastTo(db, place))[0]?.seq
}

const beforeFirstFrom = (db: Kysely<Schema>, slots: DatePlace) =>
  sql<number>`coalesce(${firstFrom(db, slots)} - 1, ${sql.lit(LAST_ROW)})`

const atLastTo = (db: Kysely<Schema>, slots: DatePlace) => sql<number>`coalesce(${lastTo(db, slots)}, 0)`

/**
 * Finds the ends of a period; an open one begins with the first row or ends with the last. A server that takes lists finds the
 * rows of its dates while it answers: with Citus, they could lie elsewhere. A file has them at once.
 */
export async function findEnds(
  db: Reader,
  voen: Voen,
  { from, to }: { readonly from: PlainDate | null; readonly to: PlainDate | null },
): Promise<RowEnds> {
  const ends: RowEnds = {
    after: from ? new Found<DatePlace>('before-first-from', beforeFirstFrom, { voen, date: from }) : 0,
    upTo: to ? new Found<DatePlace>('last-to', atLastTo, { voen, date: to }) : LAST_ROW,
  }
  return adapterOf(db).arrays ? ends : numbersOf(db, ends)
}

/** Asks for the rows of dates: a round trip, if there are any. */
export async function numbersOf(db: Reader, ends: RowEnds): Promise<RowWindow> {
  const [after, upTo] = await Promise.all([
    typeof ends.after === 'number' ? ends.after : findSeqBefore(db, ends.after.values),
    typeof ends.upTo === 'number' ? ends.upTo : findLastSeqTo(db, ends.upTo.values),
  ])
  return { after, upTo: upTo ?? 0 }
}

async function findSeqBefore(db: Reader, place: DatePlace): Promise<number> {
  const first = await findFirstSeqFrom(db, place)
  return first === undefined ? LAST_ROW : first - 1
}

/** Whether a row of the account is in the range. */
export function isWithin(
  row: { readonly seq: number; readonly operation_date: string },
  { after, upTo }: RowEnds,
): boolean {
  const isAfter = typeof after === 'number' ? row.seq > after : row.operation_date >= after.values.date
  return isAfter && (typeof upTo === 'number' ? row.seq <= upTo : row.operation_date <= upTo.values.date)
}
