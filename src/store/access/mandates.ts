/** What companies let brokers see of their accounts. */

import type { PlainDate } from '../../domain/dates.ts'
import type { Mandate } from '../../domain/mandate.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { MandateTable } from '../engine/schema.ts'

const TERMS = ['from_date', 'to_date', 'balances', 'exports', 'withdrawn', 'changed_by', 'changed_at'] as const

/** Keeps rows as they are; one that is there for the same company and broker is replaced. */
export const insertMandateRows = prepareInsert('mandate', ['voen', 'broker', ...TERMS], {
  key: ['voen', 'broker'],
  replace: TERMS,
})

/** @param by who changes it: the identity provider's name for the person */
export async function saveMandate(trx: WriteTransaction, mandate: Mandate, by: string, at: Date): Promise<void> {
  await insertMandateRows(trx, [toRow(mandate, by, at)])
}

const insertIfAbsent = prepare<MandateTable, Pick<MandateTable, 'voen'>>((db, row) =>
  db
    .insertInto('mandate')
    .values({
      voen: row.voen,
      broker: row.broker,
      from_date: row.from_date,
      to_date: row.to_date,
      balances: row.balances,
      exports: row.exports,
      withdrawn: row.withdrawn,
      changed_by: row.changed_by,
      changed_at: row.changed_at,
    })
    .onConflict(conflict => conflict.columns(['voen', 'broker']).doNothing())
    .returning('voen'),
)

/**
 * Keeps a company's first mandate to a broker: of several who bring one at once one is the first, and the others wait
 * for it.
 * @returns false when there is one already
 */
export async function insertMandate(trx: WriteTransaction, mandate: Mandate, by: string, at: Date): Promise<boolean> {
  return (await insertIfAbsent(trx, toRow(mandate, by, at))).length > 0
}

const selectOfCompany = prepare<{ voen: Voen }, MandateTable>((db, { voen }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).orderBy('broker'),
)

/** A company's mandates, by broker. */
export async function findMandates(tx: Reader, voen: Voen): Promise<Mandate[]> {
  return (await selectOfCompany(tx, { voen })).map(toMandate)
}

const selectOfBrokers = prepareLookup<MandateTable, Voen, { voen: Voen }>((db, brokers, { voen }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).where('broker', 'in', brokers),
)

/** What a company has granted any of the given brokers. */
export async function findMandatesTo(tx: Reader, voen: Voen, brokers: readonly Voen[]): Promise<Mandate[]> {
  return (await selectOfBrokers(tx, brokers, { voen })).map(toMandate)
}

type Holding = { broker: Voen; day: PlainDate; limit: number }

const selectHolding = prepare<Holding, { voen: Voen }>((db, { broker, day, limit }) =>
  db
    .selectFrom('mandate')
    .select('voen')
    .where('broker', '=', broker)
    .where('withdrawn', '=', 0)
    .where('from_date', '<=', day)
    .where(eb => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', day)]))
    .limit(limit),
)

/** The companies whose mandates to a broker hold on a day, at most `limit`. */
export async function findClientVoens(tx: Reader, holding: Holding): Promise<Voen[]> {
  return (await selectHolding(tx, holding)).map(({ voen }) => voen)
}

const selectToChange = prepare<{ voen: Voen; broker: Voen }, MandateTable>((db, { voen, broker }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).where('broker', '=', broker).forUpdate(),
)

/** What a company has granted a broker, which nobody else changes until the transaction ends. */
export async function lockMandate(trx: WriteTransaction, voen: Voen, broker: Voen): Promise<Mandate | undefined> {
  const [row] = await selectToChange(trx, { voen, broker })
  return row && toMandate(row)
}

function toRow({ voen, broker, from, to, balances, exports, withdrawn }: Mandate, by: string, at: Date): MandateTable {
  return {
    voen,
    broker,
    from_date: from,
    to_date: to,
    balances: Number(balances),
    exports: Number(exports),
    withdrawn: Number(withdrawn),
    changed_by: by,
    changed_at: at.toISOString(),
  }
}

function toMandate(row: MandateTable): Mandate {
  return {
    voen: row.voen,
    broker: row.broker,
    from: row.from_date as PlainDate,
    to: row.to_date as PlainDate | null,
    balances: row.balances === 1,
    exports: row.exports === 1,
    withdrawn: row.withdrawn === 1,
  }
}
