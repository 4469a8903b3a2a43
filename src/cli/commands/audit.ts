import { walkAuditLog } from '../../services/access/audit.ts'
import { defineCommand, jsonLine, print } from '../command.ts'
import { dateRange, voenOption } from '../options.ts'

export const auditCommand = defineCommand({
  name: 'audit',
  usage: '[--voen V] [--from D] [--to D] [--subject S]',
  summary:
    'List sign-ins, refusals, exports, and changes of mandates and senders, oldest first, one JSON object per line.',
  example: 'audit --voen 1400057421 --from 2026-11-01',
  options: { voen: 'string', from: 'string', to: 'string', subject: 'string' },
  operands: [],
  async run({ openStore, stdout }, options) {
    const { subject = null } = options
    const voen = voenOption(options)
    const dates = dateRange(options)
    const store = await openStore('read')
    for await (const batch of walkAuditLog(store.access, { ...dates, voen, subject })) {
      const lines = batch.map(({ at, action, actor, voen, detail }) =>
        jsonLine({ at: at.toISOString(), action, ...actor, voen, detail }),
      )
      await print(stdout, lines.join(''))
    }
    return 0
  },
})
