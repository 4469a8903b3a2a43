/** Charges of an account: by document, and outstanding ones in settlement order. */

import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Charge, inSettlementOrder } from '../../domain/charge.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Fund } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { OpenCharges } from '../../domain/posting-builder.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareForEach, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { ChargeTable, Schema } from '../engine/schema.ts'
import { walk } from '../engine/walk.ts'

export const CHARGE_KEY = ['voen', 'document', 'number'] as const

/** All but those of the key. */
export const CHARGE_COLUMNS = [
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
] as const

const save = prepareInsert('charge', [...CHARGE_KEY, ...CHARGE_COLUMNS], {
  key: CHARGE_KEY,
  replace: ['reduced', 'settled'],
})

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

/** A document of an account. */
type Document = { voen: Voen; document: number }

const ofDocument = (db: Kysely<Schema>, { voen, document }: Document) =>
  db.selectFrom('charge').selectAll().where('voen', '=', voen).where('document', '=', document).orderBy('number')

const selectOfDocument = prepare<Document, ChargeTable>(ofDocument)
const selectOfEachDocument = prepareForEach<Document, object, ChargeTable>(
  { voen: 'text', document: 'bigint' },
  ofDocument,
)

/** @returns all charges of a document, oldest first */
export async function findChargesOfDocument(
  db: Reader | WriteTransaction,
  voen: Voen,
  document: number,
): Promise<Charge[]> {
  return (await selectOfDocument(db, { voen, document })).map(toCharge)
}

/** @returns the charges of documents of several accounts, each oldest first, in the order of the documents */
export async function findChargesOfEachDocument(
  trx: WriteTransaction,
  documents: readonly Document[],
): Promise<Charge[][]> {
  const rows = await selectOfEachDocument(trx, documents, {})
  const found = Map.groupBy(rows, ({ voen, document }) => `${voen} ${document}`)
  return documents.map(({ voen, document }) => inOrder(found.get(`${voen} ${document}`)))
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

type FirstOfDocuments = { voen: Voen; limit: number }

const selectFirstOfDocuments = prepareLookup<ChargeTable, number, FirstOfDocuments>((db, documents, slots) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', slots.voen)
    .where('document', 'in', documents)
    .orderBy('document')
    .orderBy('number')
    .limit(slots.limit),
)

const selectOthersOfDocument = prepare<Document & { number: number; limit: number }, ChargeTable>((db, slots) =>
  ofDocument(db, slots).where('number', '>', slots.number).limit(slots.limit),
)

/** One statement asks for so many documents. */
const DOCUMENTS_AT_ONCE = 64

/**
 * Yields the charges of documents, open or not, by document and number, with a turn for other requests between batches:
 * one document may have any number of charges.
 */
export async function* walkChargesOfDocuments(
  tx: Reader,
  voen: Voen,
  documents: readonly number[],
): AsyncGenerator<Charge[]> {
  const sorted = documents.toSorted((one, other) => one - other)
  for (let from = 0; from < sorted.length; ) {
    if (from > 0) await setImmediate()
    const asked = sorted.slice(from, from + DOCUMENTS_AT_ONCE)
    const first = await selectFirstOfDocuments(tx, asked, { voen, limit: CHARGES_AT_ONCE })
    yield first.map(toCharge)
    const last = first.length < CHARGES_AT_ONCE ? undefined : first.at(-1)!
    if (last) {
      yield* walk<Charge>(CHARGES_AT_ONCE, async (previous, limit) => {
        await setImmediate()
        const { document, number } = previous ?? last
        return (await selectOthersOfDocument(tx, { voen, document, number, limit })).map(toCharge)
      })
    }
    from += last ? asked.indexOf(last.document) + 1 : asked.length
  }
}

const selectOfDocumentByRow = prepare<Document & { row: number }, ChargeTable>((db, slots) =>
  ofDocument(db, slots).where('row', '=', slots.row),
)
const selectOfReference = prepare<{ voen: Voen; reference: string; from: number; limit: number }, ChargeTable>(
  (db, { voen, reference, from, limit }) =>
    db
      .selectFrom('charge')
      .selectAll()
      .where('voen', '=', voen)
      .where('reference', '=', reference)
      .where('row', '>=', from)
      .orderBy('row')
      .limit(limit),
)

/** @returns the charge of a document that an assessment row made; undefined when it made none there */
export async function findChargeOfDocument(
  tx: Reader,
  voen: Voen,
  document: number,
  row: number,
): Promise<Charge | undefined> {
  const [charge] = await selectOfDocumentByRow(tx, { voen, document, row })
  return charge && toCharge(charge)
}

/**
 * @param from the row of the first charge that is wanted, or a row before it
 * @returns at most `limit` charges of all documents with a reference, oldest first
 */
export async function findChargesOfReference(
  tx: Reader,
  { voen, reference, from, limit }: { voen: Voen; reference: string; from: number; limit: number },
): Promise<Charge[]> {
  return (await selectOfReference(tx, { voen, reference, from, limit })).map(toCharge)
}

/** Sums of the charges of a document: assessed − reduced − paid is outstanding. */
export interface ChargeSums {
  /** The day of its first charge; null without charges. */
  readonly assessedOn: PlainDate | null
  readonly assessed: bigint
  readonly reduced: bigint
  readonly paid: bigint
  /** An amendment or cancellation has changed what was assessed. */
  readonly amended: boolean
}

const NOTHING: ChargeSums = { assessedOn: null, assessed: 0n, reduced: 0n, paid: 0n, amended: false }

/** As text: sums can exceed 2^53. */
const textOfSum = (column: 'amount' | 'reduced' | 'settled') => sql<string>`cast(sum(${sql.ref(column)}) as text)`

const sumOfDocuments = prepareLookup<
  { document: number; assessedOn: string; amended: number; assessed: string; reduced: string; paid: string },
  number,
  { voen: Voen }
>((db, documents, { voen }) =>
  db
    .selectFrom('charge')
    .select(({ fn }) => ['document', fn.min('assessed_on').as('assessedOn'), fn.max('amended').as('amended')])
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
    (await sumOfDocuments(tx, documents, { voen })).map(({ document, assessedOn, amended, ...sums }) => {
      const [assessed, reduced, paid] = [BigInt(sums.assessed), BigInt(sums.reduced), BigInt(sums.paid)]
      const isAmended = amended === 1 || reduced > 0n
      return [document, { assessedOn: assessedOn as PlainDate, assessed, reduced, paid, amended: isAmended }]
    }),
  )
  return document => sums.get(document) ?? NOTHING
}

