import { HLEDGER_HEAD, hledgerJournal } from '../../export/hledger.ts'
import { openJournalWalk } from '../../services/statement/exports.ts'
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
      const { walk } = (await openJournalWalk(store.exporter, voen))!
      for await (const piece of hledgerJournal(walk(), isOne ? '' : `${voen}:`)) await print(stdout, piece)
    }
    return 0
  },
})
