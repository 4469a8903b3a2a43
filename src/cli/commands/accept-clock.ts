import { acceptClock } from '../accept-clock.ts'
import { defineCommand, print } from '../command.ts'

export const acceptClockCommand = defineCommand({
  name: 'accept-clock',
  usage: '',
  summary:
    'Confirm that the clock of this machine is right although it is more than 31 days ahead of the last receipt, or more than a day behind it. Deliveries go on, and the audit log has a line.',
  example: 'accept-clock',
  options: {},
  operands: [],
  async run({ openStore, clock, stderr }) {
    const jump = await acceptClock(await openStore('write'), clock())
    const sentence = jump
      ? `The clock ${jump.now.toISOString()} is accepted; the last receipt is of ${jump.lastReceipt.toISOString()}.`
      : 'The clock follows the last receipt; there is nothing to accept.'
    await print(stderr, `${sentence}\n`)
    return 0
  },
})
