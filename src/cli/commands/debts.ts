import { DEBTS_HEADER, toDebtsCsv } from '../../export/debts-csv.ts'
import { readDebts } from '../../services/statement/debts.ts'
import { defineCommand, print } from '../command.ts'
import { accountOption, walkAccounts } from '../options.ts'

export const debtsCommand = defineCommand({
  name: 'debts',
  usage: '[--voen V]',
  summary: 'Print open charges as CSV, in the order in which they will be settled.',
  example: 'debts --voen 1400057421',
  options: { voen: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    await print(stdout, DEBTS_HEADER)
    for await (const voen of walkAccounts(chosen, store)) {
      await print(stdout, toDebtsCsv(voen, await readDebts(store.exporter, voen)))
    }
    return 0
  },
})
