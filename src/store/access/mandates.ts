import type { PlainDate } from '../../domain/dates.ts'
import type { Mandate } from '../../domain/mandate.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert, prepareLookup } from '../engine/prepared.ts'
import type { MandateTable } from '../engine/schema.ts'

const TERMS = ['from_date', 'to_date', 'balances', 'exports', 'withdrawn', 'changed_by', 'changed_at'] as const

/** Inserts rows. A row with the same company and broker is replaced. */
export const insertMandateRows = prepareInsert('mandate', ['voen', 'broker', ...TERMS], {
  key: ['voen', 'broker'],
  replace: TERMS,
})

export interface ChangedBy {
  /** The subject of the person who makes the change. */
  readonly by: string
  readonly at: Date
}

export async function saveMandate(trx: WriteTransaction, mandate: Mandate, change: ChangedBy): Promise<void> {
  await insertMandateRows(trx, [toRow(mandate, change)])
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
 * Inserts a company's first mandate for a broker. Concurrent callers wait, and one of them succeeds.
 * @returns false when the broker already has a mandate
 */
export async function insertMandate(trx: WriteTransaction, mandate: Mandate, change: ChangedBy): Promise<boolean> {
  return (await insertIfAbsent(trx, toRow(mandate, change))).length > 0
}

const selectByCompany = prepare<{ voen: Voen }, MandateTable>((db, { voen }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).orderBy('broker'),
)

/** Finds a company's mandates, by broker. */
export async function findMandates(tx: Reader, voen: Voen): Promise<Mandate[]> {
  return (await selectByCompany(tx, { voen })).map(toMandate)
}

const selectByBrokers = prepareLookup<MandateTable, Voen, { voen: Voen }>((db, brokers, { voen }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).where('broker', 'in', brokers),
)

/** Finds a company's mandates for the given brokers. */
export async function findMandatesTo(tx: Reader, voen: Voen, brokers: readonly Voen[]): Promise<Mandate[]> {
  return (await selectByBrokers(tx, brokers, { voen })).map(toMandate)
}

type InForceOn = { broker: Voen; day: PlainDate; limit: number }

const selectInForce = prepare<InForceOn, { voen: Voen }>((db, { broker, day, limit }) =>
  db
    .selectFrom('mandate')
    .select('voen')
    .where('broker', '=', broker)
    .where('withdrawn', '=', 0)
    .where('from_date', '<=', day)
    .where(eb => eb.or([eb('to_date', 'is', null), eb('to_date', '>=', day)]))
    .limit(limit),
)

/** Finds at most `limit` companies with a mandate in force for a broker on a day. */
export async function findClientVoens(tx: Reader, query: InForceOn): Promise<Voen[]> {
  return (await selectInForce(tx, query)).map(({ voen }) => voen)
}

const selectEvery = prepare<object, MandateTable>(db =>
  db.selectFrom('mandate').selectAll().orderBy('voen').orderBy('broker'),
)

/** Every mandate with its last change. Companies make each by hand, so they fit in memory. */
export async function findAllMandates(tx: Reader): Promise<(Mandate & { readonly change: ChangedBy })[]> {
  const rows = await selectEvery(tx, {})
  return rows.map(row => ({ ...toMandate(row), change: { by: row.changed_by, at: new Date(row.changed_at) } }))
}

type MandateKey = Pick<Mandate, 'voen' | 'broker'>

const selectForUpdate = prepare<MandateKey, MandateTable>((db, { voen, broker }) =>
  db.selectFrom('mandate').selectAll().where('voen', '=', voen).where('broker', '=', broker).forUpdate(),
)

/** Finds a broker's mandate and locks it until the transaction ends. */
export async function lockMandate(trx: WriteTransaction, { voen, broker }: MandateKey): Promise<Mandate | undefined> {
  const [row] = await selectForUpdate(trx, { voen, broker })
  return row && toMandate(row)
}

function toRow(mandate: Mandate, { by, at }: ChangedBy): MandateTable {
  const { voen, broker, from, to, balances, exports, withdrawn } = mandate
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
