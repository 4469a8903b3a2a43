import type { Voen } from '../../domain/voen.ts'
import { explainWait } from '../../i18n/operator-en.ts'
import { heldGauge, walkDismissedEvents } from '../../services/intake/held.ts'
import type { Database } from '../../store/engine/access.ts'
import { walkHeldEvents } from '../../store/intake/held-events.ts'
import { CommandError, defineCommand, jsonLine, print } from '../command.ts'
import { voenOption } from '../options.ts'

export const heldCommand = defineCommand({
  name: 'held',
  usage: '[--voen V] [--dismissed] [--gauge]',
  summary:
    'List the held events and what each waits for, one JSON object per line. With --dismissed list the dismissed events and the reasons; with --gauge print only the counts and the age of the oldest.',
  example: 'held --gauge',
  options: { voen: 'string', dismissed: 'boolean', gauge: 'boolean' },
  operands: [],
  async run({ openStore, clock, stdout }, options) {
    const { gauge = false, dismissed = false } = options
    const voen = voenOption(options)
    if (gauge && (dismissed || voen !== null)) {
      throw new CommandError('--gauge counts all held events; leave out --voen and --dismissed')
    }
    const store = await openStore('read')
    if (gauge) await print(stdout, jsonLine(await heldGauge(store.exporter, clock())))
    else {
      for await (const lines of dismissed ? dismissedLines(store, voen) : heldLines(store, voen)) {
        await print(stdout, lines.map(jsonLine).join(''))
      }
    }
    return 0
  },
})

async function* heldLines({ exporter }: Database, voen: Voen | null): AsyncGenerator<object[]> {
  for await (const batch of walkHeldEvents(exporter, voen)) {
    yield batch.map(({ arrival, wait, content }) => ({
      arrival,
      waitsFor: explainWait(wait),
      event: JSON.parse(content),
    }))
  }
}

async function* dismissedLines({ exporter }: Database, voen: Voen | null): AsyncGenerator<object[]> {
  for await (const batch of walkDismissedEvents(exporter, voen)) {
    yield batch.map(({ arrival, dismissedAt, reason, content }) => ({
      arrival,
      dismissedAt,
      reason,
      event: JSON.parse(content),
    }))
  }
}
