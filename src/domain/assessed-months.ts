import { monthsOf, type Period } from './period.ts'

/** Sums of charges on declarations assessed in a period: assessed and paid, both valued now (card 4 of the guide). */
export interface AssessedSums {
  readonly assessed: bigint
  readonly paid: bigint
}

/** The sums of one calendar month, or of the part of it inside the period. */
export interface AssessedMonth extends AssessedSums, Period {}

const NOTHING: AssessedSums = { assessed: 0n, paid: 0n }

/**
 * Splits a period into months, whose sums add up to card 4 of the period.
 * @param sums by the day or month of the assessment (`2026-03-09`, `2026-03`), all within the period
 */
export function byMonth(
  period: Period,
  sums: Iterable<AssessedSums & { readonly period: string }>,
): readonly AssessedMonth[] {
  const months = new Map<string, AssessedSums>()
  for (const { period, assessed, paid } of sums) {
    const month = period.slice(0, 7)
    const sum = months.get(month) ?? NOTHING
    months.set(month, { assessed: sum.assessed + assessed, paid: sum.paid + paid })
  }
  return monthsOf(period).map(month => ({ ...month, ...(months.get(month.from.slice(0, 7)) ?? NOTHING) }))
}
