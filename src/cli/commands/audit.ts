import { isVoen } from '../../domain/voen.ts'
import { walkAuditLog } from '../../services/access/audit.ts'
import { type Command, CommandError, dateRange, print } from '../command.ts'

export const auditCommand: Command = {
  name: 'audit',
  usage: '[--voen V] [--from D] [--to D] [--subject S]',
  summary:
    'List who signed in, was refused, took an export or changed a mandate, oldest first, one JSON object a line.',
  example: 'audit --voen 1400057421 --from 2026-11-01',
  options: ['voen', 'from', 'to', 'subject'],
  operands: [],
  async run({ openStore, stdout }, options) {
    const { voen = null, subject = null } = options
    // Not only of who is registered: a refusal may be about anybody.
    if (voen !== null && !isVoen(voen))
      throw new CommandError(`--voen must be ten digits, the last 1 or 2, not "${voen}"`)
    const dates = dateRange(options)
    const store = await openStore()
    for await (const batch of walkAuditLog(store.access, { ...dates, voen, subject })) {
      const lines = batch.map(({ at, action, actor, voen, detail }) =>
        printable(JSON.stringify({ at: at.toISOString(), action, ...actor, voen, detail })),
      )
      await print(stdout, `${lines.join('\n')}\n`)
    }
    return 0
  },
}

/** JSON that a terminal shows and does not obey: browsers can put anything in their names. */
function printable(json: string): string {
  return json.replace(/[\p{Cc}\p{Cf}]/gu, character => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}
