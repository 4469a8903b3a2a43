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
