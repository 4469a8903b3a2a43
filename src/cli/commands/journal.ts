import { Journal } from '../../domain/journal.ts'
import { HLEDGER_HEAD, toHledger, toHledgerAccounts } from '../../export/hledger.ts'
import { readAccount } from '../../services/statement/accounts.ts'
import { walkAccountEntries } from '../../store/ledger/entry-ranges.ts'
import { defineCommand, print } from '../command.ts'
import { accountOption, hasOneAccount, walkAccounts } from '../options.ts'

export const journalCommand = defineCommand({
  name: 'journal',
  usage: '[--voen V]',
  summary: 'Print the double-entry journal in the plain-text format of hledger, with balance assertions.',
  example: 'journal --voen 1400057421 > statement.journal',
  options: { voen: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    const isOne = chosen !== null || (await hasOneAccount(store))
    await print(stdout, HLEDGER_HEAD)
    for await (const voen of walkAccounts(chosen, store)) {
      const prefix = isOne ? '' : `${voen}:`
      const journal = new Journal()
      await print(stdout, toHledgerAccounts(prefix))
      const { entries } = (await readAccount(store.exporter, voen))!.account
      for await (const batch of walkAccountEntries(store.exporter, voen, entries)) {
        const transactions = batch.flatMap(entry => journal.record(entry) ?? [])
        await print(stdout, transactions.map(transaction => toHledger(transaction, prefix)).join(''))
      }
    }
    return 0
  },
})