/** A fund of an account. */
type FundOfAccount = { voen: Voen; fund: Fund }

const firstOpen = (db: Kysely<Schema>, { voen, fund, limit }: FundOfAccount & { limit: number }) =>
  db
    .selectFrom('charge')
    .selectAll()
    .where('voen', '=', voen)
    .where('fund', '=', fund)
    .where(sql<boolean>`amount > reduced + settled`)
    .orderBy('document')
    .orderBy('number')
    .limit(limit)

const selectOpen = prepare<FundOfAccount & { limit: number }, ChargeTable>(firstOpen)
const selectOpenOfEach = prepareForEach<FundOfAccount, { limit: number }, ChargeTable>(
  { voen: 'text', fund: 'text' },
  firstOpen,
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
  return toOpenCharges(rows.map(toCharge), limit)
}

/** @returns at most `limit` first outstanding charges of each, in settlement order, in the order of the funds */
export async function findOpenChargesOfEach(
  trx: WriteTransaction,
  funds: readonly FundOfAccount[],
  limit: number,
): Promise<OpenCharges[]> {
  const rows = await selectOpenOfEach(trx, funds, { limit: limit + 1 })
  const found = Map.groupBy(rows, ({ voen, fund }) => `${voen} ${fund}`)
  return funds.map(({ voen, fund }) => toOpenCharges(inOrder(found.get(`${voen} ${fund}`)), limit))
}

function toOpenCharges(charges: readonly Charge[], limit: number): OpenCharges {
  return { charges: charges.slice(0, limit), complete: charges.length <= limit }
}

function inOrder(rows: readonly ChargeTable[] = []): Charge[] {
  return rows.map(toCharge).sort(inSettlementOrder)
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

/** @returns outstanding charges of a fund after one of them, in settlement order */
export async function findOpenChargesAfter(
  tx: Reader,
  { last, ...range }: { voen: Voen; fund: Fund; last: Charge | undefined; limit: number },
): Promise<Charge[]> {
  const { document = 0, number = 0 } = last ?? {}
  return (await selectOpenAfter(tx, { ...range, document, number })).map(toCharge)
}

/** Yields all outstanding charges of a fund in settlement order, with a turn for other requests between batches. */
export async function* walkOpenCharges(tx: Reader, voen: Voen, fund: Fund): AsyncGenerator<Charge[]> {
  yield* walk<Charge>(CHARGES_AT_ONCE, async (last, limit) => {
    if (last) await setImmediate()
    return findOpenChargesAfter(tx, { voen, fund, last, limit })
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
  yield* walk<Charge>(CHARGES_AT_ONCE, async (last, limit) => {
    if (last) await setImmediate()
    const { document = 0, number = 0 } = last ?? {}
    return (await selectAfter(tx, { voen, document, number, limit })).map(toCharge)
  })
}

/**
 * Yields the charges of an account, open or not, by document and number, with a turn for other requests between batches.
 * Those of a document are always in one piece, alone or with other documents.
 * @param read reads each batch
 * @param from the first document
 */
export async function* walkDocumentsWithCharges(
  read: <Result>(work: (tx: Reader) => Promise<Result>) => Promise<Result>,
  voen: Voen,
  from: number,
): AsyncGenerator<readonly Charge[]> {
  const batches = walk<Charge>(CHARGES_AT_ONCE, async (last, limit) => {
    if (last) await setImmediate()
    const { document, number } = last ?? { document: from, number: 0 }
    return (await read(tx => selectAfter(tx, { voen, document, number, limit }))).map(toCharge)
  })
  let held: Charge[] = []
  for await (const batch of batches) {
    const { document } = batch.at(-1)!
    const lastBegins = batch.findIndex(charge => charge.document === document)
    if (held.length > 0 && (lastBegins > 0 || held[0]!.document !== document)) {
      const ofHeld = batch.findIndex(charge => charge.document !== held[0]!.document)
      yield [...held, ...batch.slice(0, ofHeld)]
      held = []
      if (ofHeld < lastBegins) yield batch.slice(ofHeld, lastBegins)
    } else if (lastBegins > 0) yield batch.slice(0, lastBegins)
    for (const charge of batch.slice(lastBegins)) held.push(charge)
  }
  if (held.length > 0) yield held
}

const CHARGES_AT_ONCE = 500

const selectByNumber = prepare<Document & { number: number }, ChargeTable>((db, slots) =>
  ofDocument(db, slots).where('number', '=', slots.number),
)

/** @returns undefined when the document has no charge of this number */
export async function findChargeByNumber(
  tx: Reader,
  voen: Voen,
  { document, number }: Pick<Charge, 'document' | 'number'>,
): Promise<Charge | undefined> {
  const [charge] = await selectByNumber(tx, { voen, document, number })
  return charge && toCharge(charge)
}

export function toCharge(row: ChargeTable): Charge {
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
