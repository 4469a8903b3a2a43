import type { PlainDate } from './dates.ts'
import { LEDGERS, type Ledger } from './fund.ts'
import { type Qepik, ZERO } from './money.ts'
import { recordOf } from './record.ts'
import type { Voen } from './voen.ts'

/** Both are positive amounts. Once an event is booked, one of them is zero. */
export interface LedgerTotals {
  readonly debt: Qepik
  readonly overpayment: Qepik
}

export type Totals = Readonly<Record<Ledger, LedgerTotals>>

/** The state of an account after its last booked event, as far as the posting rules need it. */
export interface Account {
  readonly voen: Voen
  /** The number of documents in the account's sequence (R2). */
  readonly documents: number
  /** The number of booked rows, which is the `seq` of the last one. */
  readonly entries: number
  readonly lastOperationDate: PlainDate | null
  readonly totals: Totals
}

export const NO_TOTALS: Totals = recordOf(LEDGERS, () => ({
  debt: ZERO,
  overpayment: ZERO,
}))

export function emptyAccount(voen: Voen): Account {
  return {
    voen,
    documents: 0,
    entries: 0,
    lastOperationDate: null,
    totals: NO_TOTALS,
  }
}
