import type { PlainDate } from './dates.ts'
import type { Ledger } from './fund.ts'
import { add, type Qepik, subtract } from './money.ts'

/** Money that a row brought to its ledger's overpayment (R9). What was not taken from it yet is part of the overpayment. */
export interface Source {
  readonly ledger: Ledger
  /** The `seq` of the row, which identifies the source within its account. */
  readonly row: number
  /** The part of the row that raised the overpayment. */
  readonly amount: Qepik
  readonly used: Qepik
  /** The day on which customs had the money (R10). */
  readonly valueDate: PlainDate
}

/** amount − used */
export function unused(source: Source): Qepik {
  return subtract(source.amount, source.used)
}

export function use(source: Source, amount: Qepik): Source {
  return { ...source, used: add(source.used, amount) }
}
