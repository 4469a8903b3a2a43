import { isVoen, type Voen } from '../../domain/voen.ts'
import { explainWait } from '../../i18n/operator-en.ts'
import { walkDismissedEvents } from '../../services/intake/dismiss-held.ts'
import { heldGauge } from '../../services/intake/held-gauge.ts'
import type { Database } from '../../store/engine/access.ts'
import { walkHeldEvents } from '../../store/intake/held-events.ts'
import { type Command, CommandError, flag, print } from '../command.ts'

export const heldCommand: Command = {
  name: 'held',
  usage: '[--voen V] [--dismissed yes] [--gauge yes]',
  summary:
    'List the events that wait, and what each waits for, or those that were dismissed, and why, one JSON object a line; or how many wait, and since when.',
  example: 'held --gauge yes',
  options: ['voen', 'dismissed', 'gauge'],
  operands: [],
  async run({ openStore, clock, stdout }, options) {
    const { voen = null } = options
    // Not only of who is registered: that is what most of them wait for.
    if (voen !== null && !isVoen(voen)) {
      throw new CommandError(`--voen must be ten digits, the last 1 or 2, not "${voen}"`)
    }
    const [gauge, dismissed] = [flag(options, 'gauge'), flag(options, 'dismissed')]
    if (gauge && (dismissed || voen !== null)) {
      throw new CommandError('--gauge counts all that waits; leave --voen and --dismissed out')
    }
    const store = await openStore()
    if (gauge) await print(stdout, `${JSON.stringify(await heldGauge(store.exporter, clock()))}\n`)
    else {
      for await (const lines of dismissed ? dismissedLines(store, voen) : heldLines(store, voen)) {
        await print(stdout, lines.map(line => `${JSON.stringify(line)}\n`).join(''))
      }
    }
    return 0
  },
}

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
