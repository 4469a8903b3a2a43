import { MAX_REJECTIONS } from '../../domain/sender.ts'
import { explain } from '../../i18n/operator-en.ts'
import { listNotKept } from '../../services/intake/clear-rejections.ts'
import { EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { walkRejections } from '../../store/intake/rejections.ts'
import { defineCommand, jsonLine, print } from '../command.ts'

export const rejectedCommand = defineCommand({
  name: 'rejected',
  usage: '',
  summary: 'List the rejected events with the sender and the reasons, one JSON object per line.',
  example: 'rejected',
  options: {},
  operands: [],
  async run({ openStore, stdout, stderr }) {
    const store = await openStore('read')
    for await (const batch of walkRejections(read => store.exporter.snapshot(EVERY_ACCOUNT, read))) {
      const lines = batch.map(({ rejectedAt, arrival, sender, problems, content }) =>
        jsonLine({
          rejectedAt,
          held: arrival > 0,
          sender: sender === '' ? null : sender,
          reason: explain(problems),
          problems,
          content,
        }),
      )
      await print(stdout, lines.join(''))
    }
    for (const { sender, count, from, to } of await listNotKept(store.exporter)) {
      const whose = sender === '' ? 'the command line' : sender
      await print(
        stderr,
        `${count} more rejections of ${whose} from ${from} to ${to} were counted but not kept: ${MAX_REJECTIONS} are kept of each sender; clear-rejected makes room.\n`,
      )
    }
    return 0
  },
})
