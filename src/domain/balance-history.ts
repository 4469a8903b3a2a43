/** Debt and advance by day. */
import type { LedgerTotals } from './account.ts'
import type { PlainDate } from './dates.ts'
import type { Ledger } from './fund.ts'

/** Valued at the end of the day. `debt` is that of all nine funds. */
export interface Balance {
  readonly day: PlainDate
  readonly debt: bigint
  readonly advance: bigint
}

/** A ledger's totals after one of its rows. */
export interface LedgerMoment extends LedgerTotals {
  readonly seq: number
}

/**
 * Computes the balances at the end of the given days.
 * @param lastRows the account's last row up to each day, in the order of the days
 * @param ledgers for each ledger its last rows up to those rows, in the same order; a missing ledger has no rows
 */
export function balancesOn(
  days: readonly PlainDate[],
  lastRows: readonly { readonly operationDate: PlainDate; readonly seq: number }[],
  ledgers: ReadonlyMap<Ledger, readonly LedgerMoment[]>,
): readonly Balance[] {
  return days.map(day => {
    const seq = lastRows.findLast(row => row.operationDate <= day)?.seq ?? 0
    let [debt, advance] = [0n, 0n]
    for (const [ledger, moments] of ledgers) {
      const totals = moments.findLast(moment => moment.seq <= seq)
      if (!totals) continue
      if (ledger === 'advance') advance = BigInt(totals.overpayment)
      else debt += BigInt(totals.debt)
    }
    return { day, debt, advance }
  })
}
