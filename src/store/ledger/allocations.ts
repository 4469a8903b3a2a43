/** Allocations are appended, and read by key ranges only. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Allocation } from '../../domain/allocation.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Qepik } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess, Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { AllocationTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export const ALLOCATION_KEY = ['voen', 'row', 'position'] as const

/** All but those of the key. */
export const ALLOCATION_COLUMNS = [
  'ledger',
  'type',
  'effect',
  'charged_row',
  'source_row',
  'amount',
  'value_date',
] as const

const append = prepareInsert('allocation', [...ALLOCATION_KEY, ...ALLOCATION_COLUMNS])

export async function appendAllocations(trx: WriteTransaction, allocations: readonly Allocation[]): Promise<void> {
  await append(
    trx,
    allocations.map(
      ({ chargedRow: charged_row, sourceRow: source_row, valueDate: value_date, ...allocation }): AllocationTable => ({
        ...allocation,
        charged_row,
        source_row,
        value_date,
      }),
    ),
  )
}

type Place = { voen: Voen; row: number; position: number; limit: number }

const selectAfter = prepare<Place, AllocationTable>((db, { voen, row, position, limit }) =>
  db
    .selectFrom('allocation')
    .selectAll()
    .where('voen', '=', voen)
    .where(eb => eb(eb.refTuple('row', 'position'), '>', eb.tuple(row, position)))
    .orderBy('row')
    .orderBy('position')
    .limit(limit),
)

/** Yields the allocations of an account up to a row, in booking order. */
export function walkAllocations(access: ReadAccess, voen: Voen, upTo: number): AsyncGenerator<Allocation[]> {
  return walk<Allocation>(500, async (last, limit) => {
    const place = { row: last?.row ?? 0, position: last?.position ?? 0 }
    const rows = await access.snapshot(voen, tx => selectAfter(tx, { voen, ...place, limit }))
    return rows.filter(({ row }) => row <= upTo).map(toAllocation)
  })
}

/** What lowers the principal of a charge after a day (R10). */
interface PaymentOfCharge {
  readonly chargedRow: number
  readonly amount: Qepik
  readonly valueDate: PlainDate
}

/** Yields the parts of an account's rows that lower the debt of charges, with a turn for other requests between batches. */
export async function* walkPaymentsOfCharges(tx: Reader, voen: Voen): AsyncGenerator<PaymentOfCharge[]> {
  const batches = walk<AllocationTable>(1000, async (last, limit) => {
    if (last) await setImmediate()
    return selectAfter(tx, { voen, row: last?.row ?? 0, position: last?.position ?? 0, limit })
  })
  for await (const rows of batches) {
    yield rows.flatMap(({ charged_row, effect, amount, value_date }) =>
      effect === 'debt'
        ? { chargedRow: charged_row!, amount: amount as Qepik, valueDate: value_date as PlainDate }
        : [],
    )
  }
}

type OfRow = Place & { of: number }

const selectOf = (column: 'charged_row' | 'source_row') =>
  prepare<OfRow, AllocationTable>((db, { voen, of, row, position, limit }) =>
    db
      .selectFrom('allocation')
      .selectAll()
      .where('voen', '=', voen)
      .where(column, '=', of)
      .where(eb => eb(eb.refTuple('row', 'position'), '>', eb.tuple(row, position)))
      .orderBy('row')
      .orderBy('position')
      .limit(limit),
  )

const selectOfCharge = selectOf('charged_row')
const selectOfSource = selectOf('source_row')

/** The place of a part among those of an account. */
export type AllocationPlace = Pick<Allocation, 'row' | 'position'>

interface AllocationRange {
  readonly voen: Voen
  /** The row whose parts they are, or of the charge or of the source. */
  readonly of: number
  readonly after: AllocationPlace | undefined
  readonly limit: number
}

const FIRST = { row: 0, position: 0 }

/** @returns what closed or reduced a charge, oldest first */
export async function findAllocationsOfCharge(tx: Reader, { after = FIRST, ...range }: AllocationRange) {
  const { row, position } = after
  return (await selectOfCharge(tx, { ...range, row, position })).map(toAllocation)
}

/** @returns what money of a row was used for, oldest first */
export async function findAllocationsOfSource(tx: Reader, { after = FIRST, ...range }: AllocationRange) {
  const { row, position } = after
  return (await selectOfSource(tx, { ...range, row, position })).map(toAllocation)
}

const selectOfRow = prepare<Omit<OfRow, 'row'>, AllocationTable>((db, { voen, of, position, limit }) =>
  db
    .selectFrom('allocation')
    .selectAll()
    .where('voen', '=', voen)
    .where('row', '=', of)
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit),
)

/** @returns the parts of one row, in the order in which they were applied */
export async function findAllocationsOfRow(tx: Reader, { after = FIRST, ...range }: AllocationRange) {
  return (await selectOfRow(tx, { ...range, position: after.position })).map(toAllocation)
}

const selectFirstOfRows = prepareLookup<AllocationTable, number, { voen: Voen; limit: number }>(
  (db, rows, { voen, limit }) =>
    db
      .selectFrom('allocation')
      .selectAll()
      .where('voen', '=', voen)
      .where('row', 'in', rows)
      .where('position', '<=', limit)
      .orderBy('row')
      .orderBy('position'),
)

/** @returns at most `limit` first parts of each row, by row: the positions of a row's parts count from 1 */
export async function findFirstAllocationsOfRows(
  tx: Reader,
  voen: Voen,
  rows: readonly number[],
  limit: number,
): Promise<ReadonlyMap<number, readonly Allocation[]>> {
  const found = await selectFirstOfRows(tx, rows, { voen, limit })
  return Map.groupBy(found.map(toAllocation), ({ row }) => row)
}

const sumUnpaid = prepareLookup<{ row: number; unpaid: string }, number, { voen: Voen }>((db, rows, { voen }) =>
  db
    .selectFrom('allocation')
    .select(['row', sql<string>`cast(sum(amount) as text)`.as('unpaid')])
    .where('voen', '=', voen)
    .where('row', 'in', rows)
    .where('effect', '=', 'debt')
    .groupBy('row'),
)

/** @returns what each reduction took off charges that had not been paid, by row; a row without such a part is missing */
export async function sumUnpaidParts(
  tx: Reader,
  voen: Voen,
  rows: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  if (rows.length === 0) return new Map()
  return new Map((await sumUnpaid(tx, rows, { voen })).map(({ row, unpaid }) => [row, BigInt(unpaid)]))
}

function toAllocation(row: AllocationTable): Allocation {
  return {
    voen: row.voen,
    row: row.row,
    position: row.position,
    ledger: row.ledger,
    type: row.type,
    effect: row.effect,
    chargedRow: row.charged_row,
    sourceRow: row.source_row,
    amount: row.amount as Qepik,
    valueDate: row.value_date as PlainDate | null,
  }
}
