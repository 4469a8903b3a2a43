import type { PlainDate } from './dates.ts'
import type { DeclarationNumber } from './declaration.ts'
import type { Ledger } from './fund.ts'
import type { Qepik } from './money.ts'
import type { Cause, Channel, OperationType } from './operation-type.ts'
import type { Voen } from './voen.ts'

/** One row of a ledger (R8). Never changed, never removed. */
export interface LedgerEntry {
  readonly voen: Voen
  readonly ledger: Ledger
  /** The position among all rows of the account, from 1, in booking order. */
  readonly seq: number
  readonly operationDate: PlainDate
  readonly type: OperationType
  readonly declaration: DeclarationNumber | null
  readonly reference: string | null
  readonly channel: Channel | null
  readonly paymentDate: PlainDate | null
  readonly amount: Qepik
  /** The ledger's debt after the row. */
  readonly debt: Qepik
  /** The ledger's overpayment after the row. */
  readonly overpayment: Qepik
  /** The event being booked when the row was made. */
  readonly eventId: string
  /** Why an amendment's assessment or a reduction was booked; null for other rows. */
  readonly cause: Cause | null
}
