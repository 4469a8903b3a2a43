import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { audit } from '../../src/services/access/audit.ts'
import { recordExport, recordVisits } from '../../src/services/access/visits.ts'
import { copyStore } from '../../src/services/maintenance/copy-store.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { appendVisit } from '../../src/store/access/access-log.ts'
import { appendAuditLines } from '../../src/store/access/audit-log.ts'
import type { Database } from '../../src/store/engine/access.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { OTHER_TRADER, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind, run } from '../support/stores/store-places.ts'

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

/** One batch of the walk that recomputes a chain. */
const BATCH = 500

const LOGS = [
  ['audit_log', '', "'f', 'refusal', null, null, null, '', '', null, '{}'"],
  ['access_log', TRADER, "'f', 'viewed', 's', 'Nigar', null, null"],
] as const

describe.each(LOGS)('a forged line of %s', (table, log, values) => {
  const forge = (number: number) => {
    const voen = log === '' ? '' : `'${log}', `
    return `insert into ${table} values (${voen}'2026-11-30T00:00:00.000Z', ${values}, ${number}, 'x')`
  }

  beforeEach(async () => {
    await recordVisits(store.access, [visitOf(TRADER)])
    await audit(store.access, { at: NOW, action: 'refusal', actor: anActor(ACCOUNTANT), voen: TRADER, detail: {} })
  })

  test('before the first place, or in one that is taken, is refused by the store', async () => {
    for (const number of [0, -1, 1]) {
      const forging = store.access.write(trx => sql.raw(forge(number)).execute(trx))
      await expect(forging).rejects.toThrow(/numbers of|number_check|unique/i)
    }
  })

  test('before the first place is named when the store did not refuse it', async () => {
    await run(
      store.raw,
      kind() === 'sqlite'
        ? `drop trigger ${table}_number`
        : `alter table ${table} drop constraint ${table}_number_check`,
    )
    await run(store.raw, forge(0))
    expect((await verifyStore(store)).findings).toContainEqual(notInChain(log))
  })

  // The walk is the same on both stores.
  test.runIf(kind() === 'sqlite')('in the last place of a batch, which is taken, is named', async () => {
    const actor = anActor(ACCOUNTANT)
    await store.access.write(async trx => {
      for (let nth = 0; nth < BATCH; nth += 1) {
        const id = `${nth}`.padStart(5, '0')
        if (log === '') {
          await appendAuditLines(trx, [{ id, at: NOW, action: 'refusal', actor, voen: TRADER, detail: {} }])
        } else await appendVisit(trx, { ...visitOf(TRADER), id })
      }
    })
    await run(store.raw, `drop index ${table}_by_number`)
    await run(store.raw, forge(BATCH))
    // The walk meets either line first: the forged one is not as written, the true one leaves the other over.
    expect((await verifyStore(store)).findings[0]).toMatchObject({ of: 'log', fault: { log } })
  })
})

const notInChain = (log: string) => ({ of: 'log', fault: { log, fault: { kind: 'not-in-chain' } } })

test('a copy leaves out a line whose place is taken, and names the difference', async () => {
  const copy = await openTestStore()
  for (const [nth, one] of [store, copy].entries()) {
    const actor = anActor(ACCOUNTANT)
    await audit(one.access, { at: NOW, action: 'refusal', actor, voen: TRADER, detail: { nth } })
  }
  expect((await copyStore(store, copy)).difference).toMatchObject({ table: 'audit_log' })
  await copy.close()
})
