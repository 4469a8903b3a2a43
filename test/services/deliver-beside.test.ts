import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchStore } from '../../src/cli/watch-store.ts'
import type { LogLine } from '../../src/log.ts'
import { recordVisits } from '../../src/services/access/visits.ts'
import { deliverBeside } from '../../src/services/intake/deliver-beside.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { TooManyStepsError } from '../../src/services/turns.ts'
import { type Database, StoreFaultError } from '../../src/store/engine/access.ts'
import { openSqlite } from '../../src/store/engine/sqlite.ts'
import { assessed, paidByNumber, paidToCode, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'

const customsDebts = (place: number) =>
  assessed(`L/${place}`, {
    'customs-duty': '0.01',
    vat: '0.01',
    excise: '0.01',
    'customs-fee': '0.01',
    'late-interest': '0.01',
  })

const indebt = (store: TestStore, count: number) =>
  store.deliver(registered(), ...Array.from({ length: count }, (_, index) => customsDebts(index)))

const VISIT = { voen: TRADER, at: NOW, action: 'viewed', subject: 's', name: 'n', broker: null, detail: null } as const

const closing = () => [toLine(paidToCode('142330', '1000.00'))]

describe.runIf(kind() === 'sqlite')('a thread that serves pages from a file', () => {
  let store: TestStore
  /** The same file, opened by a server that gives up at once if another program keeps it locked. */
  let server: Database
  let logged: LogLine[]
  beforeEach(async () => {
    store = await openTestStore()
    logged = []
    const opened = await openSqlite(path(), { timeouts: { access_ms: 0, delivery_ms: 10_000 } })
    server = watchStore(opened, line => logged.push(line))
  })
  afterEach(async () => {
    await server.close()
    await store.close()
  })

  const path = () => store.url.slice('sqlite:'.length)

  /** The rows that this thread has written for the server, or begun to write. */
  async function rowsWritten(): Promise<number> {
    const [{ n } = { n: null }] = await ask(server.writer, 'select total_changes() as n')
    return Number(n)
  }

  test('books a group of two hundred usual events itself', async () => {
    await store.deliver(registered())
    const events = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0 ? customsDebts(index) : paidByNumber(`L/${index - 1}`, '0.05'),
    )
    const { outcomes } = await deliverBeside(server.writer, events.map(toLine), NOW, 'customs')
    expect(new Set(outcomes.map(({ became }) => became))).toEqual(new Set(['applied']))
    expect(await rowsWritten()).toBeGreaterThan(2000)
  })

  test('leaves a payment that closes 3,000 debts to another thread, whose end its own writers await', async () => {
    await indebt(store, 600)
    const delivery = deliverBeside(server.writer, closing(), NOW, 'hop')
    const visits: Promise<void>[] = []
    const visiting = setInterval(() => visits.push(recordVisits(server.access, [VISIT])), 10)
    expect(await delivery.finally(() => clearInterval(visiting))).toEqual({
      outcomes: [{ became: 'applied' }],
      released: [],
    })
    await Promise.all(visits)
    expect(await ask(store.reader, 'select id from access_log')).toHaveLength(visits.length)
    expect(await ask(store.reader, "select 1 as n from ledger_entry where type = 'advance-drawdown'")).toHaveLength(
      6_000,
    )
    expect(await rowsWritten()).toBeLessThan(2000)
    expect(await verify(store)).toBeNull()
  })

  test('gets the fault of the store from the other thread, which makes no file', async () => {
    await indebt(store, 600)
    const elsewhere = `${path()}-moved`
    const moved = { ...server.writer, handOver: { ...server.writer.handOver!, path: elsewhere } }
    const refused = await deliverBeside(moved, closing(), NOW, 'hop').catch(error => error)
    expect(refused).toBeInstanceOf(StoreFaultError)
    expect(refused).toMatchObject({ fault: 'unreachable' })
    expect(existsSync(elsewhere)).toBe(false)
    expect(logged).toMatchObject([{ event: 'store-lost', use: 'write', fault: 'unreachable' }])
  })

  test('ends the other thread when the store is closed, which leaves nothing of the delivery', async () => {
    await indebt(store, 600)
    const before = await ask(store.reader, 'select arrival from event')
    const { handOver, ...writer } = server.writer
    const ended = deliverBeside(
      {
        ...writer,
        handOver: {
          ...handOver!,
          run: work =>
            handOver!.run(closed => {
              const working = work(closed)
              void setTimeout(100).then(() => server.close())
              return working
            }),
        },
      },
      closing(),
      NOW,
      'hop',
    )
    await expect(ended).rejects.toThrow('ended without an answer')
    expect(await ask(store.reader, 'select arrival from event')).toEqual(before)
    expect((await store.deliver(paidToCode('142330', '1.00'))).outcomes).toEqual([{ became: 'applied' }])
  })

  test('starts no other thread for a delivery that still waited when the store was closed', async () => {
    await indebt(store, 600)
    const before = await ask(store.reader, 'select arrival from event')
    const { handOver } = server.writer
    const first = handOver!.run(async () => {
      await setTimeout(100)
      await server.close()
    })
    const worked: boolean[] = []
    const second = handOver!.run(async closed => worked.push(closed.aborted))
    const third = deliverBeside({ handOver: handOver!, transaction: refuseSteps }, closing(), NOW, 'hop')
    const ended = await Promise.allSettled([first, second, third])
    expect(ended.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(worked).toEqual([])
    expect(await ask(store.reader, 'select arrival from event')).toEqual(before)
  })
})

const refuseSteps = () => Promise.reject(new TooManyStepsError())
