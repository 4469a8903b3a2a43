import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Voen } from '../../../src/domain/voen.ts'
import { verify } from '../../../src/services/maintenance/verify.ts'
import { EVERY_ACCOUNT, StoreUnreachableError, type WriteTransaction } from '../../../src/store/engine/access.ts'
import { openDatabase } from '../../../src/store/engine/database.ts'
import { withRetry } from '../../../src/store/engine/postgres-retry.ts'
import { walkEvents } from '../../../src/store/intake/event-log.ts'
import { walkHeldEvents } from '../../../src/store/intake/held-events.ts'
import { findVoensAfter } from '../../../src/store/ledger/accounts.ts'
import { eventStream } from '../../support/oracle/arbitrary-events.ts'
import {
  assessed,
  type EventObject,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  paidToFund,
  registered,
  TRADER,
} from '../../support/oracle/events.ts'
import { all } from '../../support/stores/service.ts'
import { ask, openTestStore, type TestStore } from '../../support/stores/store.ts'
import {
  type Answer,
  checkStore,
  deliverAtOnce,
  inGroups,
  streamsOn,
  tally,
  WRITERS,
} from '../../support/stores/writers.ts'
import { RUNS_ALL } from '../../support/test-matrix.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const MANY = Array.from({ length: 24 }, (_, index) => `${100_000 + index}0001`)

const idOf = ({ line }: Answer) => String((line as EventObject).id)
const held = () => all(walkHeldEvents(store.reader))
const log = () => store.reader.snapshot(EVERY_ACCOUNT, tx => all(walkEvents(read => read(tx))))

describe('sixteen writers at once', () => {
  const ON_TWO: [string, string[]] = ['two accounts', [TRADER, OTHER_TRADER]]
  const ON_OTHERS: [string, string[]][] = [
    ['one account', [TRADER]],
    ['many accounts', MANY],
  ]
  test.each(RUNS_ALL ? [ON_TWO, ...ON_OTHERS] : [ON_TWO])(
    'on %s give the result of some serial order',
    async (_, voens) => {
      await store.deliver(...voens.map(voen => registered({ voen })))
      const streams = streamsOn(voens as Voen[], 20, 7)
      const answers = await deliverAtOnce(store.url, streams)
      expect(tally(answers)).toEqual({ applied: WRITERS * 20, held: 0, duplicate: 0, rejected: 0 })
      expect(await log()).toHaveLength(voens.length + WRITERS * 20)
      await checkStore(store)
      // Each account has all its events: no delivery overwrote another's.
      const [{ bookings } = {}] = await ask(store.exporter, 'select sum(bookings)::bigint as bookings from account')
      expect(bookings).toBe(voens.length + WRITERS * 20)
    },
  )

  test('that deliver the same events book each one once: one gets applied, fifteen get duplicate', async () => {
    const events = [registered(), ...streamsOn([TRADER], 2, 3).flat(2)]
    const mixed = Array.from({ length: WRITERS }, (_, writer) =>
      // Each sender begins at another event, some in reverse: events that precede their declaration are held.
      inGroups(rotated(writer % 2 ? events : events.toReversed(), writer * 2), 1 + (writer % 5)),
    )
    const answers = await deliverAtOnce(store.url, mixed)
    const { applied, held: waited, duplicate } = tally(answers)
    expect({ accepted: applied + waited, duplicate }).toEqual({
      accepted: events.length,
      duplicate: (WRITERS - 1) * events.length,
    })
    for (const [id, of] of Map.groupBy(answers, idOf)) {
      expect(
        of.filter(({ outcome }) => ['applied', 'held'].includes(outcome.became)),
        id,
      ).toHaveLength(1)
    }
    expect(await held()).toEqual([])
    await checkStore(store)
  })

  test('that assess one declaration number book it once, and the others are rejected', async () => {
    const voens = MANY.slice(0, WRITERS)
    await store.deliver(...voens.map(voen => registered({ voen })))
    const numbers = Array.from({ length: 8 }, (_, index) => `SHARED/${index}`)
    const streams = voens.map((voen, writer) =>
      inGroups(
        rotated(numbers, writer).map(number => assessed(number, { vat: '1.00' }, { voen })),
        1 + (writer % 3),
      ),
    )
    const answers = await deliverAtOnce(store.url, streams)
    expect(tally(answers)).toMatchObject({ applied: numbers.length, rejected: (WRITERS - 1) * numbers.length })
    await checkStore(store)
  })

  test('that pay declarations before others assess them or register their traders apply everything in the end', async () => {
    const voens = MANY.slice(0, 8)
    const [paying, assessing] = [voens, voens].map(list =>
      list.map((voen, index) => ({ voen, numbers: Array.from({ length: 6 }, (_, nth) => `N${index}/${nth}`) })),
    )
    const streams = [
      ...paying!.map(({ voen, numbers }) => [
        ...inGroups(
          numbers.map(number => paidByNumber(number, '5.00')),
          2,
        ),
        [paidToCode('142330', '1.00', { voen })],
      ]),
      ...assessing!.map(({ voen, numbers }) => [
        ...inGroups(
          numbers.slice(3).map(number => assessed(number, { vat: '7.00' }, { voen })),
          2,
        ),
        [registered({ voen })],
        ...inGroups(
          numbers.slice(0, 3).map(number => assessed(number, { vat: '7.00' }, { voen })),
          3,
        ),
      ]),
    ]
    const answers = await deliverAtOnce(store.url, streams)
    const { applied, held: waited, duplicate, rejected } = tally(answers)
    expect({ all: applied + waited, duplicate, rejected }).toEqual({ all: 8 * 14, duplicate: 0, rejected: 0 })
    expect(waited).toBeGreaterThan(0)
    expect(await held()).toEqual([])
    const [{ bookings } = {}] = await ask(store.exporter, 'select count(*) as bookings from booking')
    expect(bookings).toBe(8 * 14)
    await checkStore(store)
  })

  test('that deliver random events under contradicting ids leave nothing half-done', async () => {
    const streams = fc.sample(eventStream({ maxLength: 25 }), { seed: 11, numRuns: WRITERS })
    const answers = await deliverAtOnce(
      store.url,
      streams.map((lines, writer) => inGroups(lines, 1 + (writer % 6))),
    )
    const { applied, held: waited } = tally(answers)
    expect(await log()).toHaveLength(applied + waited)
    await checkStore(store)
  })
})

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

