import type { Totals } from './account.ts'
import { CUSTOMS_FUNDS, FUNDS } from './fund.ts'
import { total } from './money.ts'

/** The figures of cards 1 to 3, in qəpik. */
export interface CardTotals {
  /** The advance and the overpayment of all nine funds. */
  readonly balance: bigint
  readonly advance: bigint
  readonly customsOverpayment: bigint
  readonly overpayment: bigint
  readonly debt: bigint
}

export function cardTotals(totals: Totals): CardTotals {
  const overpayment = total(FUNDS.map(fund => totals[fund].overpayment))
  const advance = BigInt(totals.advance.overpayment)
  return {
    balance: advance + overpayment,
    advance,
    customsOverpayment: total(CUSTOMS_FUNDS.map(fund => totals[fund].overpayment)),
    overpayment,
    debt: total(FUNDS.map(fund => totals[fund].debt)),
  }
}
