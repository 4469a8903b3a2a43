import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseHead, printHead } from '../../src/domain/head.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { copyStore } from '../../src/services/maintenance/copy-store.ts'
import { makeHead } from '../../src/services/maintenance/head.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { readOperation } from '../../src/services/statement/read-operation.ts'
import { assessed, paidByNumber, registered, TRADER, toLine } from '../support/oracle/events.ts'
import { ask, differenceBetween, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, makeFile, run } from '../support/stores/store-places.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  // The payment waits for its declaration, which another sender delivers.
  await deliverEvents(store.writer, [toLine(paidByNumber('A/1', '30.00'))], NOW, 'hop')
  await deliverEvents(store.writer, [registered(), assessed('A/1', { vat: '30.00' })].map(toLine), NOW, 'customs')
  await deliverEvents(store.writer, [toLine(assessed('A/2', { vat: '1.00' }))], NOW)
})
afterEach(() => store.close())

const senderOf = async (of: TestStore, seq: number) =>
  (await readOperation(of.reader, { voen: TRADER, seq }))!.event!.sender

const headOf = async (of: TestStore) => parseHead(printHead(await makeHead(of, HEAD)))!
const HEAD = { now: NOW, previous: null, withSeals: true }

test('an event has the sender that delivered it, also when it was held first, and a copy has it too', async () => {
  const expected = ['customs', 'hop', '']
  for (const [index, sender] of expected.entries()) expect(await senderOf(store, index + 1)).toBe(sender)
  const copy = await openTestStore(await makeFile())
  expect(await copyStore(store, copy)).toMatchObject({ finished: true, difference: null })
  for (const [index, sender] of expected.entries()) expect(await senderOf(copy, index + 1)).toBe(sender)
  expect(await differenceBetween(store, copy)).toBeNull()
  await copy.close()
})

test('the log keeps the sender of an event, and refuses another', async () => {
  await expect(run(store.raw, "update event set sender = 'bank'")).rejects.toThrow('event is append-only')
})

test('verify finds another sender of an event, and a head one that is forgotten', async () => {
  const head = await headOf(store)
  expect((await verifyStore(store, { head })).findings).toEqual([])
  await dropTriggers(store.raw)
  await run(store.raw, "update event set sender = null where sender = ''")
  const [forgotten] = (await verifyStore(store, { head })).findings.filter(finding => finding.of === 'head')
  expect(forgotten).toMatchObject({ fault: { kind: 'events' } })
  await run(store.raw, "update event set sender = 'bank' where sender = 'hop'")
  const { findings } = await verifyStore(store)
  expect(JSON.stringify(findings)).toContain('allocation_chain')
})

test('events from before senders were kept have none, under the same seals', async () => {
  const before = await openTestStore(await makeFile())
  await before.deliver(registered())
  await dropTriggers(before.raw)
  await run(before.raw, 'update event set sender = null')
  const [seals] = await ask(before.exporter, 'select chain from account')
  const head = await headOf(before)
  await deliverEvents(before.writer, [toLine(assessed('A/1', { vat: '2.00' }))], NOW, 'customs')
  expect((await verifyStore(before, { head })).findings.filter(finding => finding.of !== 'schema')).toEqual([])
  const [booking] = await ask(before.exporter, 'select chain from booking order by number')
  expect(booking).toEqual({ chain: seals!.chain })
  await before.close()
})
