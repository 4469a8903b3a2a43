import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { openDatabase } from '../../src/store/engine/database.ts'
import { assessed, registered, toLine } from '../support/oracle/events.ts'
import { counts, expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

const OLD = '2020-01-01T08:00:00.000Z'

let vereqe: Vereqe
beforeEach(async () => {
  vereqe = await Vereqe.open()
  const store = await openDatabase(vereqe.storeUrl)
  await deliverEvents(store.writer, [toLine(registered({ occurredAt: OLD }))], new Date(OLD))
  await store.close()
})
afterEach(() => vereqe[Symbol.asyncDispose]())

const file = () => vereqe.file('events.ndjson', toLine(assessed('A/1', { vat: '1.00' })))
const audited = async () =>
  (await vereqe.output('audit'))
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

test('import stops when the clock has jumped, names both times, and keeps nothing', async () => {
  const refused = await vereqe.run(['import', file()])
  expectRefusal(
    refused,
    /the clock of this server says 20\d\d-.*, but the last event was received at 2020-01-01T08:00:00.000Z/,
  )
  expect(refused.stderr).toContain('set the clock, or confirm it with accept-clock or import FILE --accept-clock')
  expect((await vereqe.output('export')).trimEnd().split('\n')).toHaveLength(1)
  expect(await audited()).toEqual([])
})

test('import --accept-clock imports, and the audit log has a line with the last receipt', async () => {
  const { code, stdout } = await vereqe.run(['import', file(), '--accept-clock'])
  expect([code, counts(stdout)]).toEqual([0, { applied: 1, duplicate: 0, held: 0, rejected: 0 }])
  expect(await audited()).toMatchObject([{ action: 'clock-accepted', detail: { lastReceipt: OLD } }])
  await vereqe.run(['import', file(), '--accept-clock'])
  expect(await audited(), 'there was nothing to accept').toHaveLength(1)
})

test('accept-clock lets the next import go on, and says when there is nothing to accept', async () => {
  expect(await vereqe.run(['accept-clock'])).toMatchObject({ code: 0, stderr: expect.stringContaining(OLD) })
  expect(await vereqe.run(['accept-clock'])).toMatchObject({
    code: 0,
    stderr: 'The clock follows the last receipt; there is nothing to accept.\n',
  })
  expect(await vereqe.run(['import', file()])).toMatchObject({ code: 0 })
  expect(await audited()).toHaveLength(1)
})
