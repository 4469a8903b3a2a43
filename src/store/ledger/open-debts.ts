/** Debts as they stood after a row of their account: allocations are never changed, so any past state can be read. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Charge } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { type Qepik, qepik } from '../../domain/money.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare, prepareLookup } from '../engine/prepared.ts'
import type { ChargeTable } from '../engine/schema.ts'
import { toCharge } from './charges.ts'

type Piece = { voen: Voen; after: number; last: number; upTo: number }
type ChargeThen = ChargeTable & { closed_then: number; reduced_then: number }

/**
 * For each charge, one seek in the index of allocations by charge. What closed it: the parts of rows that lowered its debt.
 * A reduction may also have lowered its settled part, which stays settled as overpayment.
 */
const selectOpenThen = prepare<Piece, ChargeThen>((db, { voen, after, last, upTo }) => {
  const sumUpTo = (condition: ReturnType<typeof sql>) => {
    const parts = sql`select sum("amount") from "allocation" where "voen" = ${voen} and "charged_row" = "charge"."row"`
    return sql`coalesce(cast((${parts} and "row" <= ${upTo} and ${condition}) as bigint), 0)`
  }
  const closed = sumUpTo(sql`"effect" = 'debt'`)
  const columns = sql`"charge".*, ${closed} as closed_then, ${sumUpTo(sql`"type" = 'reduction'`)} as reduced_then`
  const range = sql`"voen" = ${voen} and "document" > ${after} and "document" <= ${last} and "row" <= ${upTo}`
  const query = sql<ChargeThen>`select ${columns} from "charge" where ${range} and "amount" > ${closed} order by "document", "number"`
  return { compile: () => query.compile(db) }
})

/** So many documents are looked through at once. Most have a few charges. */
const DOCUMENTS_AT_ONCE = 200

/** @returns charges of the documents after one, as they stood after a row: those that were open then, by document */
async function findOpenThen(tx: Reader, piece: Piece): Promise<Charge[]> {
  return (await selectOpenThen(tx, piece)).map(({ closed_then, reduced_then, ...row }) => ({
    ...toCharge(row),
    reduced: qepik(reduced_then),
    settled: qepik(closed_then - reduced_then),
  }))
}

interface Moment {
  readonly voen: Voen
  /** The number of documents of the account, or more. */
  readonly documents: number
  /** The row after which the debts are told. */
  readonly upTo: number
}

/**
 * Yields the debts that were open after a row, by document, with a turn for other requests between the pieces. It looks
 * through the documents from the first one on, because charges are not kept by their row.
 * @param read reads each piece; in one snapshot or in several, because the past does not change
 */
export async function* walkOpenThen(
  read: <Result>(work: (tx: Reader) => Promise<Result>) => Promise<Result>,
  { voen, documents, upTo }: Moment,
): AsyncGenerator<Charge[]> {
  for (let after = 0; after < documents; after += DOCUMENTS_AT_ONCE) {
    if (after > 0) await setImmediate()
    const charges = await read(tx => findOpenThen(tx, { voen, after, last: after + DOCUMENTS_AT_ONCE, upTo }))
    if (charges.length > 0) yield charges
  }
}

/** A part of a row that lowered the debt of a charge. */
export interface ChargePart {
  readonly chargedRow: number
  /** The row that did it. */
  readonly row: number
  readonly type: OperationType
  readonly amount: Qepik
  /** The day after which the principal is lower (R10). */
  readonly valueDate: PlainDate
}

type PartRow = { charged_row: number; row: number; type: OperationType; amount: number; value_date: string }

const selectParts = prepareLookup<PartRow, number, { voen: Voen; upTo: number }>((db, rows, { voen, upTo }) =>
  db
    .selectFrom('allocation')
    .select(['charged_row', 'row', 'type', 'amount', 'value_date'])
    .where('voen', '=', voen)
    .where('charged_row', 'in', rows)
    .where('row', '<=', upTo)
    .where('effect', '=', 'debt')
    .orderBy('charged_row')
    .orderBy('row')
    .orderBy('position')
    .$castTo<PartRow>(),
)

/**
 * @param charges their assessment rows
 * @returns what lowered the debt of each charge up to a row, in booking order, by the charge's row
 */
export async function findPartsOfCharges(
  tx: Reader,
  voen: Voen,
  charges: readonly number[],
  upTo: number,
): Promise<ReadonlyMap<number, readonly ChargePart[]>> {
  const parts = (await selectParts(tx, charges, { voen, upTo })).map(
    ({ charged_row, row, type, amount, value_date }): ChargePart => ({
      chargedRow: charged_row,
      row,
      type,
      amount: amount as Qepik,
      valueDate: value_date as PlainDate,
    }),
  )
  return Map.groupBy(parts, ({ chargedRow }) => chargedRow)
}

const selectOfRange = prepare<Omit<Piece, 'upTo'>, ChargeTable>((db, { voen, after, last }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where('document', '>', after)
    .where('document', '<=', last)
    .orderBy('document')
    .orderBy('number'),
)

/** @returns the charges of the documents after one, open or not, by document */
export async function findChargesOfRange(tx: Reader, range: Omit<Piece, 'upTo'>): Promise<Charge[]> {
  return (await selectOfRange(tx, range)).map(toCharge)
}
