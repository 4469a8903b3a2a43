/** Money on the ledgers of an account that has not been used up (R9). */
import type { PlainDate } from '../../domain/dates.ts'
import type { Ledger } from '../../domain/fund.ts'
import type { Qepik } from '../../domain/money.ts'
import type { OpenSources } from '../../domain/posting-builder.ts'
import type { Source } from '../../domain/source.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader, WriteTransaction } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { SourceTable } from '../engine/schema.ts'

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

type OpenPart = { voen: Voen; ledger: Ledger; after: number; limit: number }

const selectOpen = prepare<OpenPart, SourceTable>((db, { voen, ledger, after, limit }) =>
  db
    .selectFrom('source')
    .selectAll()
    .where('voen', '=', voen)
    .where('ledger', '=', ledger)
    .whereRef('amount', '>', 'used')
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit),
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
  return { sources: rows.slice(0, limit).map(toSource), complete: rows.length <= limit }
}

function toSource({ row, ledger, amount, used, value_date }: SourceTable): Source {
  return { row, ledger, amount: amount as Qepik, used: used as Qepik, valueDate: value_date as PlainDate }
}
