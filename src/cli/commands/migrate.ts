import { CannotDistributeError, distributeWithCitus } from '../../store/maintenance/citus.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { withoutPassword } from '../store-url.ts'

export const migrateCommand = defineCommand({
  name: 'migrate',
  usage: '[--shard citus]',
  summary:
    'Bring the schema up to date, as every command does on its own. With --shard citus distribute an empty store by taxpayer.',
  example: 'migrate',
  options: { shard: 'string' },
  operands: [],
  async run({ config, openStore, stderr }, { shard }) {
    if (shard !== undefined && shard !== 'citus') throw new CommandError(`--shard must be citus, not "${shard}"`)
    const onPostgres = config.databaseUrl.startsWith('postgres')
    if (shard && !onPostgres) throw new CommandError('--shard citus needs a DATABASE_URL that begins with postgres://')
    const { isNew } = await openStore('create')
    if (shard) await distribute(config.databaseUrl)
    const made = isNew ? `A new store was made: ${withoutPassword(config.databaseUrl)}.\n` : ''
    await print(stderr, `${made}The store is up to date${shard ? ' and distributed by taxpayer' : ''}.\n`)
    return 0
  },
})

async function distribute(url: string): Promise<void> {
  try {
    await distributeWithCitus(url)
  } catch (error) {
    if (error instanceof CannotDistributeError)
      throw new CommandError(`the store cannot be distributed: ${error.message}`)
    throw error
  }
}
