import { later, type PlainDate } from '../domain/dates.ts'
import type { Period } from '../domain/period.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Reader } from '../store/access.ts'
import type { AccountRecord } from '../store/accounts.ts'
import { findFirstDate } from '../store/entry-ranges.ts'

/** The period of a statement, its open ends closed: by the first operation, and by today or the last operation after it. */
export async function findPeriod(
  reader: Reader,
  { account: { voen, lastOperationDate } }: AccountRecord,
  filter: Pick<StatementFilter, 'from' | 'to'>,
  today: PlainDate,
): Promise<Period> {
  const from = filter.from ?? (await findFirstDate(reader, voen)) ?? filter.to ?? today
  return { from, to: filter.to ?? later(later(today, lastOperationDate), from) }
}
