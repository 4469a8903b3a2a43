import { explainWait } from '../../i18n/operator-en.ts'
import { walkHeldEvents } from '../../store/held-events.ts'
import { type Command, print } from '../command.ts'

export const heldCommand: Command = {
  name: 'held',
  usage: '',
  summary: 'List the events that wait, and what each waits for, one JSON object a line.',
  example: 'held',
  options: [],
  operands: [],
  async run({ openStore, stdout }) {
    const store = await openStore()
    for await (const batch of walkHeldEvents(store.exporter)) {
      const lines = batch.map(({ arrival, wait, content }) =>
        JSON.stringify({
          arrival,
          waitsFor: explainWait(wait),
          event: JSON.parse(content),
        }),
      )
      await print(stdout, `${lines.join('\n')}\n`)
    }
    return 0
  },
}
