import type { Totals } from '../domain/account.ts'
import { each, FUNDS, type Fund, LEDGERS, type Ledger } from '../domain/fund.ts'
import type { StatementFilter } from '../domain/statement-filter.ts'
import type { Turnover } from '../domain/turnover.ts'
import type { ReadAccess } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import { sumAssessed } from '../store/assessed.ts'
import { readTurnovers } from './read-turnovers.ts'
import { findWindow } from './seq-window.ts'

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
export function readStatement(reader: ReadAccess, voen: string, filter: StatementFilter): Promise<Statement | null> {
  return reader.atOneMoment(voen, async moment => {
    const record = await findAccount(moment, voen)
    if (!record) return null
    const window = await findWindow(moment, voen, filter, record.account.entries)
    const turnoverOf = await readTurnovers(moment, voen, LEDGERS, filter, window)
    const assessed = await sumAssessed(moment, voen, filter.from, filter.to)
    return {
      voen,
      name: record.name,
      totals: record.account.totals,
      turnovers: each(LEDGERS, turnoverOf),
      assessed: each(FUNDS, fund => assessed.get(fund)?.assessed ?? 0n),
      paid: each(FUNDS, fund => assessed.get(fund)?.paid ?? 0n),
    }
  })
}
