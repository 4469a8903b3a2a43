import { todayInBaku } from '../../domain/dates.ts'
import { isLedger, LEDGERS } from '../../domain/fund.ts'
import { isOperationType, OPERATION_TYPES } from '../../domain/operation-type.ts'
import { NO_FILTER, type StatementFilter } from '../../domain/statement-filter.ts'
import { parseDeclarationNumber } from '../../domain/typed/declaration-numbers.ts'
import { MACHINE_HEADER, toMachineCsv } from '../../export/machine-csv.ts'
import { walkAccount, walkEveryAccount } from '../../services/statement/exports.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { accountOption, dateRange } from '../options.ts'

export const exportCommand = defineCommand({
  name: 'export',
  usage: '[--voen V] [--ledger L] [--from D] [--to D] [--type T] [--declaration N]',
  summary:
    'Print ledger rows as CSV, oldest first. Without --voen it prints all accounts, without --ledger all ledgers.',
  example: 'export --voen 1400057421 --ledger vat --from 2026-01-01 --to 2026-03-31',
  options: { voen: 'string', ledger: 'string', from: 'string', to: 'string', type: 'string', declaration: 'string' },
  operands: [],
  async run({ openStore, stdout, clock }, options) {
    const ledgers = chooseLedgers(options.ledger)
    const filter = parseFilter(options)
    const store = await openStore('read')
    const chosen = await accountOption(options, store)
    await print(stdout, MACHINE_HEADER)
    // A malformed declaration number matches nothing, as an unknown one does.
    if (filter === null) return 0
    const request = { ledgers, filter, today: todayInBaku(clock()) }
    const walk = chosen
      ? walkAccount(store.exporter, { voen: chosen, ...request })
      : walkEveryAccount(store.exporter, request)
    for await (const entries of walk) await print(stdout, toMachineCsv(entries))
    return 0
  },
})

function chooseLedgers(ledger: string | undefined) {
  if (ledger === undefined) return LEDGERS
  if (!isLedger(ledger)) throw new CommandError(`--ledger must be one of ${LEDGERS.join(', ')}, not "${ledger}"`)
  return [ledger]
}

interface FilterOptions {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly type?: string | undefined
  readonly declaration?: string | undefined
}

/** @returns null when the text cannot be a declaration number */
function parseFilter(options: FilterOptions): StatementFilter | null {
  const { type = null, declaration } = options
  if (type !== null && !isOperationType(type)) {
    throw new CommandError(`--type must be one of ${OPERATION_TYPES.join(', ')}, not "${type}"`)
  }
  const { from, to } = dateRange(options)
  if (declaration === undefined) return { ...NO_FILTER, from, to, type }
  const number = parseDeclarationNumber(declaration)
  return number === null ? null : { ...NO_FILTER, from, to, type, declarations: [number] }
}
