import type { PlainDate } from '../../domain/dates.ts'
import { total } from '../../domain/money.ts'
import type { Voen } from '../../domain/voen.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../store/engine/access.ts'
import { findAccounts } from '../../store/ledger/accounts.ts'

export interface AccountSummary {
  readonly voen: Voen
  readonly name: string
  readonly entries: number
  /** Debt on all ledgers. */
  readonly debt: bigint
  /** Advance and overpayment on all ledgers. */
  readonly balance: bigint
  readonly lastOperationDate: PlainDate | null
}

/** Summarises the accounts of the given companies in one snapshot, by VÖEN. Companies without an account are left out. */
export async function listCompanies(reader: ReadAccess, voens: readonly Voen[]): Promise<Map<string, AccountSummary>> {
  if (voens.length === 0) return new Map()
  const found = await reader.snapshot(EVERY_ACCOUNT, tx => findAccounts(tx, voens))
  const summaries = [...found.values()].map(({ name, account: { voen, entries, lastOperationDate, totals } }) => {
    const ledgers = Object.values(totals)
    return {
      voen,
      name,
      entries,
      lastOperationDate,
      debt: total(ledgers.map(({ debt }) => debt)),
      balance: total(ledgers.map(({ overpayment }) => overpayment)),
    }
  })
  return new Map(summaries.map(summary => [summary.voen, summary]))
}
