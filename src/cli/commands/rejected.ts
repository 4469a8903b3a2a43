import { explain } from '../../i18n/operator-en.ts'
import { EVERY_ACCOUNT } from '../../store/engine/access.ts'
import { walkRejections } from '../../store/intake/rejections.ts'
import { defineCommand, print } from '../command.ts'

export const rejectedCommand = defineCommand({
  name: 'rejected',
  usage: '',
  summary: 'List the rejected events and the reasons, one JSON object per line.',
  example: 'rejected',
  options: {},
  operands: [],
  async run({ openStore, stdout }) {
    const store = await openStore('read')
    for await (const batch of walkRejections(read => store.exporter.snapshot(EVERY_ACCOUNT, read))) {
      const lines = batch.map(({ rejectedAt, arrival, problems, content }) =>
        JSON.stringify({
          rejectedAt,
          held: arrival > 0,
          reason: explain(problems),
          problems,
          content,
        }),
      )
      await print(stdout, `${lines.join('\n')}\n`)
    }
    return 0
  },
})
