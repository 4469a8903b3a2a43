import { total } from '../domain/money.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../store/access.ts'
import { findAccounts, findVoensAfter } from '../store/accounts.ts'

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
export function listAccounts(reader: ReadAccess, limit: number): Promise<AccountSummary[]> {
  return reader.atOneMoment(EVERY_ACCOUNT, async moment => {
    const voens = await findVoensAfter(moment, '', limit)
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
  })
}

/** Whether anybody is registered at all. */
export async function hasAccounts(reader: ReadAccess): Promise<boolean> {
  return reader.atOneMoment(EVERY_ACCOUNT, async moment => (await findVoensAfter(moment, '', 1)).length > 0)
}
