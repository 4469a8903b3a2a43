import { total } from '../domain/money.ts'
import { findAccounts, walkVoens } from '../store/accounts.ts'
import { atOneMoment, type Reader } from '../store/database.ts'

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
export function listAccounts(reader: Reader, limit: number): Promise<AccountSummary[]> {
  return atOneMoment(reader, async moment => {
    for await (const voens of walkVoens(moment, limit)) {
      const found = await findAccounts(moment, voens)
      return voens.map(voen => {
        const { account, name } = found.get(voen)!
        const totals = Object.values(account.totals)
        return {
          voen,
          name,
          entries: account.entries,
          debt: total(totals.map(({ debt }) => debt)),
          balance: total(totals.map(({ overpayment }) => overpayment)),
        }
      })
    }
    return []
  })
}
