import type { PlainDate } from '../domain/dates.ts'
import type { ReadAccess } from '../store/access.ts'

export interface AccountSummary {
  readonly voen: string
  readonly name: string
  readonly entries: number
  /** Debt of all ledgers. */
  readonly debt: bigint
  /** Advance and overpayment of all ledgers: the money on the balance. */
  readonly balance: bigint
  readonly lastOperationDate: PlainDate | null
}

/** Of the given companies those that are registered here, all at one moment. */
export function listCompanies(_reader: ReadAccess, _voens: readonly string[]): Promise<Map<string, AccountSummary>> {
  throw new Error('to be built')
}
