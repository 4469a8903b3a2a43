import { removeSender } from '../../services/intake/senders.ts'
import { CommandError, defineCommand, print } from '../command.ts'

export const removeSenderCommand = defineCommand({
  name: 'remove-sender',
  usage: 'NAME',
  summary: 'Unregister a sender and delete its keys. Events already delivered are kept.',
  example: 'remove-sender hop',
  options: {},
  operands: ['NAME'],
  async run({ openStore, clock, stderr }, _options, [name = '']) {
    const store = await openStore('write')
    if (!(await removeSender(store.access, name, clock()))) {
      throw new CommandError(`no sender is registered as "${name}"; senders lists them`)
    }
    await print(stderr, `${name} is unregistered.\n`)
    return 0
  },
})
