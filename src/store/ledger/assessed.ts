/** Sums assessed on declarations and paid, stored by month and by day of the assessment. */

import { sql } from 'kysely'
import type { AssessedSums } from '../../domain/assessed-months.ts'
import type { PlainDate } from '../../domain/dates.ts'
import type { Fund } from '../../domain/fund.ts'
import type { Voen } from '../../domain/voen.ts'
import type { Reader } from '../engine/access.ts'
import { prepare, prepareInsert } from '../engine/prepared.ts'
import type { AssessedTable } from '../engine/schema.ts'

/** Adds to the sums; the values can be negative. */
export const addAssessed = prepareInsert('assessed', ['voen', 'grain', 'period', 'fund', 'assessed', 'paid'], {
  key: ['voen', 'grain', 'period', 'fund'],
  add: ['assessed', 'paid'],
})

/** Months or days from `from` on and before `until`. */
interface Span {
  readonly grain: AssessedTable['grain']
  readonly from: string
  readonly until: string
}

/** The sums of one fund in one month or on one day. */
export interface StoredSums extends AssessedSums {
  readonly period: string
  readonly fund: Fund
}

type SpanRow = Pick<AssessedTable, 'period' | 'fund'> & { readonly assessed: string; readonly paid: string }

/** As text: sums can exceed 2^53. */
const selectSpan = prepare<{ voen: Voen } & Span, SpanRow>((db, span) =>
  db
    .selectFrom('assessed')
    .select(['period', 'fund'])
    .select([sql<string>`cast(assessed as text)`.as('assessed'), sql<string>`cast(paid as text)`.as('paid')])
    .where('voen', '=', span.voen)
    .where('grain', '=', span.grain)
    .where('period', '>=', span.from)
    .where('period', '<', span.until),
)

/**
 * Reads whole months, and days where a month is cut. The sums are separate for each fund: all funds together can exceed
 * 2^63, the limit of SQLite's sum.
 */
export async function findAssessed(db: Reader, voen: Voen, from: PlainDate, to: PlainDate): Promise<StoredSums[]> {
  const found = await Promise.all(spans(from, to).map(span => selectSpan(db, { voen, ...span })))
  return found.flat().map(({ assessed, paid, ...of }) => ({ ...of, assessed: BigInt(assessed), paid: BigInt(paid) }))
}

/** @returns sums by fund for a range of dates; null is open */
export async function sumAssessed(
  db: Reader,
  voen: Voen,
  from: PlainDate | null,
  to: PlainDate | null,
): Promise<Map<Fund, AssessedSums>> {
  const sums = new Map<Fund, AssessedSums>()
  for (const { fund, assessed, paid } of await findAssessed(db, voen, from ?? FIRST_DAY, to ?? LAST_DAY)) {
    const sum = sums.get(fund) ?? { assessed: 0n, paid: 0n }
    sums.set(fund, { assessed: sum.assessed + assessed, paid: sum.paid + paid })
  }
  return sums
}

const [FIRST_DAY, LAST_DAY] = ['0001-01-01', '9999-12-31'] as [PlainDate, PlainDate]

/** The days at the two ends of a range and the whole months between them. */
function spans(from: string, to: string): Span[] {
  const [firstMonth, lastMonth] = [from.slice(0, 7), to.slice(0, 7)]
  if (firstMonth === lastMonth) return [{ grain: 'day', from, until: past(to) }]
  return [
    { grain: 'day', from, until: past(firstMonth) },
    { grain: 'month', from: past(firstMonth), until: lastMonth },
    { grain: 'day', from: lastMonth, until: past(to) },
  ]
}

/** Sorts after a period and every day in it, before the next period. */
function past(period: string): string {
  return `${period}~`
}
