/** How long the advance lasts at the pace of the last days. */
import { addDays, type PlainDate } from './dates.ts'
import type { Qepik } from './money.ts'

/** The days whose drawdowns make the pace. */
export const PACE_DAYS = 90

/** A pace of so long ago says nothing about a day so far. */
const MAX_DAYS = 3650

export interface Forecast {
  /** What was drawn from the advance in those days. */
  readonly drawn: bigint
  readonly days: number
  /** The last day for which the advance suffices; null when it lasts for more than ten years. */
  readonly until: PlainDate | null
}

/**
 * @param days in which so much was drawn, ending today
 * @returns null without a pace, or without an advance
 */
export function forecast(advance: Qepik, drawn: bigint, days: number, today: PlainDate): Forecast | null {
  if (advance === 0 || drawn === 0n) return null
  const left = (BigInt(advance) * BigInt(days)) / drawn
  return { drawn, days, until: left > BigInt(MAX_DAYS) ? null : addDays(today, Number(left)) }
}
