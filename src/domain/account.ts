import type { PlainDate } from './dates.ts'
import { each, LEDGERS, type Ledger } from './fund.ts'
import { type Qepik, ZERO } from './money.ts'
import type { Voen } from './voen.ts'

/** What a ledger stands at. Both are shown as positive amounts; at rest one of them is zero. */
export interface LedgerTotals {
  readonly debt: Qepik
  readonly overpayment: Qepik
}

export type Totals = Readonly<Record<Ledger, LedgerTotals>>

/** One taxpayer's account as the posting rules need it: where it stands after its last booked event. */
export interface Account {
  readonly voen: Voen
  /** How many documents have taken their place in the account's sequence (R2). */
  readonly documents: number
  /** How many rows have been booked; the last row's `seq`. */
  readonly entries: number
  readonly lastOperationDate: PlainDate | null
  readonly totals: Totals
}

export const NO_TOTALS: Totals = each(LEDGERS, () => ({
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
