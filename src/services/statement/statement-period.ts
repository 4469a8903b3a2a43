import { earlier, later, type PlainDate } from '../../domain/dates.ts'
import type { Period } from '../../domain/period.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import type { Reader } from '../../store/engine/access.ts'
import type { AccountRecord } from '../../store/ledger/accounts.ts'
import { findFirstDate } from '../../store/ledger/entry-ranges.ts'

/**
 * The period of a statement, its open ends closed: by the first operation, and by today or the last operation after it.
 * Days that have not come are left out: how an account will stand then nobody knows. One that ends before the first
 * operation is that last day alone.
 */
export async function findStatementPeriod(
  reader: Reader,
  { account }: AccountRecord,
  filter: Pick<StatementFilter, 'from' | 'to'>,
  today: PlainDate,
): Promise<Period> {
  const from = filter.from ?? earlier((await findFirstDate(reader, account.voen)) ?? today, filter.to)
  const latest = later(later(today, account.lastOperationDate), from)
  return { from, to: earlier(latest, filter.to) }
}
