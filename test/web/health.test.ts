import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptClock } from '../../src/cli/accept-clock.ts'
import type { LogLine } from '../../src/log.ts'
import { NoStoreError, StoreFaultError } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import type { Dependencies } from '../../src/web/context.ts'
import { registered, toLine } from '../support/oracle/events.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { Service } from '../support/stores/service.ts'
import { BROKEN, UNREACHABLE } from '../support/stores/store-failures.ts'
import { WatchedReader } from '../support/stores/watched-reader.ts'

const NOW = new Date('2026-04-20T10:00:00+04:00')

let service: Service
beforeAll(async () => {
  service = await Service.open(NOW)
})
afterAll(() => service[Symbol.asyncDispose]())

async function ask(path: string, more: Partial<Dependencies> = {}) {
  const log: LogLine[] = []
  const { requireSchema } = service.store
  const dependencies = { ...dependenciesOf(service.store), requireSchema, clock: () => NOW, ...more }
  const app = createApp({ ...dependencies, log: line => log.push(line) })
  const response = await app.request(path)
  const { status, headers } = response
  return { answer: [status, await response.text()], retryAfter: headers.get('retry-after'), log }
}

describe('/healthz', () => {
  test('is ok while the process answers, whatever the store does, and has no line in the log', async () => {
    for (const access of [{}, UNREACHABLE, BROKEN, { isStopping: () => true }]) {
      expect(await ask('/healthz', access)).toEqual({ answer: [200, 'ok'], retryAfter: null, log: [] })
    }
  })
})

describe('/readyz', () => {
  test('is 200 when the store can be read and written and has the schema of this version', async () => {
    expect(await ask('/readyz')).toEqual({ answer: [200, 'ready'], retryAfter: null, log: [] })
  })

  const unwritable = () => Promise.reject(new StoreFaultError('full', 'SECRET PATH'))
  const newer = () => Promise.reject(new NoStoreError('a newer version has changed its schema'))

  test.each<[string, () => Partial<Dependencies>]>([
    ['stopping', () => ({ isStopping: () => true })],
    ['unreachable', () => UNREACHABLE],
    ['full', () => ({ access: { ...service.store.access, proveWritable: unwritable } })],
    ['schema', () => ({ requireSchema: newer })],
  ])('is 503 and says why: %s', async (reason, dependencies) => {
    const answered = await ask('/readyz', dependencies())
    expect(answered).toEqual({ answer: [503, `not ready: ${reason}`], retryAfter: '5', log: [] })
  })

  test('is 500 for a fault of the program, with a line in the log', async () => {
    const { answer, log } = await ask('/readyz', BROKEN)
    expect(answer[0]).toBe(500)
    expect(log.map(({ event }) => event)).toEqual(['failure'])
  })
})

describe('/readyz of a server whose clock has jumped', () => {
  const YEARS_MS = 5 * 365 * 86_400_000
  const wrong = [YEARS_MS, -YEARS_MS].map(jump_ms => new Date(NOW.getTime() + jump_ms))

  /** An application whose log has one event, received now. */
  async function afterReceipt() {
    const served = await Service.open(NOW)
    await served.import([toLine(registered())])
    const state = { now: NOW }
    const log: LogLine[] = []
    const reader = new WatchedReader(served.store.reader)
    const dependencies = dependenciesOf({ ...served.store, reader: reader.reader })
    const app = createApp({ ...dependencies, clock: () => state.now, log: line => log.push(line) })
    const ready = async () => {
      const response = await app.request('/readyz')
      return [response.status, await response.text()]
    }
    return { served, state, log, reader, ready, close: () => served[Symbol.asyncDispose]() }
  }

  test.each(wrong)('to %s is 503 until it is right again, with a line in the log for each change', async now => {
    const { state, log, ready, close } = await afterReceipt()
    expect(await ready()).toEqual([200, 'ready'])
    state.now = now
    for (let time = 0; time < 3; time += 1) expect(await ready()).toEqual([503, 'not ready: clock'])
    state.now = NOW
    expect(await ready()).toEqual([200, 'ready'])
    expect(log).toEqual([
      {
        level: 'error',
        event: 'clock-jumped',
        now: now.toISOString(),
        lastReceipt: NOW.toISOString(),
        remedy: 'set the clock, or confirm it with accept-clock',
        pid: process.pid,
      },
      { level: 'info', event: 'clock-right', now: NOW.toISOString(), pid: process.pid },
    ])
    await close()
  })

  test.each(wrong)('to %s before it started is 503 until an operator accepts it', async now => {
    const { served, state, ready, close } = await afterReceipt()
    state.now = now
    expect(await ready()).toEqual([503, 'not ready: clock'])
    await acceptClock(served.store, now)
    expect(await ready()).toEqual([200, 'ready'])
    await close()
  })

  test('asks the store no more than before while the clock goes on', async () => {
    const { state, reader, ready, close } = await afterReceipt()
    await ready()
    const first = reader.asked
    for (let time = 1; time <= 5; time += 1) {
      state.now = new Date(NOW.getTime() + time * 30 * 86_400_000)
      await ready()
    }
    expect(reader.asked - first).toBe(5)
    await close()
  })
})
