import type { Totals } from '../domain/account.ts'
import type { Fund, Ledger } from '../domain/fund.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Reader } from '../store/database.ts'

/** Count and sum of ledger rows. */
export interface Turnover {
  readonly count: number
  readonly amount: bigint
}

/** The whole account at a glance: what the four cards and the ten ledgers show. */
export interface Statement {
  readonly voen: string
  readonly name: string
  /** Debt and overpayment of each ledger now. */
  readonly totals: Totals
  /** Count and sum of each ledger's rows that pass the filter. */
  readonly turnovers: Readonly<Record<Ledger, Turnover>>
  /** Charges on declarations assessed within the filter's dates: Σ (amount − reduced) as they stand now. */
  readonly assessed: Readonly<Record<Fund, bigint>>
  /** Σ settled of the same charges. */
  readonly paid: Readonly<Record<Fund, bigint>>
}

/** @returns null when no such taxpayer is registered */
export async function readStatement(
  _reader: Reader,
  _voen: string,
  _filter: StatementFilter,
): Promise<Statement | null> {
  return null
}
