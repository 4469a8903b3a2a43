import { loadDemonstration } from '../../demo/load-demonstration.ts'
import { defineCommand, print } from '../command.ts'

export const demoCommand = defineCommand({
  name: 'demo',
  usage: '',
  summary: 'Load the demonstration traders into the store. Existing data is kept.',
  example: 'demo',
  options: {},
  operands: [],
  async run({ openStore, stderr, clock }) {
    const store = await openStore('create')
    const { applied } = await loadDemonstration(store, clock)
    await print(stderr, `${applied} demonstration events loaded.\n`)
    return 0
  },
})