describe('a transaction that conflicts with others', () => {
  const lock = (trx: WriteTransaction, voen: Voen) =>
    trx.selectFrom('account').select('bookings').where('voen', '=', voen).forUpdate().execute()

  test('in a deadlock is retried until it succeeds, and nobody is told', async () => {
    await store.deliver(registered(), registered({ voen: OTHER_TRADER }))
    const both = Promise.withResolvers<void>()
    let [holding, begun] = [0, 0]
    const rename = (first: Voen, second: Voen, name: string) =>
      store.writer.transaction(async trx => {
        begun += 1
        await lock(trx, first)
        holding += 1
        if (holding === 2) both.resolve()
        await both.promise
        await lock(trx, second)
        await trx.updateTable('account').set({ name }).where('voen', '=', second).execute()
        return name
      })
    const done = await Promise.all([rename(TRADER, OTHER_TRADER, 'one'), rename(OTHER_TRADER, TRADER, 'other')])
    expect(done).toEqual(['one', 'other'])
    expect(begun).toBeGreaterThan(2)
    const names = await ask(store.exporter, 'select name from account order by voen')
    expect(names).toEqual([{ name: 'other' }, { name: 'one' }])
  })

  test.each(['40001', '40P01', '23505', '25P02', '25P04', '55P03', '57P05'])(
    'is retried on SQLSTATE %s and takes effect once',
    async code => {
      let begun = 0
      await store.writer.transaction(async trx => {
        begun += 1
        await trx.insertInto('event_id').values({ id: code, voen: '', arrival: begun }).execute()
        if (begun < 4) await raise(trx, code)
      })
      expect(await ask(store.exporter, 'select id, arrival from event_id')).toEqual([{ id: code, arrival: 4 }])
    },
  )

  test('for longer than the time-out fails with the message of the server', async () => {
    let begun = 0
    const always = withRetry(async () => {
      begun += 1
      await ask(store.reader, `do $$ begin raise exception 'In the way' using errcode = '22000'; end $$`).catch(
        error => {
          throw Object.assign(error, { code: '40001' })
        },
      )
    }, 100)
    await expect(always).rejects.toThrow('In the way')
    await expect(always).rejects.not.toBeInstanceOf(StoreUnreachableError)
    expect(begun).toBeGreaterThan(2)
  })

  test.each(['EAI_AGAIN', 'ENOTFOUND'])('waits for a server whose name is unknown at the moment (%s)', async code => {
    const unknown = Object.assign(new Error(`getaddrinfo ${code} server`), { code })
    let asked = 0
    const found = withRetry(() => (asked++ < 2 ? Promise.reject(unknown) : Promise.resolve('found')), 1000)
    expect(await found).toBe('found')
    await expect(withRetry(() => Promise.reject(unknown), 10)).rejects.toBeInstanceOf(StoreUnreachableError)
  })

  const raise = (trx: WriteTransaction, code: string) =>
    sql.raw(`do $$ begin raise exception 'In the way' using errcode = '${code}'; end $$`).execute(trx)
})

