import { cardTotals } from '../../domain/cards.ts'
import { FUNDS, type Fund } from '../../domain/fund.ts'
import { manat, type Qepik, total } from '../../domain/money.ts'
import { recordOf } from '../../domain/record.ts'
import { type Cards, readCards } from '../../services/statement/cards.ts'
import { findAccount } from '../../store/ledger/accounts.ts'
import { defineCommand, print } from '../command.ts'
import { accountOption, requiredDates, walkAccounts } from '../options.ts'

export const cardsCommand = defineCommand({
  name: 'cards',
  usage: '[--voen V] --from D --to D',
  summary: 'Print the four cards of each account for a range of dates, one JSON object per line.',
  example: 'cards --voen 1400057421 --from 2026-01-01 --to 2026-12-31',
  options: { voen: 'string', from: 'string', to: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const dates = requiredDates('cards', options)
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    for await (const voen of walkAccounts(chosen, store)) {
      const cards = await store.exporter.snapshot(voen, async tx =>
        readCards(tx, (await findAccount(tx, voen))!, dates.from, dates.to),
      )
      await print(stdout, `${JSON.stringify(toJson(cards))}\n`)
    }
    return 0
  },
})

function toJson({ voen, totals, assessed, paid }: Cards) {
  const { balance, advance } = cardTotals(totals)
  return {
    voen,
    balance: manat(balance),
    advance: manat(advance),
    overpayment: fundByFund(fund => totals[fund].overpayment),
    debt: fundByFund(fund => totals[fund].debt),
    assessed: fundByFund(fund => assessed[fund]),
    paid: fundByFund(fund => paid[fund]),
  }
}

function fundByFund(amount: (fund: Fund) => Qepik | bigint) {
  return {
    total: manat(total(FUNDS.map(amount))),
    ...recordOf(FUNDS, fund => manat(amount(fund))),
  }
}
