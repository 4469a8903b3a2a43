import { dismissHeldEvent } from '../../services/intake/dismiss-held.ts'
import { type Command, CommandError, print } from '../command.ts'

const MAX_REASON = 500

export const dismissHeldCommand: Command = {
  name: 'dismiss-held',
  usage: 'ARRIVAL --reason TEXT',
  summary:
    'Give up an event that waits, by its place in the log; it stays there, with the reason, and is never booked.',
  example: 'dismiss-held 1204 --reason "Sent again by the bank under the right number"',
  options: ['reason'],
  operands: ['ARRIVAL'],
  async run({ openStore, clock, stderr }, { reason = '' }, [arrival = '']) {
    if (!/^[1-9]\d{0,14}$/.test(arrival)) {
      throw new CommandError(`ARRIVAL must be a place in the log, as held lists it, not "${arrival}"`)
    }
    const why = reason.trim()
    if (why === '') throw new CommandError('--reason must say why; it is kept with the event')
    if ([...why].length > MAX_REASON) throw new CommandError(`--reason must be ${MAX_REASON} characters at most`)
    const store = await openStore()
    if (!(await dismissHeldEvent(store.writer, Number(arrival), why, clock()))) {
      throw new CommandError(`no event waits in place ${arrival}; held lists those that do`)
    }
    await print(stderr, `The event in place ${arrival} is dismissed.\n`)
    return 0
  },
}
