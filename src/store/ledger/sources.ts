/** Money on the ledgers of an account that has not been used up (R9). */
import type { Kysely } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { OpenSources } from '../../domain/posting-builder.ts'
import type { Source } from '../../domain/source.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareForEach, prepareInsert } from '../engine/prepared.ts'
import type { Schema, SourceTable } from '../engine/schema.ts'

const save = prepareInsert('source', ['voen', 'row', 'ledger', 'amount', 'used', 'value_date'], {
  key: ['voen', 'row'],
  replace: ['used'],
})

export async function saveSources(
  trx: WriteTransaction,
  sources: readonly { voen: Voen; source: Source }[],
): Promise<void> {
  await save(
    trx,
    sources.map(({ voen, source: { valueDate: value_date, ...rest } }) => ({ voen, ...rest, value_date })),
  )
}

/** A ledger of an account. */
type LedgerOfAccount = { voen: Voen; ledger: Ledger }
type OpenPart = { after: number; limit: number }

const openAfter = (db: Kysely<Schema>, { voen, ledger, after, limit }: LedgerOfAccount & OpenPart) =>
  db
    .selectFrom('source')
    .selectAll()
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .whereRef('amount', '>', 'used')
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit)

const selectOpen = prepare<LedgerOfAccount & OpenPart, SourceTable>(openAfter)
const selectOpenOfEach = prepareForEach<LedgerOfAccount, OpenPart, SourceTable>(
  { voen: 'text', ledger: 'text' },
  openAfter,
)

/**
 * @param after the row of the source before the first one that is wanted
 * @returns at most `limit` sources of a ledger that are not used up, oldest first
 */
export async function findOpenSources(
  db: Reader | WriteTransaction,
  voen: Voen,
  ledger: Ledger,
  limit: number,
  after = 0,
): Promise<OpenSources> {
  const rows = await selectOpen(db, { voen, ledger, after, limit: limit + 1 })
  return toOpenSources(rows, limit)
}

/** @returns at most `limit` oldest sources of each that are not used up, in the order of the ledgers */
export async function findOpenSourcesOfEach(
  trx: WriteTransaction,
  ledgers: readonly LedgerOfAccount[],
  limit: number,
): Promise<OpenSources[]> {
  const rows = await selectOpenOfEach(trx, ledgers, { after: 0, limit: limit + 1 })
  const found = Map.groupBy(rows, ({ voen, ledger }) => `${voen} ${ledger}`)
  return ledgers.map(({ voen, ledger }) => {
    const open = found.get(`${voen} ${ledger}`) ?? []
    return toOpenSources(
      open.sort((one, other) => one.row - other.row),
      limit,
    )
  })
}

const selectByRow = prepare<{ voen: Voen; row: number }, SourceTable>((db, { voen, row }) =>
  db.selectFrom('source').selectAll().where('voen', '=', voen).where('row', '=', row),
)

/** @returns the money that a row brought, used up or not; undefined when it brought none */
export async function findSource(tx: Reader, voen: Voen, row: number): Promise<Source | undefined> {
  const [found] = await selectByRow(tx, { voen, row })
  return found && toSource(found)
}

function toOpenSources(rows: readonly SourceTable[], limit: number): OpenSources {
  return { sources: rows.slice(0, limit).map(toSource), complete: rows.length <= limit }
}

function toSource({ row, ledger, amount, used, value_date }: SourceTable): Source {
  return { row, ledger, amount: amount as Qepik, used: used as Qepik, valueDate: value_date as PlainDate }
}
