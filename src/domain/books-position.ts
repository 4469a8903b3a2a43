import type { PlainDate } from './dates.ts'

/** How far an account was booked. Whatever is booked later changes nothing up to there. */
export interface BooksPosition {
  /** The number of booked events. */
  readonly bookings: number
  /** The number of rows, which is the `seq` of the last one. */
  readonly entries: number
  readonly lastOperationDate: PlainDate | null
  /** The end of the account's hash chain there. */
  readonly seal: string
}

/**
 * Whether two positions have the same rows of a period. Rows are in date order, so those after the last one of the period
 * belong to later days.
 * @param last the last row of the period that there is by now
 */
export function haveSameRows(one: number, other: number, last: number): boolean {
  return Math.min(one, last) === Math.min(other, last)
}
