import { type Command, print } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '',
  summary: 'Bring the schema of the store up to date; every other command does so too.',
  example: 'migrate',
  options: [],
  operands: [],
  async run({ openStore, stderr }) {
    await openStore()
    await print(stderr, 'The store is up to date.\n')
    return 0
  },
}
