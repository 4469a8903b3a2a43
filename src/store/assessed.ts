/** What was assessed on declarations and paid of it, kept by the month and day of the assessment. */
import { sql } from 'kysely'
import type { AssessedSums } from '../domain/assessed-months.ts'
import type { PlainDate } from '../domain/dates.ts'
import type { Fund } from '../domain/fund.ts'
import type { Reader } from './access.ts'
import { prepare, prepareInsert } from './prepared.ts'
import type { AssessedTable } from './schema.ts'

/** Adds to the sums, which may also mean taking away. */
export const addAssessed = prepareInsert('assessed', ['voen', 'grain', 'period', 'fund', 'assessed', 'paid'], {
  key: ['voen', 'grain', 'period', 'fund'],
  add: ['assessed', 'paid'],
})

/** A span of months or of days: periods from `from` on, before `until`. */
interface Span {
  readonly grain: AssessedTable['grain']
  readonly from: string
  readonly until: string
}

/** Sums of many amounts, as text, for they may pass 2^53. */
const textOf = (column: 'assessed' | 'paid') => sql<string>`cast(sum(${sql.ref(column)}) as text)`

const selectSpan = prepare<{ voen: string } & Span, { fund: Fund; assessed: string; paid: string }>((db, span) =>
  db
    .selectFrom('assessed')
    .select(['fund', sql<string>`cast(assessed as text)`.as('assessed'), sql<string>`cast(paid as text)`.as('paid')])
    .where('voen', '=', span.voen)
    .where('grain', '=', span.grain)
    .where('period', '>=', span.from)
    .where('period', '<', span.until),
)

/** What was assessed in a range of dates (null: open), and paid of it, by fund. */
export async function sumAssessed(
  db: Reader,
  voen: string,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<Map<Fund, AssessedSums>> {
  const sums = new Map<Fund, AssessedSums>()
  for (const span of spans(from ?? '0001-01-01', to ?? '9999-12-31')) {
    for (const { fund, assessed, paid } of await selectSpan(db, {
      voen,
      ...span,
    })) {
      const sum = sums.get(fund) ?? { assessed: 0n, paid: 0n }
      sums.set(fund, {
        assessed: sum.assessed + BigInt(assessed),
        paid: sum.paid + BigInt(paid),
      })
    }
  }
  return sums
}

const selectPeriods = prepare<{ voen: string } & Span, { period: string; assessed: string; paid: string }>((db, span) =>
  db
    .selectFrom('assessed')
    .select(['period', textOf('assessed').as('assessed'), textOf('paid').as('paid')])
    .where('voen', '=', span.voen)
    .where('grain', '=', span.grain)
    .where('period', '>=', span.from)
    .where('period', '<', span.until)
    .groupBy('period')
    .orderBy('period'),
)

/** What was assessed in a range of dates, and paid of it, on all funds: by month, and by day where a month is cut. */
export async function findAssessed(
  db: Reader,
  voen: string,
  from: PlainDate,
  to: PlainDate,
): Promise<(AssessedSums & { readonly period: string })[]> {
  const sums: (AssessedSums & { readonly period: string })[] = []
  for (const span of spans(from, to)) {
    for (const { period, assessed, paid } of await selectPeriods(db, { voen, ...span })) {
      sums.push({ period, assessed: BigInt(assessed), paid: BigInt(paid) })
    }
  }
  return sums
}

/** The days of the months at the two ends of a range, and the whole months between them. */
function spans(from: string, to: string): Span[] {
  const [firstMonth, lastMonth] = [from.slice(0, 7), to.slice(0, 7)]
  if (firstMonth === lastMonth) return [{ grain: 'day', from, until: past(to) }]
  return [
    { grain: 'day', from, until: past(firstMonth) },
    { grain: 'month', from: past(firstMonth), until: lastMonth },
    { grain: 'day', from: lastMonth, until: past(to) },
  ]
}

/** A text that sorts behind a period and every day in it, before the next. */
function past(period: string): string {
  return `${period}~`
}
