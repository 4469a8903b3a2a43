import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EVERY_ACCOUNT, type ReadAccess } from '../../../src/store/access.ts'
import { findVoensAfter } from '../../../src/store/accounts.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { lastArrival } from '../../../src/store/event-log.ts'
import { OTHER_TRADER, paidToCode, registered, TRADER } from '../../support/events.ts'
import { ask, openTestStore, type TestStore } from '../../support/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(registered())
})
afterEach(() => store.close())

/** Another process that takes the store's write lock and keeps it until told, then leaves a trace and goes. */
const HOLDER = `
  import SQLite from ${JSON.stringify(import.meta.resolve('better-sqlite3'))}
  const connection = new SQLite(process.argv[1])
  connection.exec('begin immediate')
  console.log('locked')
  process.stdin.once('data', () => {
    setTimeout(() => {
      connection.exec("insert into account values ('${OTHER_TRADER}', 'Of another process', 0, 0, 0, null, '')")
      connection.exec('commit')
      connection.close()
    }, 200)
    process.stdin.unref()
  })
`

const voensOf = (access: ReadAccess) => access.atOneMoment(EVERY_ACCOUNT, moment => findVoensAfter(moment, '', 10))
const lastArrivalOf = (access: ReadAccess) => access.atOneMoment(EVERY_ACCOUNT, lastArrival)

async function holdLock(url: string) {
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, url.slice('sqlite:'.length)])
  await once(holder.stdout, 'data')
  return holder
}

describe('two processes on one store', () => {
  test('a writer that finds the lock busy waits for it, and then sees what the other wrote', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    holder.stdin.write('let go soon\n')
    // The other process still holds the lock; better-sqlite3 waits inside this call.
    const { outcomes } = await store.deliver(paidToCode('142330', '5.00', { voen: OTHER_TRADER }))
    expect(outcomes).toEqual([{ became: 'applied' }])
    expect(await gone).toEqual([0, null])
  })

  test('a writer that waits in vain is told so, and nothing of its delivery is kept', async () => {
    await ask(store.writer, 'pragma busy_timeout = 50')
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    await expect(store.deliver(paidToCode('142330', '5.00'))).rejects.toThrow('database is locked')
    holder.stdin.write('let go\n')
    await gone
    expect(await lastArrivalOf(store.reader)).toBe(1)
  })

  test('a reader does not wait: it sees what was there before', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    expect(await voensOf(store.reader)).toEqual([TRADER])
    holder.stdin.write('let go\n')
    await gone
    expect(await voensOf(store.reader)).toEqual([TRADER, OTHER_TRADER])
  })

  test('a transaction of a process that is killed leaves nothing, and its lock is free', async () => {
    const holder = await holdLock(store.url)
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
    const { outcomes } = await store.deliver(registered({ voen: OTHER_TRADER }))
    expect(outcomes).toEqual([{ became: 'applied' }])
  })
})

describe('two connections in one process', () => {
  test('a reader at one moment sees that moment, whatever is written meanwhile', async () => {
    const seen = await store.reader.atOneMoment(EVERY_ACCOUNT, async moment => {
      const before = await lastArrival(moment)
      await store.deliver(paidToCode('142330', '5.00'))
      return [before, await lastArrival(moment), await lastArrivalOf(store.exporter)]
    })
    expect(seen).toEqual([1, 1, 2])
  })

  test('without one moment two questions may be answered from two', async () => {
    const before = await lastArrivalOf(store.reader)
    await store.deliver(paidToCode('142330', '5.00'))
    expect(await lastArrivalOf(store.reader)).toBe(before + 1)
  })

  test('opening a store that others are reading and writing changes nothing in it', async () => {
    const again = await openDatabase(store.url)
    expect(await voensOf(again.reader)).toEqual([TRADER])
    await again.close()
  })
})

test('a group of deliveries that fails leaves nothing of itself', async () => {
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

test('a store in a place that cannot be is refused', async () => {
  await expect(openDatabase('sqlite:/proc/nowhere/store.db')).rejects.toThrow()
  await expect(openDatabase(`sqlite:${fileURLToPath(import.meta.url)}`)).rejects.toThrow('file is not a database')
  await expect(openDatabase('mysql://localhost')).rejects.toThrow()
})
