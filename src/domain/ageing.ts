/** Debt by how long ago it was assessed. */

import { addDays, type PlainDate } from './dates.ts'
import { recordOf } from './record.ts'

/** Days since the assessment, inclusive. */
export const AGES = ['0-30', '31-60', '61-90', '91-'] as const

export type Age = (typeof AGES)[number]

const LIMITS = [30, 60, 90]

/**
 * Sums outstanding charges by their age on a day. Together they are the debt of card 3. Charges assessed after that day,
 * by a clock that is ahead, count as new.
 */
export function debtByAge(
  charges: Iterable<{ readonly assessedOn: PlainDate; readonly outstanding: bigint }>,
  today: PlainDate,
): Readonly<Record<Age, bigint>> {
  const debts = recordOf(AGES, () => 0n)
  const oldest = LIMITS.map(limit => addDays(today, -limit))
  for (const { assessedOn, outstanding } of charges) {
    const age = AGES[oldest.filter(day => assessedOn < day).length]!
    debts[age] += outstanding
  }
  return debts
}
