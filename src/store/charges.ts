/** Charges of an account: by document, and the open ones in settlement order. */
import { sql } from 'kysely'
import type { OpenCharges } from '../domain/booking.ts'
import type { Charge } from '../domain/charge.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Fund } from '../domain/fund.ts'
import type { Qepik } from '../domain/money.ts'
import type { Reader, WriteTransaction } from './access.ts'
import { prepare, prepareInsert } from './prepared.ts'
import type { ChargeTable } from './schema.ts'

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
    'assessed_on',
    'amount',
    'reduced',
    'settled',
  ],
  { key: ['voen', 'document', 'number'], replace: ['reduced', 'settled'] },
)

export async function saveCharges(
  trx: WriteTransaction,
  charges: readonly { voen: string; charge: Charge }[],
): Promise<void> {
  await save(
    trx,
    charges.map(({ voen, charge: { amended, assessedOn: assessed_on, ...rest } }) => ({
      voen,
      ...rest,
      amended: Number(amended),
      assessed_on,
    })),
  )
}

const selectOfDocument = prepare<{ voen: string; document: number }, ChargeTable>((db, { voen, document }) =>
  db.selectFrom('charge').selectAll().where('voen', '=', voen).where('document', '=', document).orderBy('number'),
)

/** All charges of a document, oldest first. */
export async function findChargesOfDocument(
  db: Reader | WriteTransaction,
  voen: string,
  document: number,
): Promise<Charge[]> {
  return (await selectOfDocument(db, { voen, document })).map(toCharge)
}

const selectOpen = prepare<{ voen: string; fund: Fund; limit: number }, ChargeTable>((db, { voen, fund, limit }) =>
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

/** A fund's open charges in settlement order, at most `limit` of them. */
export async function findOpenCharges(
  trx: WriteTransaction,
  voen: string,
  fund: Fund,
  limit: number,
): Promise<OpenCharges> {
  const rows = await selectOpen(trx, { voen, fund, limit: limit + 1 })
  return {
    charges: rows.slice(0, limit).map(toCharge),
    complete: rows.length <= limit,
  }
}

function toCharge(row: ChargeTable): Charge {
  return {
    document: row.document,
    number: row.number,
    fund: row.fund,
    declaration: row.declaration,
    reference: row.reference,
    amended: row.amended === 1,
    assessedOn: row.assessed_on as PlainDate,
    amount: row.amount as Qepik,
    reduced: row.reduced as Qepik,
    settled: row.settled as Qepik,
  }
}
