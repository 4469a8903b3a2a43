import { earlier, later, type PlainDate } from '../domain/dates.ts'
import type { Period } from '../domain/period.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Reader } from '../store/access.ts'
import type { AccountRecord } from '../store/accounts.ts'
import { findFirstDate } from '../store/entry-ranges.ts'

/**
 * The period of a statement, its open ends closed: by the first operation, and by today or the last operation after it.
 * One that ends before the first operation is that last day alone.
 */
export async function findPeriod(
  reader: Reader,
  record: AccountRecord,
  filter: Pick<StatementFilter, 'from' | 'to'>,
  today: PlainDate,
): Promise<Period> {
  const { voen } = record.account
  const from = filter.from ?? earlier((await findFirstDate(reader, voen)) ?? today, filter.to)
  return { from, to: filter.to ?? latestDay(record, from, today) }
}

/** The same without the days that have not come: how an account will stand then nobody knows. */
export async function findPastPeriod(...asked: Parameters<typeof findPeriod>): Promise<Period> {
  const [, record, , today] = asked
  const { from, to } = await findPeriod(...asked)
  return { from, to: earlier(to, latestDay(record, from, today)) }
}

/** Today, unless something was booked on a later day, or it begins later. */
function latestDay({ account }: AccountRecord, from: PlainDate, today: PlainDate): PlainDate {
  return later(later(today, account.lastOperationDate), from)
}
