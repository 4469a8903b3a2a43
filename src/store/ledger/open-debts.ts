/** Debts as they stood after a row of their account: allocations are never changed, so any past state can be read. */
import { setImmediate } from 'node:timers/promises'
import { type Charge, inSettlementOrder } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import { type Qepik, qepik, ZERO } from '../../domain/money.ts'
import type { OperationType } from '../../domain/operation-type.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare, prepareLookup } from '../engine/prepared.ts'
import type { AllocationTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'
import { walkDocumentsWithCharges } from './charges.ts'

interface Moment {
  readonly voen: Voen
  /** The row after which the debts are told. */
  readonly upTo: number
}

type Read = <Result>(work: (tx: Reader) => Promise<Result>) => Promise<Result>

const DEBTS_AT_ONCE = 500

/**
 * Yields the debts that were open after a row, in settlement order, with a turn for other requests between the pieces. It
 * looks through the documents from the first one on, because charges are not kept by their row.
 * @param read reads each piece; in one snapshot or in several, because the past does not change
 */
export async function* walkOpenThen(read: Read, { voen, upTo }: Moment): AsyncGenerator<Charge[]> {
  for await (const charges of walkDocumentsWithCharges(read, voen, 0)) {
    const sorted = charges.filter(({ row }) => row <= upTo).sort(inSettlementOrder)
    for (let from = 0; from < sorted.length; from += DEBTS_AT_ONCE) {
      if (from > 0) await setImmediate()
      const piece = sorted.slice(from, from + DEBTS_AT_ONCE)
      const open = (await read(tx => findChargesThen(tx, piece, { voen, upTo }))).filter(
        ({ amount, reduced, settled }) => amount > reduced + settled,
      )
      if (open.length > 0) yield open
    }
  }
}

/**
 * The charges as they stood after a row. What closed a charge are the parts of rows that lowered its debt. A reduction may
 * also have lowered its settled part, which stays settled as overpayment.
 */
export async function findChargesThen(
  tx: Reader,
  charges: readonly Charge[],
  { voen, upTo }: Moment,
): Promise<Charge[]> {
  const [closed, reduced] = [new Map<number, Qepik>(), new Map<number, Qepik>()]
  for await (const parts of walkPartsOfCharges(tx, { voen, upTo }, changedRows(charges))) {
    for (const { chargedRow, effect, type, amount } of parts) {
      if (effect === 'debt') closed.set(chargedRow, qepik((closed.get(chargedRow) ?? 0) + amount))
      if (type === 'reduction') reduced.set(chargedRow, qepik((reduced.get(chargedRow) ?? 0) + amount))
    }
  }
  return charges.map(charge => {
    const reducedThen = reduced.get(charge.row) ?? ZERO
    return { ...charge, reduced: reducedThen, settled: qepik((closed.get(charge.row) ?? 0) - reducedThen) }
  })
}

/** @returns the assessment rows of the charges that anything closed or reduced until now */
export function changedRows(charges: readonly Charge[]): number[] {
  return charges.filter(({ reduced, settled }) => reduced + settled > 0).map(({ row }) => row)
}

/** A part of a row that closed or reduced a charge. */
export interface ChargePart {
  readonly chargedRow: number
  /** The row that did it. */
  readonly row: number
  readonly position: number
  readonly effect: AllocationTable['effect']
  readonly type: OperationType
  readonly amount: Qepik
  /** The day after which the principal is lower (R10); null when it stays. */
  readonly valueDate: PlainDate | null
}

const PART_COLUMNS = ['charged_row', 'row', 'position', 'effect', 'type', 'amount', 'value_date'] as const
type PartRow = Pick<AllocationTable, (typeof PART_COLUMNS)[number]>
type PartRange = { voen: Voen; upTo: number; limit: number }

const selectFirstParts = prepareLookup<PartRow, number, PartRange>((db, rows, { voen, upTo, limit }) =>
  db
    .selectFrom('allocation')
    .select(PART_COLUMNS)
    .where('voen', '=', voen)
    .where('charged_row', 'in', rows)
    .where('row', '<=', upTo)
    .orderBy('charged_row')
    .orderBy('row')
    .orderBy('position')
    .limit(limit),
)

const selectPartsAfter = prepare<PartRange & { of: number; row: number; position: number }, PartRow>(
  (db, { voen, of, upTo, row, position, limit }) =>
    db
      .selectFrom('allocation')
      .select(PART_COLUMNS)
      .where('voen', '=', voen)
      .where('charged_row', '=', of)
      .where('row', '<=', upTo)
      .where(eb => eb(eb.refTuple('row', 'position'), '>', eb.tuple(row, position)))
      .orderBy('row')
      .orderBy('position')
      .limit(limit),
)

/** One statement asks for so many charges. */
const CHARGES_AT_ONCE = 64
const PARTS_AT_ONCE = 1000

/**
 * Yields what closed or reduced charges up to a row, with a turn for other requests between batches: one charge may have
 * any number of parts. Those of a charge are in booking order.
 * @param charges their assessment rows
 */
export async function* walkPartsOfCharges(
  tx: Reader,
  { voen, upTo }: Moment,
  charges: readonly number[],
): AsyncGenerator<ChargePart[]> {
  const limit = PARTS_AT_ONCE
  const sorted = charges.toSorted((one, other) => one - other)
  let sinceTurn = 0
  for (let from = 0; from < sorted.length; ) {
    const asked = sorted.slice(from, from + CHARGES_AT_ONCE)
    const first = await selectFirstParts(tx, asked, { voen, upTo, limit })
    yield first.map(toPart)
    sinceTurn += first.length
    if (sinceTurn >= limit) {
      await setImmediate()
      sinceTurn = 0
    }
    const last = first.length < limit ? undefined : first.at(-1)
    if (!last) {
      from += asked.length
      continue
    }
    const of = last.charged_row!
    const others = walk<PartRow>(limit, async (previous, limit) => {
      if (previous) await setImmediate()
      const { row, position } = previous ?? last
      return selectPartsAfter(tx, { voen, upTo, of, row, position, limit })
    })
    for await (const rows of others) yield rows.map(toPart)
    from += asked.indexOf(of) + 1
  }
}

function toPart({ charged_row, row, position, effect, type, amount, value_date }: PartRow): ChargePart {
  return {
    chargedRow: charged_row!,
    row,
    position,
    effect,
    type,
    amount: amount as Qepik,
    valueDate: value_date as PlainDate | null,
  }
}