test('work that fails for its own reason is not retried and leaves nothing', async () => {
  let begun = 0
  const broken = store.writer.transaction(async trx => {
    begun += 1
    await trx.insertInto('event_id').values({ id: 'x', voen: '', arrival: 9 }).execute()
    throw new Error('The power failed')
  })
  await expect(broken).rejects.toThrow('The power failed')
  expect(begun).toBe(1)
  expect(await ask(store.exporter, 'select id from event_id')).toEqual([])
  expect((await store.deliver(registered())).outcomes).toEqual([{ became: 'applied' }])
})

test.each([
  ['53100', 'full'],
  ['25006', 'read-only'],
  ['58030', 'failing'],
  ['XX001', 'damaged'],
  ['57014', 'unreachable'],
])('SQLSTATE %s of the server is the fault %s, and the next delivery is none the worse', async (code, fault) => {
  const failing = store.access.read(tx =>
    sql.raw(`do $$ begin raise exception 'No' using errcode = '${code}'; end $$`).execute(tx as never),
  )
  await expect(failing).rejects.toMatchObject({ name: expect.stringMatching(/^Store/), fault })
  expect((await store.deliver(registered())).outcomes).toEqual([{ became: 'applied' }])
})

test('a server that can be read only is not ready', async () => {
  await expect(store.access.proveWritable()).resolves.toBeUndefined()
  const standby = await openDatabase(`${store.url}?options=-c%20default_transaction_read_only%3Don`, { use: 'read' })
  await expect(standby.access.proveWritable()).rejects.toMatchObject({ fault: 'read-only' })
  expect(await verify(standby)).toBeNull()
  await standby.close()
})

test('a snapshot does not change during deliveries and blocks nobody', async () => {
  await store.deliver(registered())
  const seen = await store.reader.snapshot(EVERY_ACCOUNT, async tx => {
    const before = await findVoensAfter(tx, '' as Voen, 10)
    await store.deliver(registered({ voen: OTHER_TRADER }))
    return [before, await findVoensAfter(tx, '' as Voen, 10)]
  })
  expect(seen).toEqual([[TRADER], [TRADER]])
  const ask = () => store.reader.snapshot(EVERY_ACCOUNT, tx => findVoensAfter(tx, '' as Voen, 10))
  expect(await ask()).toEqual([TRADER, OTHER_TRADER])
})

describe('a delivery that needs the exclusive lock after it has begun', () => {
  test('is started again, and its reserved places stay unused in the log', async () => {
    const many = Array.from({ length: 70 }, (_, index) => assessed(`A/${index}`, { vat: '1.00' }))
    await store.deliver(registered(), ...many)
    // 70 open charges need two reads, with a write between them. Then an event must be held, which needs the lock.
    await store.deliver(registered({ name: 'Written first' }), paidToFund('vat', '70.00'), paidByNumber('B/1', '5.00'))
    const arrivals = (await log()).map(({ arrival }) => arrival)
    expect(arrivals.slice(0, 71)).toEqual(Array.from({ length: 71 }, (_, index) => index + 1))
    expect(arrivals.slice(71)).toEqual([73, 74, 75])
    expect(await held()).toHaveLength(1)
    await checkStore(store)
  })
})

test('sixteen writers who assign one held payment to as many traders at once book it once', async () => {
  const { voen: _, ...payment } = paidToCode('142330', '5.00', { id: 'unknown' })
  const voens = MANY.slice(0, 16)
  await store.deliver(...voens.map(voen => registered({ voen })), payment)
  const assign = (voen: string) => ({
    id: `assign-${voen}`,
    type: 'payment.assigned',
    occurredAt: '2026-03-05T12:00:00+04:00',
    voen,
    payment: 'unknown',
    code: '142330',
  })
  const reports = await Promise.all(voens.map(voen => store.deliver(assign(voen))))
  const became = reports.map(({ outcomes }) => outcomes[0]!.became)
  expect(became.toSorted()).toEqual(['applied', ...Array(15).fill('rejected')])
  const totals = await ask(store.exporter, 'select ledger, overpayment from ledger_total')
  expect(totals).toEqual([{ ledger: 'advance', overpayment: 500 }])
  expect(await held()).toEqual([])
  expect(await verify(store)).toBeNull()
})
