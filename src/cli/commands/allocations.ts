import { ALLOCATIONS_HEADER, toAllocationsCsv } from '../../export/allocations-csv.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { walkAllocations } from '../../store/ledger/allocations.ts'
import { defineCommand, print } from '../command.ts'
import { accountOption, walkAccounts } from '../options.ts'

export const allocationsCommand = defineCommand({
  name: 'allocations',
  usage: '[--voen V]',
  summary: 'Print as CSV which money closed which charge, and what reductions, refunds and transfers took.',
  example: 'allocations --voen 1400057421',
  options: { voen: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    await print(stdout, ALLOCATIONS_HEADER)
    for await (const voen of walkAccounts(chosen, store)) {
      const { entries } = (await readAccount(store.exporter, voen))!.account
      for await (const batch of walkAllocations(store.exporter, voen, entries)) {
        await print(stdout, toAllocationsCsv(batch))
      }
    }
    return 0
  },
})
