/** Charges of an account: by document, and outstanding ones in settlement order. */

import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Charge } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Fund } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { OpenCharges } from '../../domain/posting-builder.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { ChargeTable } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

const save = prepareInsert(
  'charge',
  [
    'voen',
    'document',
    'number',
    'fund',
    'declaration',
    'reference',
    'amended',
    'row',
    'assessed_on',
    'due_on',
    'amount',
    'reduced',
    'settled',
  ],
  { key: ['voen', 'document', 'number'], replace: ['reduced', 'settled'] },
)

export async function saveCharges(
  trx: WriteTransaction,
  charges: readonly { voen: Voen; charge: Charge }[],
): Promise<void> {
  await save(
    trx,
    charges.map(({ voen, charge: { amended, assessedOn: assessed_on, dueOn: due_on, ...rest } }) => ({
      voen,
      ...rest,
      amended: Number(amended),
      assessed_on,
      due_on,
    })),
  )
}

const selectOfDocument = prepare<{ voen: Voen; document: number }, ChargeTable>((db, { voen, document }) =>
  db.selectFrom('charge').selectAll().where('voen', '=', voen).where('document', '=', document).orderBy('number'),
)

/** @returns all charges of a document, oldest first */
export async function findChargesOfDocument(
  db: Reader | WriteTransaction,
  voen: Voen,
  document: number,
): Promise<Charge[]> {
  return (await selectOfDocument(db, { voen, document })).map(toCharge)
}

const selectOfDocuments = prepareLookup<ChargeTable, number, { voen: Voen }>((db, documents, { voen }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where('document', 'in', documents)
    .orderBy('document')
    .orderBy('number'),
)

export async function findChargesOfDocuments(
  tx: Reader,
  voen: Voen,
  documents: readonly number[],
): Promise<Map<number, Charge[]>> {
  return Map.groupBy((await selectOfDocuments(tx, documents, { voen })).map(toCharge), ({ document }) => document)
}

/** Sums of the charges of a document: assessed − reduced − paid is outstanding. */
export interface ChargeSums {
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
}

const NOTHING: ChargeSums = { assessed: 0n, reduced: 0n, paid: 0n }

/** As text: sums can exceed 2^53. */
const textOfSum = (column: 'amount' | 'reduced' | 'settled') => sql<string>`cast(sum(${sql.ref(column)}) as text)`

const sumOfDocuments = prepareLookup<
  { document: number; assessed: string; reduced: string; paid: string },
  number,
  { voen: Voen }
>((db, documents, { voen }) =>
  db
    .selectFrom('charge')
    .select('document')
    .select([textOfSum('amount').as('assessed'), textOfSum('reduced').as('reduced'), textOfSum('settled').as('paid')])
    .where('voen', '=', voen)
    .where('document', 'in', documents)
    .groupBy('document'),
)

export async function sumChargesOfDocuments(
  tx: Reader,
  voen: Voen,
  documents: readonly number[],
): Promise<(document: number) => ChargeSums> {
  const sums = new Map(
    (await sumOfDocuments(tx, documents, { voen })).map(({ document, assessed, reduced, paid }) => [
      document,
      { assessed: BigInt(assessed), reduced: BigInt(reduced), paid: BigInt(paid) },
    ]),
  )
  return document => sums.get(document) ?? NOTHING
}

const selectOpen = prepare<{ voen: Voen; fund: Fund; limit: number }, ChargeTable>((db, { voen, fund, limit }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where('fund', '=', fund)
    .where(sql<boolean>`amount > reduced + settled`)
    .orderBy('document')
    .orderBy('number')
    .limit(limit),
)

/**
 * @param last the charge before the first one that is wanted; without it, the first outstanding charges
 * @returns at most `limit` outstanding charges of a fund, in settlement order
 */
export async function findOpenCharges(
  db: Reader | WriteTransaction,
  voen: Voen,
  fund: Fund,
  limit: number,
  last?: Pick<Charge, 'document' | 'number'>,
): Promise<OpenCharges> {
  const rows = last
    ? await selectOpenAfter(db, { voen, fund, document: last.document, number: last.number, limit: limit + 1 })
    : await selectOpen(db, { voen, fund, limit: limit + 1 })
  return {
    charges: rows.slice(0, limit).map(toCharge),
    complete: rows.length <= limit,
  }
}

type OpenPart = { voen: Voen; fund: Fund; document: number; number: number; limit: number }

const selectOpenAfter = prepare<OpenPart, ChargeTable>((db, { voen, fund, document, number, limit }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where('fund', '=', fund)
    .where(sql<boolean>`amount > reduced + settled`)
    .where(eb => eb(eb.refTuple('document', 'number'), '>', eb.tuple(document, number)))
    .orderBy('document')
    .orderBy('number')
    .limit(limit),
)

/** Yields all outstanding charges of a fund in settlement order, with a turn for other requests between batches. */
export async function* walkOpenCharges(tx: Reader, voen: Voen, fund: Fund): AsyncGenerator<Charge[]> {
  yield* walk<Charge>(1000, async (last, limit) => {
    if (last) await setImmediate()
    const { document = 0, number = 0 } = last ?? {}
    return (await selectOpenAfter(tx, { voen, fund, document, number, limit })).map(toCharge)
  })
}

const selectAfter = prepare<Omit<OpenPart, 'fund'>, ChargeTable>((db, { voen, document, number, limit }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where(eb => eb(eb.refTuple('document', 'number'), '>', eb.tuple(document, number)))
    .orderBy('document')
    .orderBy('number')
    .limit(limit),
)

/** Yields all charges of an account, open or not, with a turn for other requests between batches. */
export async function* walkCharges(tx: Reader, voen: Voen): AsyncGenerator<Charge[]> {
  yield* walk<Charge>(1000, async (last, limit) => {
    if (last) await setImmediate()
    const { document = 0, number = 0 } = last ?? {}
    return (await selectAfter(tx, { voen, document, number, limit })).map(toCharge)
  })
}

function toCharge(row: ChargeTable): Charge {
  return {
    document: row.document,
    number: row.number,
    fund: row.fund,
    declaration: row.declaration,
    reference: row.reference,
    amended: row.amended === 1,
    row: row.row,
    assessedOn: row.assessed_on as PlainDate,
    dueOn: row.due_on as PlainDate,
    amount: row.amount as Qepik,
    reduced: row.reduced as Qepik,
    settled: row.settled as Qepik,
  }
}
