import { listSenders } from '../../services/intake/senders.ts'
import { type Command, print } from '../command.ts'

export const sendersCommand: Command = {
  name: 'senders',
  usage: '',
  summary: 'List who may send events over HTTP, what each may send, and its keys by their ids, one JSON object a line.',
  example: 'senders',
  options: [],
  operands: [],
  async run({ openStore, stdout }) {
    const store = await openStore()
    for (const { sender, keys } of await listSenders(store.access)) {
      const { name, types, channels, bills } = sender
      await print(stdout, `${JSON.stringify({ name, types, channels, bills, keys })}\n`)
    }
    return 0
  },
}
