import { CHANNELS } from '../../domain/operation-type.ts'
import { EVENT_TYPES, isSenderName, isSenderTitle } from '../../domain/sender.ts'
import { registerSender } from '../../services/intake/senders.ts'
import { CommandError, defineCommand, print } from '../command.ts'

export const addSenderCommand = defineCommand({
  name: 'add-sender',
  usage: 'NAME --types a,b [--channels x,y] [--bills] [--objections] [--title T]',
  summary:
    'Register a sender of events over HTTP, or change what it may send. With --bills it may query what is to be paid, with --objections read and answer objections to reconciliation acts. Taxpayers see its --title.',
  example: 'add-sender hop --types payment.received --channels hop --bills --title "Government Payment Portal"',
  options: { types: 'string', channels: 'string', bills: 'boolean', objections: 'boolean', title: 'string' },
  operands: ['NAME'],
  async run({ openStore, clock, stderr }, options, [name = '']) {
    if (!isSenderName(name)) {
      throw new CommandError(`NAME must be 1 to 63 lower-case letters, digits and hyphens, not "${name}"`)
    }
    const types = codeList('types', options.types, EVENT_TYPES)
    const channels = codeList('channels', options.channels, CHANNELS)
    const { bills = false, objections = false, title } = options
    if (types.length === 0 && !objections)
      throw new CommandError(`--types must list the event types to accept, among ${EVENT_TYPES.join(', ')}`)
    if (types.includes('payment.received') !== channels.length > 0) {
      throw new CommandError('the type payment.received needs --channels, and no other type takes it')
    }
    if (title !== undefined && !isSenderTitle(title)) {
      throw new CommandError(
        '--title must be one line of 1 to 100 characters that people can see, without blanks around it',
      )
    }
    const store = await openStore('create')
    const titled = title === undefined ? {} : { title }
    await registerSender(store.access, { name, ...titled, types, channels, bills, objections }, clock())
    await print(stderr, `${name} is registered.\n`)
    return 0
  },
})

/** @throws {CommandError} */
function codeList<Code extends string>(name: string, text = '', codes: readonly Code[]): Code[] {
  const given = text.split(',').filter(Boolean)
  const unknown = given.find(code => !codes.includes(code as Code))
  if (unknown !== undefined) throw new CommandError(`--${name} must be among ${codes.join(', ')}, not "${unknown}"`)
  return codes.filter(code => given.includes(code))
}
