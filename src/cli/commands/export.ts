import { todayInBaku } from '../../domain/dates.ts'
import { parseDeclarationNumber } from '../../domain/declaration.ts'
import { isLedger, LEDGERS } from '../../domain/fund.ts'
import { isOperationType, OPERATION_TYPES } from '../../domain/operation-type.ts'
import type { StatementFilter } from '../../domain/statement-filter.ts'
import { MACHINE_HEADER, toMachineCsv } from '../../export/machine-csv.ts'
import { openStatementWalk } from '../../services/statement/walk-statement.ts'
import { accountOption, type Command, CommandError, dateRange, type Options, print, walkAccounts } from '../command.ts'

export const exportCommand: Command = {
  name: 'export',
  usage: '[--voen V] [--ledger L] [--from D] [--to D] [--type T] [--declaration N]',
  summary: 'Print ledger rows as CSV, oldest first; without --voen of every account, without --ledger of every ledger.',
  example: 'export --voen 1400057421 --ledger vat --from 2026-01-01 --to 2026-03-31',
  options: ['voen', 'ledger', 'from', 'to', 'type', 'declaration'],
  operands: [],
  async run({ openStore, stdout, clock }, options) {
    const ledgers = ledgersOption(options)
    const filter = filterOptions(options)
    const store = await openStore()
    const only = await accountOption(options, store)
    await print(stdout, MACHINE_HEADER)
    // A number that no declaration can have is one that nobody knows: an empty result.
    if (filter === null) return 0
    for await (const voen of walkAccounts(only, store)) {
      const statement = await openStatementWalk(store.exporter, voen, ledgers, filter, todayInBaku(clock()))
      for (const { walk } of statement!.ledgers) {
        for await (const entries of walk()) await print(stdout, toMachineCsv(entries))
      }
    }
    return 0
  },
}

function ledgersOption({ ledger }: Options) {
  if (ledger === undefined) return LEDGERS
  if (!isLedger(ledger)) throw new CommandError(`--ledger must be one of ${LEDGERS.join(', ')}, not "${ledger}"`)
  return [ledger]
}

function filterOptions(options: Options): StatementFilter | null {
  const { type = null, declaration } = options
  if (type !== null && !isOperationType(type)) {
    throw new CommandError(`--type must be one of ${OPERATION_TYPES.join(', ')}, not "${type}"`)
  }
  const { from, to } = dateRange(options)
  if (declaration === undefined) return { from, to, type, declarations: [] }
  const number = parseDeclarationNumber(declaration)
  return number === null ? null : { from, to, type, declarations: [number] }
}
