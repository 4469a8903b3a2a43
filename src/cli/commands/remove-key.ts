import { removeSenderKey } from '../../services/intake/senders.ts'
import { CommandError, defineCommand, print } from '../command.ts'

export const removeKeyCommand = defineCommand({
  name: 'remove-key',
  usage: 'NAME ID',
  summary: 'Revoke a key of a sender.',
  example: 'remove-key hop 5f2c9a01d3b84e67',
  options: {},
  operands: ['NAME', 'ID'],
  async run({ openStore, clock, stderr }, _options, [name = '', id = '']) {
    const store = await openStore('write')
    if (!(await removeSenderKey(store.access, name, id, clock()))) {
      throw new CommandError(`sender "${name}" has no key "${id}"; senders lists the keys`)
    }
    await print(stderr, `Key ${id} of ${name} is revoked.\n`)
    return 0
  },
})
