/** The companies that let a broker see their accounts, with where these stand. */

import { sql } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'

/** A company whose mandate holds. Where it does not show balances, amounts and last operation are not read: null. */
export interface Client {
  readonly voen: Voen
  readonly broker: Voen
  /** Null when the company is not registered here yet. */
  readonly name: string | null
  readonly balances: boolean
  readonly exports: boolean
  /** The last day of the mandate; null means until it is withdrawn. */
  readonly to: PlainDate | null
  readonly debt: bigint | null
  readonly advance: bigint | null
  /** Of the nine funds. */
  readonly overpayment: bigint | null
  readonly lastOperationDate: PlainDate | null
}

/** The companies whose mandates to any of the brokers hold on a day, by broker and VÖEN. */
export async function findClients(tx: Reader, brokers: readonly Voen[], day: PlainDate): Promise<Client[]> {
  const rows = await tx
    .selectFrom('mandate')
    .leftJoin('account', 'account.voen', 'mandate.voen')
    .leftJoin('ledger_total', join =>
      join.onRef('ledger_total.voen', '=', 'mandate.voen').on('mandate.balances', '=', 1),
    )
    .select(['mandate.voen', 'mandate.broker', 'mandate.to_date as to', 'mandate.balances', 'mandate.exports'])
    // A mandate has one account at most, so its greatest name is its only one.
    .select(({ fn }) => fn.max('account.name').as('name'))
    .select([
      sql<string | null>`max(case when mandate.balances = 1 then account.last_operation_date end)`.as('last'),
      sum(sql`debt`).as('debt'),
      sum(sql`case ledger when 'advance' then overpayment else 0 end`).as('advance'),
      sum(sql`case ledger when 'advance' then 0 else overpayment end`).as('overpayment'),
    ])
    .where('mandate.broker', 'in', brokers)
    .where('mandate.withdrawn', '=', 0)
    .where('mandate.from_date', '<=', day)
    .where(eb => eb.or([eb('mandate.to_date', 'is', null), eb('mandate.to_date', '>=', day)]))
    .groupBy(['mandate.broker', 'mandate.voen'])
    .orderBy('mandate.broker')
    .orderBy('mandate.voen')
    .execute()
  return rows.map(({ to, last, balances, exports, debt, advance, overpayment, ...row }) => {
    // Of an account without a ledger nothing is the sum; of one that is not there or not shown nothing is said.
    const amount = (sum: string | null) => (row.name !== null && balances === 1 ? BigInt(sum ?? 0) : null)
    return {
      ...row,
      balances: balances === 1,
      exports: exports === 1,
      to: to as PlainDate | null,
      debt: amount(debt),
      advance: amount(advance),
      overpayment: amount(overpayment),
      lastOperationDate: last as PlainDate | null,
    }
  })
}

/** As text, for it may pass 2^53. */
function sum(amount: ReturnType<typeof sql>) {
  return sql<string | null>`cast(sum(${amount}) as text)`
}
