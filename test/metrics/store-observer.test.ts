import { afterEach, beforeEach, expect, test } from 'vitest'
import { storeText } from '../../src/metrics/store-metrics.ts'
import { StoreObserver } from '../../src/metrics/store-observer.ts'
import { type Database, StoreFaultError, StoreUnreachableError } from '../../src/store/engine/access.ts'
import { paidByNumber, paidToCode, registered } from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { seriesOf, unconventional } from './series.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

async function textOf(observer: StoreObserver): Promise<string> {
  const about = { version: '1.2.3', store: 'sqlite', processes: 2, now: new Date(NOW.getTime() + 90_000) } as const
  return storeText({ ...about, figures: await observer.read(), isWritable: observer.isWritable })
}

test('what is in the store has its metrics, with names and helps as Prometheus wants them', async () => {
  const unknown = paidToCode('142330', '2.00', { voen: undefined })
  await store.deliver(
    registered(),
    paidToCode('142330', '1.00', { channel: 'bank' }),
    paidByNumber('A/1', '1.00'),
    unknown,
    {},
  )
  const text = await textOf(new StoreObserver(store, () => {}))
  const figures = Object.fromEntries(
    ['info', 'processes', 'store_up', 'store_writable', 'held_events', 'held_events_oldest_age_seconds'].map(name => [
      name,
      seriesOf(text, `vereqe_${name}`),
    ]),
  )
  expect(figures).toEqual({
    info: { 'version="1.2.3",store="sqlite"': 1 },
    processes: { '': 2 },
    store_up: { '': 1 },
    store_writable: { '': 1 },
    held_events: { 'reason="taxpayer"': 0, 'reason="declaration"': 1, 'reason="assignment"': 1 },
    held_events_oldest_age_seconds: { 'reason="taxpayer"': 0, 'reason="declaration"': 90, 'reason="assignment"': 90 },
  })
  expect(seriesOf(text, 'vereqe_rejected_events')).toEqual({ '': 1 })
  expect(seriesOf(text, 'vereqe_last_event_timestamp_seconds')).toEqual({
    'channel="bank"': NOW.getTime() / 1000,
    'channel="hop"': NOW.getTime() / 1000,
  })
  for (const part of ['size', 'wal', 'free'])
    expect(seriesOf(text, `vereqe_store_${part}_bytes`)['']).toBeGreaterThan(0)
  expect(unconventional(text)).toEqual([])
})

test('a silent store is asked one question, and each scrape is answered in time and says that it is down', async () => {
  let questions = 0
  let answer = () => {}
  const silent: Database = {
    ...store,
    reader: {
      snapshot: async (account, read) => {
        questions += 1
        await new Promise<void>(resolve => {
          answer = resolve
        })
        return store.reader.snapshot(account, read)
      },
    },
  }
  const observer = new StoreObserver(silent, () => {}, 50)
  for (const _ of [1, 2, 3]) {
    const text = await textOf(observer)
    expect(seriesOf(text, 'vereqe_store_up')).toEqual({ '': 0 })
    expect(text, 'nothing is told of what is not known').not.toContain('vereqe_held_events')
  }
  expect(questions).toBe(1)
  answer()
  await expect.poll(async () => seriesOf(await textOf(observer), 'vereqe_store_up')).toEqual({ '': 1 })
  await textOf(observer)
  expect(questions, 'an answer serves the scrapes of a few seconds').toBe(1)
})

test('a store that fails is down with its cause, and one that cannot be written is not writable', async () => {
  const causes: unknown[] = []
  const fault = new StoreUnreachableError('away')
  const full = () => Promise.reject(new StoreFaultError('full', 'no room'))
  const failing: Database = {
    ...store,
    reader: { snapshot: () => Promise.reject(fault) },
    access: { ...store.access, proveWritable: full },
  }
  const observer = new StoreObserver(failing, error => causes.push(error))
  observer.prove()
  const text = await textOf(observer)
  expect(seriesOf(text, 'vereqe_store_up')).toEqual({ '': 0 })
  expect(causes).toEqual([fault])
  await expect.poll(async () => seriesOf(await textOf(observer), 'vereqe_store_writable')).toEqual({ '': 0 })
})
