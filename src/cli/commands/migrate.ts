import { CannotDistributeError, distributeWithCitus } from '../../store/maintenance/citus.ts'
import { type Command, CommandError, print } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '[--shard citus]',
  summary:
    'Bring the schema up to date, as every other command does; with --shard citus spread an empty store by taxpayer.',
  example: 'migrate',
  options: ['shard'],
  operands: [],
  async run({ config, openStore, stderr }, { shard }) {
    if (shard !== undefined && shard !== 'citus') throw new CommandError(`--shard must be citus, not "${shard}"`)
    const onServer = config.databaseUrl.startsWith('postgres')
    if (shard && !onServer) throw new CommandError('--shard citus needs a DATABASE_URL that is postgres://…')
    await openStore()
    if (shard) await spread(config.databaseUrl)
    await print(stderr, `The store is up to date${shard ? ', and spread by taxpayer' : ''}.\n`)
    return 0
  },
}

async function spread(url: string): Promise<void> {
  try {
    await distributeWithCitus(url)
  } catch (error) {
    if (error instanceof CannotDistributeError) throw new CommandError(`the store cannot be spread: ${error.message}`)
    throw error
  }
}
