import { removeSender } from '../../services/intake/senders.ts'
import { type Command, CommandError, print } from '../command.ts'

export const removeSenderCommand: Command = {
  name: 'remove-sender',
  usage: 'NAME',
  summary: 'Let a sender send nothing more, and forget its keys; what it has sent stays.',
  example: 'remove-sender hop',
  options: [],
  operands: ['NAME'],
  async run({ openStore, stderr }, _options, [name = '']) {
    const store = await openStore()
    if (!(await removeSender(store.access, name))) {
      throw new CommandError(`nobody is registered as "${name}"; senders lists them`)
    }
    await print(stderr, `${name} is removed.\n`)
    return 0
  },
}
