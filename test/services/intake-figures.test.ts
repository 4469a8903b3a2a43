import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { intakeFigures, MAX_COUNTED } from '../../src/services/intake/intake-figures.ts'
import { paidByNumber, paidToCode, registered, toLine } from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const deliver = (minutes: number, ...events: object[]) =>
  deliverEvents(
    store.writer,
    events.map(event => toLine(event as Record<string, unknown>)),
    at(minutes),
  )
const payment = (channel: string) => paidToCode('142330', '1.00', { channel })

test('an empty store has no figures but zero', async () => {
  expect(await intakeFigures(store.reader)()).toEqual({
    held: {
      taxpayer: { count: 0, since: null },
      declaration: { count: 0, since: null },
      assignment: { count: 0, since: null },
    },
    rejected: 0,
    lastEvents: new Map(),
  })
})

test('held events are counted by what they wait for, with the oldest of each, and rejections with them', async () => {
  const read = intakeFigures(store.reader)
  await deliver(1, paidByNumber('A/1', '1.00'))
  await deliver(2, payment('bank'), payment('bank'))
  await deliver(3, paidByNumber('A/2', '1.00'), {})
  expect(await read()).toMatchObject({
    held: { taxpayer: { count: 2, since: at(2) }, declaration: { count: 2, since: at(1) } },
    rejected: 1,
  })
  await deliver(4, registered())
  expect((await read()).held.taxpayer).toEqual({ count: 0, since: null })
})

test('counts stop at a bound, and the age of the oldest of all is exact beyond it', async () => {
  // The keys of later events come first in the index.
  const names = Array.from({ length: MAX_COUNTED + 5 }, (_, index) => `Z/${9999 - index}`)
  await deliver(1, paidByNumber(names[0]!, '1.00'))
  await deliver(2, ...names.slice(1).map(name => paidByNumber(name, '1.00')), ...Array(3).fill({}))
  const { held } = await intakeFigures(store.reader)()
  expect(held.declaration).toEqual({ count: MAX_COUNTED, since: at(1) })
})

describe('the last event of a channel', () => {
  test('is found in the log, also after a restart, and whoever delivered it', async () => {
    const read = intakeFigures(store.reader)
    await deliver(1, registered(), payment('bank'), payment('hop'))
    await deliver(2, payment('hop'))
    const first = new Map([
      ['bank', at(1)],
      ['hop', at(2)],
    ])
    expect((await read()).lastEvents).toEqual(first)
    expect((await intakeFigures(store.reader)()).lastEvents).toEqual(first)
    await deliver(3, payment('treasury'), payment('bank'))
    expect((await read()).lastEvents).toEqual(new Map([...first, ['treasury', at(3)], ['bank', at(3)]]))
  })

  test('is looked for further back with each reading, a bounded part at a time', async () => {
    await deliver(1, registered(), payment('bank'))
    await deliver(2, ...Array.from({ length: 600 }, () => payment('hop')))
    const read = intakeFigures(store.reader)
    const found: boolean[] = []
    for (let reading = 1; reading <= 4; reading += 1) found.push((await read()).lastEvents.has('bank'))
    expect(found).toEqual([false, false, true, true])
    expect((await read()).lastEvents.get('bank')).toEqual(at(1))
  })
})
