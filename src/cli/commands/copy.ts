import { copyStore, NotACopyError } from '../../services/maintenance/copy-store.ts'
import { type Command, CommandError, describeDifference, print } from '../command.ts'
import { Progress } from '../progress.ts'

export const copyCommand: Command = {
  name: 'copy',
  usage: 'SOURCE_URL TARGET_URL',
  summary:
    'Make one store a copy of another, without its sessions and senders, and compare every row; run again, it goes on.',
  example: 'copy sqlite:/var/lib/vereqe/vereqe.db postgres://vereqe@localhost/vereqe',
  options: [],
  operands: ['SOURCE_URL', 'TARGET_URL'],
  async run({ openStore, watchInterrupts, stdout, stderr }, _options, [sourceUrl, targetUrl]) {
    if (sourceUrl === targetUrl) throw new CommandError('the two stores are one; name another as the target')
    const [source, target] = [await openStore(sourceUrl), await openStore(targetUrl)]
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
        throw new CommandError('the copying was interrupted; what was copied is kept, run it again for the rest')
      }
      if (difference) await print(stdout, `${describeDifference(difference, WORDS)}\n`)
      else await print(stderr, 'The two stores are equal, row by row.\n')
      return difference ? 1 : 0
    } catch (error) {
      progress.clear()
      if (!(error instanceof NotACopyError)) throw error
      throw new CommandError('the target holds events that the source does not; copy into an empty store')
    }
  },
}

const WORDS = { does: 'the copy has', doesNot: 'the copy does not have' }
