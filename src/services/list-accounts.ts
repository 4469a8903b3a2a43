import type { Reader } from '../store/database.ts'

export interface AccountSummary {
  readonly voen: string
  readonly name: string
  readonly entries: number
  /** Debt of all ledgers. */
  readonly debt: bigint
  /** Advance and overpayment of all ledgers: the money on the balance. */
  readonly balance: bigint
}

/** The registered accounts in VÖEN order, at most `limit`. */
export async function listAccounts(_reader: Reader, _limit: number): Promise<AccountSummary[]> {
  return []
}
