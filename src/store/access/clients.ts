import { sql } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'

/** A company with a mandate in force. Amounts and last operation are null when the mandate hides balances. */
export interface Client {
  readonly voen: Voen
  readonly broker: Voen
  /** Null when the company has no account yet. */
  readonly name: string | null
  readonly balances: boolean
  readonly exports: boolean
  /** The last day of the mandate; null means open-ended. */
  readonly to: PlainDate | null
  readonly debt: bigint | null
  readonly advance: bigint | null
  /** Total of the nine funds. */
  readonly overpayment: bigint | null
  readonly lastOperationDate: PlainDate | null
}

/** Finds the companies with a mandate in force on a day for any of the brokers, by broker and VÖEN. */
export async function findClients(tx: Reader, brokers: readonly Voen[], day: PlainDate): Promise<Client[]> {
  const rows = await tx
    .selectFrom('mandate')
    .leftJoin('account', 'account.voen', 'mandate.voen')
    .leftJoin('ledger_total', join =>
      join.onRef('ledger_total.voen', '=', 'mandate.voen').on('mandate.balances', '=', 1),
    )
    .select(['mandate.voen', 'mandate.broker', 'mandate.to_date as to', 'mandate.balances', 'mandate.exports'])
    // Each group has at most one account, so `max` picks its only name.
    .select(({ fn }) => fn.max('account.name').as('name'))
    .select([
      sql<string | null>`max(case when mandate.balances = 1 then account.last_operation_date end)`.as(
        'lastOperationDate',
      ),
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
  return rows.map(({ to, lastOperationDate, balances, exports, debt, advance, overpayment, ...row }) => {
    // An account without ledgers has zero totals; a missing or hidden account has none.
    const amount = (sum: string | null) => (row.name !== null && balances === 1 ? BigInt(sum ?? 0) : null)
    return {
      ...row,
      balances: balances === 1,
      exports: exports === 1,
      to: to as PlainDate | null,
      debt: amount(debt),
      advance: amount(advance),
      overpayment: amount(overpayment),
      lastOperationDate: lastOperationDate as PlainDate | null,
    }
  })
}

/** Sums as text, because the total may exceed 2^53. */
function sum(amount: ReturnType<typeof sql>) {
  return sql<string | null>`cast(sum(${amount}) as text)`
}
