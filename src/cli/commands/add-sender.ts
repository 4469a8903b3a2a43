import { CHANNELS } from '../../domain/operation-type.ts'
import { EVENT_TYPES, isSenderName } from '../../domain/sender.ts'
import { registerSender } from '../../services/intake/senders.ts'
import { type Command, CommandError, flag, type Options, print } from '../command.ts'

export const addSenderCommand: Command = {
  name: 'add-sender',
  usage: 'NAME --types a,b [--channels x,y] [--bills yes]',
  summary:
    'Register who may send events over HTTP, or change what it may send; --bills yes lets it ask what is to pay.',
  example: 'add-sender hop --types payment.received --channels hop --bills yes',
  options: ['types', 'channels', 'bills'],
  operands: ['NAME'],
  async run({ openStore, clock, stderr }, options, [name = '']) {
    if (!isSenderName(name)) {
      throw new CommandError(`NAME must be 1 to 63 small letters, digits and hyphens, not "${name}"`)
    }
    const types = listOption(options, 'types', EVENT_TYPES)
    const channels = listOption(options, 'channels', CHANNELS)
    const bills = flag(options, 'bills')
    if (types.length === 0) throw new CommandError(`--types must name what it may send, of ${EVENT_TYPES.join(', ')}`)
    if (types.includes('payment.received') !== channels.length > 0) {
      throw new CommandError('--channels goes with the type payment.received, which needs it')
    }
    const store = await openStore()
    await registerSender(store.access, { name, types, channels, bills }, clock())
    await print(stderr, `${name} is registered.\n`)
    return 0
  },
}

/** @throws {CommandError} */
function listOption<Code extends string>(options: Options, name: string, codes: readonly Code[]): Code[] {
  const given = (options[name] ?? '').split(',').filter(Boolean)
  const unknown = given.find(code => !codes.includes(code as Code))
  if (unknown !== undefined) throw new CommandError(`--${name} must be of ${codes.join(', ')}, not "${unknown}"`)
  return codes.filter(code => given.includes(code))
}
