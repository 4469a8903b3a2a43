import { retryHeldEvents } from '../../services/intake/retry-held.ts'
import { type Command, print } from '../command.ts'

export const retryHeldCommand: Command = {
  name: 'retry-held',
  usage: '',
  summary: 'Try all events that wait again, earliest first, and print what became of them.',
  example: 'retry-held',
  options: [],
  operands: [],
  async run({ openStore, clock, stdout }) {
    const store = await openStore()
    await print(stdout, `${JSON.stringify(await retryHeldEvents(store.writer, clock()))}\n`)
    return 0
  },
}
