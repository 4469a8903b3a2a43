import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { audit } from '../../src/services/access/audit.ts'
import { recordExport, recordVisits } from '../../src/services/access/visits.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { appendVisit } from '../../src/store/access/access-log.ts'
import type { Database } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { OTHER_TRADER, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const visitOf = (voen: Voen, name = 'Nigar') =>
  ({ voen, at: NOW, action: 'viewed', subject: 's', name, broker: null, detail: null }) as const

const chains = () => store.access.read(tx => tx.selectFrom('log_chain').selectAll().orderBy('voen').execute())

test('processes that write to the logs at once neither lose a line nor fork a chain', async () => {
  const processes: Database[] = []
  // One after the other: two that migrate in one thread would wait for each other.
  for (let nth = 0; nth < 4; nth += 1) processes.push(await openDatabase(store.url, { connections: 4 }))
  const actor = anActor(ACCOUNTANT)
  await Promise.all(
    processes.map(async ({ access }) => {
      for (let nth = 0; nth < 8; nth += 1) {
        await recordVisits(access, [visitOf(nth % 2 === 0 ? TRADER : OTHER_TRADER)])
        await recordExport(access, visitOf(TRADER), actor, {})
        await audit(access, { at: NOW, action: 'refusal', actor, voen: TRADER, detail: {} })
      }
    }),
  )
  await Promise.all(processes.map(process => process.close()))
  expect(await chains()).toMatchObject([
    { voen: '', number: 64 },
    { voen: TRADER, number: 48 },
    { voen: OTHER_TRADER, number: 16 },
  ])
  expect((await verifyStore(store)).findings).toEqual([])
})

test('a line written again after a lost commit takes no second place', async () => {
  const line = { ...visitOf(TRADER), id: 'same' }
  for (let nth = 0; nth < 2; nth += 1) await store.access.write(trx => appendVisit(trx, line))
  expect(await chains()).toMatchObject([{ voen: TRADER, number: 1 }])
  expect((await verifyStore(store)).findings).toEqual([])
})

test('names with control characters and half surrogate pairs have the same seal when they are read again', async () => {
  for (const name of ['a\0b\u0001', '\ud83d', '😀\\u0000', "Ə'\n"])
    await recordVisits(store.access, [visitOf(TRADER, name)])
  expect((await verifyStore(store)).findings).toEqual([])
})
