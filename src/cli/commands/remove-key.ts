import { removeSenderKey } from '../../services/intake/senders.ts'
import { type Command, CommandError, print } from '../command.ts'

export const removeKeyCommand: Command = {
  name: 'remove-key',
  usage: 'NAME ID',
  summary: 'Let a sender sign with a key no more.',
  example: 'remove-key hop 5f2c9a01d3b84e67',
  options: [],
  operands: ['NAME', 'ID'],
  async run({ openStore, stderr }, _options, [name = '', id = '']) {
    const store = await openStore()
    if (!(await removeSenderKey(store.access, name, id))) {
      throw new CommandError(`"${name}" has no key "${id}"; senders lists them`)
    }
    await print(stderr, `${name} may no more sign with the key ${id}.\n`)
    return 0
  },
}
