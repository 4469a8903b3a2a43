import type { Config } from '../../config.ts'
import { type InterestTerms, interestTerms, lateInterest } from '../../domain/interest.ts'
import { INTEREST_HEADER, toInterestCsv } from '../../export/interest-csv.ts'
import { readInterestBearing } from '../../services/statement/debts.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { accountOption, dateOption, walkAccounts } from '../options.ts'

export const interestCommand = defineCommand({
  name: 'interest',
  usage: '[--voen V] --to D',
  summary:
    'Print as CSV the late interest of each charge, worked out with the rates of LATE_INTEREST up to a day. Nothing is booked.',
  example: 'interest --voen 1400057421 --to 2026-06-30',
  options: { voen: 'string', to: 'string' },
  operands: [],
  async run({ config, openStore, stdout, stderr }, options) {
    const to = dateOption('to', options.to)
    if (!to) throw new CommandError('interest needs --to, the last day counted, such as 2026-06-30')
    const terms = termsOf(config)
    const { from } = terms.rates[0]!
    if (to < from) await print(stderr, `There is no rate before ${from}, the first day in LATE_INTEREST.\n`)
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    await print(stdout, INTEREST_HEADER)
    for await (const voen of walkAccounts(chosen, store)) {
      const charges = await readInterestBearing(store.exporter, voen)
      const lines = charges.map(({ charge, payments }) =>
        toInterestCsv(voen, charge, lateInterest(charge, payments, terms, to)),
      )
      await print(stdout, lines.join(''))
    }
    return 0
  },
})

function termsOf({ lateInterest }: Config): InterestTerms {
  if (!lateInterest) {
    throw new CommandError('no rate of late interest is configured: set LATE_INTEREST, such as 2001-01-01:0.1')
  }
  return interestTerms(lateInterest)
}
