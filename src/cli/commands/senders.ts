import { listSenders } from '../../services/intake/senders.ts'
import { defineCommand, jsonLine, print } from '../command.ts'

export const sendersCommand = defineCommand({
  name: 'senders',
  usage: '',
  summary:
    'List the senders of events over HTTP, what each may send, and the ids of its keys, one JSON object per line.',
  example: 'senders',
  options: {},
  operands: [],
  async run({ openStore, stdout }) {
    const store = await openStore('read')
    for (const { sender, keys } of await listSenders(store.access)) {
      const { name, title, types, channels, bills, objections } = sender
      await print(stdout, jsonLine({ name, title, types, channels, bills, objections, keys }))
    }
    return 0
  },
})
