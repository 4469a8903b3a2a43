/** How debt and advance went on, day by day. */
import type { LedgerTotals } from './account.ts'
import type { PlainDate } from './dates.ts'
import type { Ledger } from './fund.ts'

/** At the end of a day: the debt of all nine funds, and the advance. */
export interface Balance {
  readonly day: PlainDate
  readonly debt: bigint
  readonly advance: bigint
}

/** Where a ledger stood after one of its rows. */
export interface LedgerMoment extends LedgerTotals {
  readonly seq: number
}

/**
 * The balances at the end of some days.
 * @param lastRows the account's last rows up to each of the days, in their order
 * @param ledgers of each ledger its last rows up to each of those, in their order; one that is missing never moved
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
      const totals = moments.findLast(tx => tx.seq <= seq)
      if (!totals) continue
      if (ledger === 'advance') advance = BigInt(totals.overpayment)
      else debt += BigInt(totals.debt)
    }
    return { day, debt, advance }
  })
}
