import type { LedgerEntry } from './ledger-entry.ts'

/** What was assessed on a declaration in one fund, reductions taken off, and what of it is open. */
export interface FundStanding {
  readonly assessed: bigint
  readonly open: bigint
}

export const NOTHING_ASSESSED: FundStanding = { assessed: 0n, open: 0n }

/**
 * @param entry a row of the declaration on the fund's ledger
 * @param unpaid the part of a reduction that had not been paid (R4)
 */
export function standingAfter(
  { assessed, open }: FundStanding,
  { type, amount: row }: Pick<LedgerEntry, 'type' | 'amount'>,
  unpaid: bigint,
): FundStanding {
  const amount = BigInt(row)
  switch (type) {
    case 'assessment':
      return { assessed: assessed + amount, open: open + amount }
    case 'reduction':
      return { assessed: assessed - amount, open: open - unpaid }
    case 'hop-payment':
    case 'overpayment-offset':
    case 'advance-drawdown':
      return { assessed, open: open - amount }
    default:
      return { assessed, open }
  }
}
