import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Voen } from '../../../src/domain/voen.ts'
import { recordVisits } from '../../../src/services/access/visits.ts'
import { deliverEvents } from '../../../src/services/intake/deliver-events.ts'
import { EVERY_ACCOUNT, type ReadAccess } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { openSqlite } from '../../../src/store/engine/sqlite.ts'
import { lastArrival } from '../../../src/store/intake/event-log.ts'
import { findVoensAfter } from '../../../src/store/ledger/accounts.ts'
import { OTHER_TRADER, paidToCode, registered, TRADER, toLine } from '../../support/oracle/events.ts'
import { ask, NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(registered())
})
afterEach(() => store.close())

/** Another process that holds the store's write lock until it reads a line, then inserts an account and exits. */
const HOLDER = `
  import SQLite from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
  const connection = new SQLite(process.argv[1])
  connection.exec('begin immediate')
  console.log('locked')
  process.stdin.once('data', () => {
    setTimeout(() => {
      connection.exec("insert into account values ('${OTHER_TRADER}', 'Of another process', 0, 0, 0, null, '', '')")
      connection.exec('commit')
      connection.close()
    }, 200)
    process.stdin.unref()
  })
`

const voensOf = (access: ReadAccess) => access.snapshot(EVERY_ACCOUNT, tx => findVoensAfter(tx, '' as Voen, 10))
const lastArrivalOf = (access: ReadAccess) => access.snapshot(EVERY_ACCOUNT, lastArrival)

const VISIT = { voen: TRADER, at: NOW, action: 'viewed', subject: 's', name: 'n', broker: null, detail: null } as const

const pathOf = (url: string) => url.slice('sqlite:'.length)

async function holdLock(url: string) {
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, pathOf(url)])
  await once(holder.stdout, 'data')
  return holder
}

describe('two processes on one store', () => {
  test('a writer waits for a busy lock and then sees what the other wrote', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    holder.stdin.write('let go soon\n')
    // The other process still holds the lock.
    const { outcomes } = await store.deliver(paidToCode('142330', '5.00', { voen: OTHER_TRADER }))
    expect(outcomes).toEqual([{ became: 'applied' }])
    expect(await gone).toEqual([0, null])
  })

  test('a writer that waits in vain gets an error, and nothing of its delivery is stored', async () => {
    const impatient = await openSqlite(pathOf(store.url), { timeouts: { access_ms: 50, delivery_ms: 50 } })
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    const delivery = deliverEvents(impatient.writer, [toLine(paidToCode('142330', '5.00'))], NOW)
    await expect(delivery).rejects.toThrow('another program keeps the file locked')
    holder.stdin.write('let go\n')
    await gone
    expect(await lastArrivalOf(store.reader)).toBe(1)
    const { outcomes } = await deliverEvents(impatient.writer, [toLine(paidToCode('142330', '5.00'))], NOW)
    expect(outcomes, 'the next one is not the worse for it').toEqual([{ became: 'applied' }])
    await impatient.close()
  })

  test('each writer of a queue waits for a lock by its own clock, pages shorter than deliveries', async () => {
    const impatient = await openSqlite(pathOf(store.url), { timeouts: { access_ms: 200, delivery_ms: 1500 } })
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    const begun_ms = performance.now()
    const waited = (work: Promise<unknown>) =>
      work.then(
        () => expect.fail('it has the lock'),
        error => {
          expect(error).toMatchObject({ fault: 'locked', message: 'another program keeps the file locked' })
          return performance.now() - begun_ms
        },
      )
    const deliver = () => deliverEvents(impatient.writer, [toLine(paidToCode('142330', '5.00'))], NOW)
    const delivery = waited(deliver())
    const pages = Array.from({ length: 6 }, () => waited(recordVisits(impatient.access, [VISIT])))
    const health = waited(impatient.access.proveWritable())
    for (const waited_ms of await Promise.all([...pages, health])) {
      expect(waited_ms).toBeGreaterThanOrEqual(200)
      expect(waited_ms, 'not one after another, nor behind the delivery').toBeLessThan(1300)
    }
    expect(await delivery).toBeGreaterThanOrEqual(1500)
    const next = deliver()
    holder.stdin.write('let go\n')
    expect((await next).outcomes).toEqual([{ became: 'applied' }])
    await recordVisits(impatient.access, [VISIT])
    await gone
    expect(await ask(store.reader, 'select id from access_log'), 'nothing of those that gave up').toHaveLength(1)
    await impatient.close()
  })

  test('a change of an access table that waits for the lock does not delay pages', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    let recorded = false
    const recording = recordVisits(store.access, [VISIT]).then(() => {
      recorded = true
    })
    for (let pages = 0; pages < 100; pages += 1) {
      const asked_ms = performance.now()
      expect(await voensOf(store.reader)).toEqual([TRADER])
      expect(await store.access.read(tx => tx.selectFrom('access_log').select('id').execute())).toEqual([])
      expect(performance.now() - asked_ms).toBeLessThan(1000)
      await setTimeout(1)
    }
    expect(recorded).toBe(false)
    holder.stdin.write('let go\n')
    await recording
    await gone
    expect(await ask(store.reader, 'select voen from access_log')).toEqual([{ voen: TRADER }])
  })

  test('a reader does not wait and sees the state before', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    expect(await voensOf(store.reader)).toEqual([TRADER])
    holder.stdin.write('let go\n')
    await gone
    expect(await voensOf(store.reader)).toEqual([TRADER, OTHER_TRADER])
  })

  test('a killed process leaves nothing of its transaction, and its lock is free', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
    const { outcomes } = await store.deliver(registered({ voen: OTHER_TRADER }))
    expect(outcomes).toEqual([{ became: 'applied' }])
  })
})

