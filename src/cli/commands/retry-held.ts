import { retryHeldEvents } from '../../services/intake/held.ts'
import { defineCommand, print } from '../command.ts'

export const retryHeldCommand = defineCommand({
  name: 'retry-held',
  usage: '',
  summary: 'Retry all held events, earliest first, and print how many were applied, rejected and held again.',
  example: 'retry-held',
  options: {},
  operands: [],
  async run({ openStore, clock, stdout }) {
    const store = await openStore('write')
    await print(stdout, `${JSON.stringify(await retryHeldEvents(store.writer, clock()))}\n`)
    return 0
  },
})
