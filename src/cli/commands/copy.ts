import { copyStore, NotACopyError } from '../../services/maintenance/copy-store.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { describeDifference } from '../describe-difference.ts'
import { Progress } from '../progress.ts'

export const copyCommand = defineCommand({
  name: 'copy',
  usage: 'SOURCE_URL TARGET_URL',
  summary: 'Copy a store, except its sessions and senders, and compare every row. Run it again to copy what is new.',
  example: 'copy sqlite:/var/lib/vereqe/vereqe.db postgres://vereqe@localhost/vereqe',
  options: {},
  operands: ['SOURCE_URL', 'TARGET_URL'],
  async run({ openStore, watchInterrupts, stdout, stderr }, _options, [sourceUrl, targetUrl]) {
    if (sourceUrl === targetUrl)
      throw new CommandError('the source and the target are the same store; name another target')
    const [source, target] = [await openStore('write', sourceUrl), await openStore('create', targetUrl)]
    const progress = new Progress(stderr, 'events copied')
    let first: number | undefined
    try {
      const { finished, difference } = await copyStore(source, target, {
        interrupted: watchInterrupts(),
        onProgress: (arrival, last) => {
          first ??= arrival
          progress.show(arrival - first, (arrival - first) / (last - first || 1))
        },
      })
      progress.clear()
      if (!finished) {
        throw new CommandError(
          'the copy was interrupted; copied events are kept, run the same command again to copy the rest',
        )
      }
      if (difference) await print(stdout, `${describeDifference(difference, SIDES)}\n`)
      else await print(stderr, 'The two stores have equal rows.\n')
      return difference ? 1 : 0
    } catch (error) {
      progress.clear()
      if (!(error instanceof NotACopyError)) throw error
      throw new CommandError('the target has events that the source does not have; copy into an empty store')
    }
  },
})

const SIDES = ['the source', 'the target'] as const