/** Another process that writes much in each of many transactions, as an import does. It prints when it begins. */
const IMPORT = `
  import { openSqlite } from ${JSON.stringify(import.meta.resolve('../../../dist/src/store/engine/sqlite.js'))}
  const { writer, close } = await openSqlite(process.argv[1])
  console.log('begun')
  for (let group = 0; group < Number(process.argv[2]); group += 1) {
    await writer.transaction(async trx => {
      for (let row = 0; row < Number(process.argv[3]); row += 1) {
        const id = group + '/' + row
        await trx.insertInto('event_id').values({ id, voen: id.repeat(100), arrival: 0 }).execute()
      }
    })
  }
  await close()
`

interface ImportRun {
  /** The time to record each visit. */
  readonly waits_ms: readonly number[]
  readonly maxLogBytes: number
  /** The number of times SQLite restarted the write-ahead log at its beginning. */
  readonly logRestarts: number
  readonly fileBytes: number
}

interface ImportLoad {
  /** The number of transactions, and of rows in each. */
  readonly groups: number
  readonly rows: number
  /** Readers whose snapshots overlap, so that at any moment one of them is open. */
  readonly pages: readonly ReadAccess[]
}

/** Imports in another process, and records visits in this one meanwhile. */
async function importBeside({ groups, rows, pages }: ImportLoad): Promise<ImportRun> {
  const importing = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    IMPORT,
    pathOf(store.url),
    `${groups}`,
    `${rows}`,
  ])
  await once(importing.stdout, 'data')
  let running = true
  const gone = once(importing, 'exit').finally(() => {
    running = false
  })
  const reading = pages.map(async (access, index) => {
    await setTimeout(2 * index)
    while (running) {
      await access.snapshot(EVERY_ACCOUNT, async tx => {
        await lastArrival(tx)
        await setTimeout(4)
      })
    }
  })
  const [waits_ms, sizes, sequences]: [number[], number[], Set<number>] = [[], [], new Set()]
  while (running) {
    const begun_ms = performance.now()
    await recordVisits(store.access, [VISIT])
    waits_ms.push(performance.now() - begun_ms)
    sizes.push(statSync(`${pathOf(store.url)}-wal`).size)
    sequences.add(checkpointSequence(`${pathOf(store.url)}-wal`))
    await setTimeout(1)
  }
  await Promise.all(reading)
  expect(await gone).toEqual([0, null])
  expect(await ask(store.reader, 'select id from access_log')).toHaveLength(waits_ms.length)
  const [{ pages: filePages } = {}] = await ask(store.reader, 'select page_count as pages from pragma_page_count')
  return {
    waits_ms,
    maxLogBytes: Math.max(...sizes),
    logRestarts: sequences.size - 1,
    fileBytes: Number(filePages) * 4096,
  }
}

/** Bytes 12 to 15 of a write-ahead log: SQLite raises them each time it begins the log again. */
function checkpointSequence(path: string): number {
  const log = openSync(path, 'r')
  const bytes = Buffer.alloc(4)
  readSync(log, bytes, 0, 4, 12)
  closeSync(log)
  return bytes.readUInt32BE()
}

test('during an import changes of access tables succeed one by one, and the write-ahead log does not grow with the import', async () => {
  const { waits_ms, maxLogBytes, fileBytes } = await importBeside({ groups: 160, rows: 1000, pages: [] })
  expect(waits_ms.length).toBeGreaterThan(20)
  expect(Math.max(...waits_ms)).toBeLessThan(5000)
  expect(maxLogBytes, 'of all that was written').toBeLessThan(fileBytes / 3)
})

