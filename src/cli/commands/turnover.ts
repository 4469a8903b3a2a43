import { TURNOVER_HEADER, toTurnoverCsv } from '../../export/turnover-csv.ts'
import { readTurnover, walkTurnovers } from '../../services/statement/read-turnover.ts'
import { defineCommand, print } from '../command.ts'
import { accountOption, requiredDates } from '../options.ts'

export const turnoverCommand = defineCommand({
  name: 'turnover',
  usage: '[--voen V] --from D --to D',
  summary: 'Print as CSV what happened on each ledger between two dates, with the balances before and after.',
  example: 'turnover --voen 1400057421 --from 2026-03-01 --to 2026-03-31',
  options: { voen: 'string', from: 'string', to: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const range = requiredDates('turnover', options)
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    await print(stdout, TURNOVER_HEADER)
    if (chosen) {
      await print(stdout, toTurnoverCsv(chosen, (await readTurnover(store.exporter, chosen, range))!))
      return 0
    }
    for await (const accounts of walkTurnovers(store.exporter, range)) {
      await print(stdout, accounts.map(({ voen, ledgers }) => toTurnoverCsv(voen, ledgers)).join(''))
    }
    return 0
  },
})
