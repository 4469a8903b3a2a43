import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseHead } from '../../src/domain/head.ts'
import { readPlainLines } from '../../src/intake/event-lines.ts'
import { importEvents } from '../../src/services/intake/import-events.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { manyTraders } from '../support/oracle/many-traders.ts'
import {
  BEFORE,
  differenceFromUpgraded,
  digestOlderRows,
  makeOlder,
  migrationsOf,
} from '../support/stores/older-store.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind, type StorePlace } from '../support/stores/store-places.ts'
import { Vereqe } from '../support/stores/vereqe.ts'

/** What `many-traders.ts` makes; on PostgreSQL, which takes several times as long for an event, a tenth of it. */
const EVENTS = kind() === 'sqlite' ? 143_101 : 14_311

/**
 * Made by version 0.2.1 of these events at this time of receipt: the digests of its tables, and its head. The store that is
 * upgraded here is written with the migrations of that version, and has its rows.
 */
const OF_RELEASE = new URL(`../fixtures/releases/0.2.1-many-traders-${EVENTS}`, import.meta.url)
const DIGESTS = JSON.parse(readFileSync(new URL(`${OF_RELEASE}.json`), 'utf8'))
const HEAD = readFileSync(new URL(`${OF_RELEASE}.head`), 'utf8')

let fresh: TestStore
let older: StorePlace
beforeAll(async () => {
  fresh = await openTestStore()
  const lines = readPlainLines([...manyTraders(EVENTS)].map(line => Buffer.from(`${line}\n`)))
  const counts = await importEvents(fresh.writer, lines, { clock: () => NOW })
  expect(Math.min(counts.applied / EVENTS, counts.held, counts.rejected)).toBeGreaterThan(0.9)
  older = await makeOlder(fresh)
}, 1_200_000)
afterAll(() => fresh.close())

test(`a store of ${EVENTS} events of version 0.2.1 is upgraded after kills, tells its progress, and is one that was made new`, async () => {
  const raw = older.openRaw()
  expect(await digestOlderRows(raw)).toEqual(DIGESTS)

  await using program = await Vereqe.open()
  let kills = 0
  for (const ms of [700, 1200, 2000, 3000]) {
    const { child, ended } = program.start(['migrate'], { DATABASE_URL: older.url })
    await Promise.race([setTimeout(ms), ended])
    child.kill('SIGKILL')
    await ended
    if ((await migrationsOf(raw))[0] !== BEFORE) break
    kills += 1
    expect(await digestOlderRows(raw)).toEqual(DIGESTS)
  }
  expect(kills).toBeGreaterThan(0)
  await raw.destroy()

  const progress: number[] = []
  const upgrade = { begins() {}, progress: (done: number, all: number) => progress.push(done / all), ends() {} }
  await (await openDatabase(older.url, { upgrade })).close()
  expect(progress).toEqual(progress.map((_, index) => (index + 1) / progress.length))

  const upgraded = await openTestStore(older)
  expect(await differenceFromUpgraded(fresh, upgraded)).toBeNull()
  const { findings } = await verifyStore(upgraded, { head: parseHead(HEAD)! })
  expect(findings).toEqual([])
  await upgraded.close()
}, 1_200_000)
