import { createReadStream } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NO_CONDITIONS } from '../../../src/domain/statement-filter.ts'
import type { Voen } from '../../../src/domain/voen.ts'
import { readEventLines } from '../../../src/intake/event-lines.ts'
import { importEvents } from '../../../src/services/intake/import-events.ts'
import { WALK_SIZE, walkLedger } from '../../../src/services/statement/exports.ts'
import { EVERY_ACCOUNT } from '../../../src/store/engine/access.ts'
import { lastArrival } from '../../../src/store/intake/event-log.ts'
import { walkVoens } from '../../../src/store/ledger/accounts.ts'
import { askServer } from '../../support/stores/postgres-server.ts'
import { NOW, openTestStore, type TestStore } from '../../support/stores/store.ts'

/** The largest of the demonstration traders. */
const VOEN = '2899061361' as Voen

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
  const file = new URL('../../../src/demo/traders.ndjson.gz', import.meta.url)
  await importEvents(store.writer, readEventLines(createReadStream(file)), { clock: () => NOW })
})
afterAll(() => store.close())

/** Counts the product's connections that are inside a transaction. */
async function busyConnections(): Promise<number> {
  const url = new URL(store.url)
  url.username = 'postgres'
  const rows = await askServer(
    url.href,
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'vereqe' and state <> 'idle'`,
  )
  return rows.length
}

test('a slow download holds no connection and no transaction', async () => {
  const everything = { ...NO_CONDITIONS, after: 0, upTo: Number.MAX_SAFE_INTEGER }
  const download = walkLedger(store.exporter, { voen: VOEN, ledger: 'vat', ...everything })
  expect((await download.next()).value).toHaveLength(WALK_SIZE)
  expect(await busyConnections()).toBe(0)
  expect((await download.next()).done).toBe(false)
  await download.return(undefined)
})

test('a walk through all accounts holds none either', async () => {
  for await (const voens of walkVoens(store.exporter)) {
    expect(voens.length).toBeGreaterThan(20)
    expect(await busyConnections()).toBe(0)
  }
})

test('an open snapshot holds one connection', async () => {
  await store.exporter.snapshot(EVERY_ACCOUNT, async tx => {
    await lastArrival(tx)
    expect(await busyConnections()).toBe(1)
  })
})
