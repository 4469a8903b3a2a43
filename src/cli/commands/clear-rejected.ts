import { type PlainDate, todayInBaku } from '../../domain/dates.ts'
import { COMMAND_LINE } from '../../domain/decision-history.ts'
import { clearRejections } from '../../services/intake/clear-rejections.ts'
import { findSender } from '../../services/intake/senders.ts'
import type { Database } from '../../store/engine/access.ts'
import { CommandError, defineCommand, print } from '../command.ts'
import { operator } from '../operator.ts'
import { dateOption, reasonOption } from '../options.ts'

export const clearRejectedCommand = defineCommand({
  name: 'clear-rejected',
  usage: '[--sender NAME] [--before D] --reason TEXT',
  summary:
    'Delete rejections, with one line in the audit log: all, those of one sender (- is the command line), or those from before a day. Rejections of events that were held stay.',
  example: 'clear-rejected --sender hop --before 2026-11-01 --reason "hop has corrected and resent them"',
  options: { sender: 'string', before: 'string', reason: 'string' },
  operands: [],
  async run({ openStore, clock, stderr }, options) {
    const { sender } = options
    const now = clock()
    const before = beforeOption(options.before, now)
    const reason = reasonOption(options.reason, 'why they are cleared; it is kept in the audit log')
    const store = await openStore('write')
    const wish = { sender: sender === undefined ? null : sender === COMMAND_LINE ? '' : sender, before, reason }
    const cleared = await clearRejections(store.writer, wish, now, operator())
    if (!cleared) {
      await refuseUnknownSender(store, sender)
      await print(stderr, 'There are no such rejections.\n')
      return 0
    }
    const { rejections, notKept } = cleared
    await print(stderr, `${rejections} rejections are cleared, and ${notKept} that were counted only.\n`)
    return 0
  },
})

function beforeOption(text: string | undefined, now: Date): PlainDate | null {
  const before = dateOption('before', text)
  // The record of a clearing allows to delete what it covers, so it must not cover what comes.
  if (before && before > todayInBaku(now)) throw new CommandError(`--before ${before} is in the future`)
  return before
}

/** A sender may be unregistered and still have rejections. */
async function refuseUnknownSender({ access }: Database, sender: string | undefined): Promise<void> {
  if (sender === undefined || sender === COMMAND_LINE || (await findSender(access, sender))) return
  throw new CommandError(`no sender is registered as "${sender}"; senders lists them`)
}