// Without the checkpoint after a long transaction the log never restarts under this load: it ends 1.1 times as large as
// the file. With it, the log restarts, but how large it becomes in between depends on how busy the machine is. Each
// transaction has so many rows that it counts as long on a fast, idle machine too.
test('readers that are always busy during an import do not keep the write-ahead log from restarting', async () => {
  const { logRestarts } = await importBeside({ groups: 30, rows: 4000, pages: [store.reader, store.exporter] })
  expect(logRestarts).toBeGreaterThan(0)
})

describe('two connections in one process', () => {
  test('a snapshot does not change while others write', async () => {
    const seen = await store.reader.snapshot(EVERY_ACCOUNT, async tx => {
      const before = await lastArrival(tx)
      await store.deliver(paidToCode('142330', '5.00'))
      return [before, await lastArrival(tx), await lastArrivalOf(store.exporter)]
    })
    expect(seen).toEqual([1, 1, 2])
  })

  test('two queries without a snapshot can see two states', async () => {
    const before = await lastArrivalOf(store.reader)
    await store.deliver(paidToCode('142330', '5.00'))
    expect(await lastArrivalOf(store.reader)).toBe(before + 1)
  })

  test('opening a store in use changes nothing in it', async () => {
    const again = await openDatabase(store.url)
    expect(await voensOf(again.reader)).toEqual([TRADER])
    await again.close()
  })
})

test('a failed group of deliveries leaves nothing', async () => {
  const failing = registered({ voen: OTHER_TRADER })
  const { writer } = store
  const broken = writer.transaction(async trx => {
    await trx.insertInto('event_id').values({ id: 'x', voen: '', arrival: 9 }).execute()
    throw new Error('The power failed')
  })
  await expect(broken).rejects.toThrow('The power failed')
  expect(await ask(writer, "select id from event_id where id = 'x'")).toEqual([])
  expect((await store.deliver(failing)).outcomes).toEqual([{ became: 'applied' }])
})

test('a store at an impossible path is refused', async () => {
  await expect(openDatabase('sqlite:/proc/nowhere/store.db')).rejects.toThrow()
  await expect(openDatabase(`sqlite:${fileURLToPath(import.meta.url)}`)).rejects.toThrow('file is not a database')
  await expect(openDatabase('mysql://localhost')).rejects.toThrow()
})

describe('after each of five deliveries of 17 MB', () => {
  /** What the thread of checkpoints is told to do. Time stands still meanwhile, so that no pause ends. */
  async function ordersDuring(deliver: () => Promise<void>, onOrder = (_: Worker) => {}): Promise<unknown[]> {
    // At this moment: a clock that starts at zero would make a pause that has begun last as long as the process has run.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    const original = Worker.prototype.postMessage
    const orders: unknown[] = []
    Worker.prototype.postMessage = function (order) {
      orders.push(order)
      onOrder(this)
      original.call(this, order)
    }
    try {
      await deliver()
      return orders
    } finally {
      Worker.prototype.postMessage = original
      clock.mockRestore()
    }
  }

  async function deliverMuch(): Promise<void> {
    for (let delivery = 0; delivery < 5; delivery += 1) {
      await store.writer.transaction(async trx => {
        for (let row = 0; row < 50; row += 1) {
          const id = `${delivery}/${row}`
          await trx
            .insertInto('event_id')
            .values({ id, voen: id.padEnd(340_000) as Voen, arrival: 0 })
            .execute()
        }
      })
    }
  }

  test('a checkpoint waits for a backup that reads once, and then moves what it can', async () => {
    const backup = new SQLite(pathOf(store.url), { readonly: true })
    backup.exec('begin')
    backup.prepare('select count(*) from event').get()
    const orders = await ordersDuring(deliverMuch)
    backup.close()
    expect(orders).toEqual(['RESTART', ...Array(4).fill('PASSIVE')])
  })

  test('a checkpoint waits for a short writer each time, because the log would grow, and others get turns', async () => {
    const other = new SQLite(pathOf(store.url))
    let turns = 0
    const orders = await ordersDuring(deliverMuch, thread => {
      other.exec('begin immediate')
      setTimeout(150).then(() => other.exec('rollback'))
      let isWaiting = true
      thread.once('message', () => {
        isWaiting = false
      })
      const count = () => {
        turns += 1
        if (isWaiting) setImmediate(count)
      }
      setImmediate(count)
    })
    await vi.waitFor(() => expect(other.inTransaction).toBe(false), 10_000)
    other.close()
    expect(orders).toEqual(Array(5).fill('RESTART'))
    // A checkpoint that held this thread would leave one turn to the others, so five in all.
    expect(turns).toBeGreaterThan(100)
  })
})
