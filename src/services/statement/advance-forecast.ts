import { type Forecast, forecast, PACE_DAYS } from '../../domain/advance-forecast.ts'
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { CUSTOMS_FUNDS } from '../../domain/fund.ts'
import { type Qepik, total } from '../../domain/money.ts'
import { NO_CONDITIONS } from '../../domain/statement-filter.ts'
import type { Voen } from '../../domain/voen.ts'
import type { ReadAccess } from '../../store/engine/access.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { findRowWindow, readTurnovers } from './window.ts'

/** The advance and what stands before a new declaration: the advance pays older customs debts first. */
export interface AdvanceOutlook {
  readonly name: string
  readonly advance: Qepik
  readonly customsDebt: bigint
  /** Null where nothing was drawn from the advance lately, or nothing is left of it. */
  readonly forecast: Forecast | null
}

/** @returns null when no such taxpayer is registered */
export function readAdvanceOutlook(reader: ReadAccess, voen: Voen, today: PlainDate): Promise<AdvanceOutlook | null> {
  return reader.snapshot(voen, async tx => {
    const record = await findAccount(tx, voen)
    if (!record) return null
    const { totals, entries } = record.account
    const from = addDays(today, 1 - PACE_DAYS)
    const window = await findRowWindow(tx, voen, { from, to: null }, entries)
    const filter = { ...NO_CONDITIONS, type: 'advance-drawdown' } as const
    const drawn = (await readTurnovers(tx, record, { ledgers: ['advance'], filter, window }))('advance').amount
    const advance = totals.advance.overpayment
    return {
      name: record.name,
      advance,
      customsDebt: total(CUSTOMS_FUNDS.map(fund => totals[fund].debt)),
      forecast: forecast(advance, drawn, PACE_DAYS, today),
    }
  })
}
