/** Debt by how long ago it was assessed. */
import { addDays, type PlainDate } from './dates.ts'
import { each } from './fund.ts'

/** Days since the assessment, both ends included. */
export const AGES = ['0-30', '31-60', '61-90', '91-'] as const

export type Age = (typeof AGES)[number]

/** The days after which debt is counted as older. */
const LIMITS = [30, 60, 90]

/**
 * What is open of charges, by their age on a day. All of it counts: together it is the debt (card 3 of the guide). What
 * was assessed later than that day, by a clock that is ahead, is new.
 */
export function debtByAge(
  charges: Iterable<{ readonly assessedOn: PlainDate; readonly open: bigint }>,
  today: PlainDate,
): Readonly<Record<Age, bigint>> {
  const debts = each(AGES, () => 0n)
  const oldest = LIMITS.map(limit => addDays(today, -limit))
  for (const { assessedOn, open } of charges) {
    const age = AGES[oldest.filter(day => assessedOn < day).length]!
    debts[age] += open
  }
  return debts
}
