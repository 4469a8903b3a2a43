import { dismissHeldEvent } from '../../services/intake/held.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { operator } from '../operator.ts'
import { reasonOption } from '../options.ts'

export const dismissHeldCommand = defineCommand({
  name: 'dismiss-held',
  usage: 'ARRIVAL --reason TEXT',
  summary:
    'Discard a held event by its log position. The event and the reason stay in the log, and it is never booked.',
  example: 'dismiss-held 1204 --reason "Sent again by the bank under the right number"',
  options: { reason: 'string' },
  operands: ['ARRIVAL'],
  async run({ openStore, clock, stderr }, options, [arrival = '']) {
    if (!/^[1-9]\d{0,14}$/.test(arrival)) {
      throw new CommandError(`ARRIVAL must be a log position; held lists them, not "${arrival}"`)
    }
    const reason = reasonOption(options.reason, 'why the event is dismissed; it is stored with the event')
    const store = await openStore('write')
    if (!(await dismissHeldEvent(store.writer, Number(arrival), reason, clock(), operator()))) {
      throw new CommandError(`no event is held at log position ${arrival}; held lists the held events`)
    }
    await print(stderr, `The event at log position ${arrival} is dismissed.\n`)
    return 0
  },
})
