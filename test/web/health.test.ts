import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LogLine } from '../../src/log.ts'
import { NoStoreError, StoreFaultError } from '../../src/store/engine/access.ts'
import { createApp } from '../../src/web/app.tsx'
import type { Dependencies } from '../../src/web/context.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { Service } from '../support/stores/service.ts'
import { BROKEN, UNREACHABLE } from '../support/stores/store-failures.ts'

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
