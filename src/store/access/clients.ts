import { sql } from 'kysely'
import type { PlainDate } from '../../domain/dates.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare } from '../engine/prepared.ts'

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

interface OfBroker {
  readonly broker: Voen
  readonly day: PlainDate
  readonly after: Voen | ''
  readonly limit: number
}

interface ClientRow {
  readonly voen: Voen
  readonly broker: Voen
  readonly to: string | null
  readonly balances: number
  readonly exports: number
  readonly name: string | null
  readonly lastOperationDate: string | null
  readonly debt: string | null
  readonly advance: string | null
  readonly overpayment: string | null
}

const selectOfBroker = prepare<OfBroker, ClientRow>((db, { broker, day, after, limit }) =>
  db
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
    .where('mandate.broker', '=', broker)
    .where('mandate.voen', '>', after as Voen)
    .where('mandate.withdrawn', '=', 0)
    .where('mandate.from_date', '<=', day)
    .where(eb => eb.or([eb('mandate.to_date', 'is', null), eb('mandate.to_date', '>=', day)]))
    .groupBy(['mandate.broker', 'mandate.voen'])
    // By both columns of the group, as they are in the index: then SQLite stops at the limit.
    .orderBy('mandate.broker')
    .orderBy('mandate.voen')
    .limit(limit),
)

export interface ClientsAfter {
  readonly brokers: readonly Voen[]
  readonly day: PlainDate
  /** The last one found before; undefined for the first ones. */
  readonly last: Pick<Client, 'voen' | 'broker'> | undefined
  readonly limit: number
}

/** Finds companies with a mandate in force on a day for any of the brokers, by broker and VÖEN, at most `limit`. */
export async function findClientsAfter(tx: Reader, { brokers, day, last, limit }: ClientsAfter): Promise<Client[]> {
  const clients: Client[] = []
  for (const broker of brokers.toSorted()) {
    if (last && broker < last.broker) continue
    if (clients.length === limit) break
    const after = broker === last?.broker ? last.voen : ''
    const rows = await selectOfBroker(tx, { broker, day, after, limit: limit - clients.length })
    clients.push(...rows.map(toClient))
  }
  return clients
}

function toClient({ to, lastOperationDate, balances, exports, debt, advance, overpayment, ...row }: ClientRow): Client {
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
}

/** Sums as text, because the total may exceed 2^53. */
function sum(amount: ReturnType<typeof sql>) {
  return sql<string | null>`cast(sum(${amount}) as text)`
}
