import type { PlainDate } from './dates.ts'
import type { Ledger } from './fund.ts'
import type { Qepik } from './money.ts'
import type { OperationType } from './operation-type.ts'
import type { Voen } from './voen.ts'

/** What a part of a row changes: the debt of a charge, or an overpayment. */
export const EFFECTS = ['debt', 'overpayment'] as const

export type Effect = (typeof EFFECTS)[number]

/** One part of a row that closes or reduces a charge, or takes money from a source (R9). Never changed, never removed. */
export interface Allocation {
  readonly voen: Voen
  /** The `seq` of the row. Of a drawdown, the row on the fund's ledger. */
  readonly row: number
  /** The position among the parts of the row, from 1, in the order in which they were applied. */
  readonly position: number
  readonly ledger: Ledger
  readonly type: OperationType
  readonly effect: Effect
  /** The assessment row of the charge; null when the money left the ledger. */
  readonly chargedRow: number | null
  /** The row that brought the money; null for a reduction. */
  readonly sourceRow: number | null
  readonly amount: Qepik
  /** The day after which the charge's principal is lower (R10); null when it stays. */
  readonly valueDate: PlainDate | null
}
