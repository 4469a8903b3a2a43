import { createReadStream } from 'node:fs'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEventLines } from '../../src/intake/event-lines.ts'
import { dismissHeldEvent } from '../../src/services/intake/held.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import type { ReadAccess } from '../../src/store/engine/access.ts'
import { assessed, paidByNumber, paidToCode, registered } from '../support/oracle/events.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'
import { DEMONSTRATION } from '../support/stores/vereqe.ts'

/** A store whose log takes several batches to replay. */
let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await importEvents(store.writer, readEventLines(createReadStream(DEMONSTRATION)), { clock: () => NOW })
  await store.deliver(registered())
})
afterEach(() => store.close())

test('verify finds no difference when events are booked, held and dismissed before each moment that it reads', async () => {
  let delivered = 0
  const deliver = async () => {
    const { outcomes } = await store.deliver(
      paidToCode('142330', '10.00'),
      assessed(`N/${delivered}`, { vat: '3.00' }),
      paidByNumber(`NOWHERE/${delivered}`, '1.00'),
    )
    const held = outcomes[2]!
    if (held.became !== 'held') throw new Error('It was not held')
    // Every other one, so that some are dismissed after they were replayed as held.
    if (delivered % 2 === 1) await dismissHeldEvent(store.writer, waiting, 'r', NOW)
    waiting = held.arrival
    delivered += 1
  }
  let waiting = 0
  const { exporter } = store
  const inUse: ReadAccess = {
    snapshot: async (account, read) => {
      await deliver()
      return exporter.snapshot(account, read)
    },
  }
  expect(await verify({ ...store, exporter: inUse })).toBeNull()
  // PostgreSQL is read at one moment.
  expect(delivered).toBeGreaterThan(kind() === 'sqlite' ? 20 : 0)
})

test.runIf(kind() === 'sqlite')('verify does not keep the write-ahead log from being used again', async () => {
  const beside = new SQLite(store.url.slice('sqlite:'.length))
  beside.pragma('busy_timeout = 0')
  const emptied: unknown[] = []
  const onProgress = () => {
    beside.exec("insert or replace into logout_token values ('x', '2026-01-01T00:00:00.000Z')")
    emptied.push(beside.pragma('wal_checkpoint(truncate)'))
  }
  expect(await verify(store, { onProgress })).toBeNull()
  beside.close()
  expect(emptied.length).toBeGreaterThan(1)
  expect(emptied).toEqual(emptied.map(() => [{ busy: 0, log: 0, checkpointed: 0 }]))
})
