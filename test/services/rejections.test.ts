import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlainDate } from '../../src/domain/dates.ts'
import { MAX_REJECTIONS } from '../../src/domain/sender.ts'
import { clearRejections, listNotKept } from '../../src/services/intake/clear-rejections.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { heldGauge } from '../../src/services/intake/held.ts'
import { EVERY_ACCOUNT } from '../../src/store/engine/access.ts'
import { walkRejections } from '../../src/store/intake/rejections.ts'
import { paidByNumber, paidToCode, registered, toLine } from '../support/oracle/events.ts'
import { loseNextCommit } from '../support/stores/lost-commits.ts'
import { all } from '../support/stores/service.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { kind } from '../support/stores/store-places.ts'

const YESTERDAY = new Date('2026-11-21T12:00:00Z')
const TODAY = '2026-11-22' as PlainDate

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const deliver = (sender: string, lines: readonly string[], now = NOW) => deliverEvents(store.writer, lines, now, sender)

async function kept(): Promise<string[]> {
  const rejections = await all(walkRejections(read => store.exporter.snapshot(EVERY_ACCOUNT, read)))
  return rejections.map(({ sender, content }) => `${sender}: ${content}`).sort()
}

const rejected = async () => (await heldGauge(store.exporter, NOW)).rejected

/** Fills a sender up to the bound, but for some. */
const fill = (sender: string, room: number) =>
  ask(
    store.writer,
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${MAX_REJECTIONS - room})
     insert into rejection (digest, arrival, event_id, content, problems, rejected_at, sender)
     select 'filled ' || '${sender}' || i, 0, null, 'filled', '[]', '${YESTERDAY.toISOString()}', '${sender}' from n`,
  )

const clear = (sender: string | null, before: PlainDate | null = null) =>
  clearRejections(store.writer, { sender, before, reason: 'Sent again' }, NOW)

describe('a rejection', () => {
  test('knows its sender; the same content of another sender is no second rejection', async () => {
    await deliver('hop', ['a', 'b'])
    await deliver('bank', ['b', 'c'])
    await store.deliver('c', 'd')
    expect(await kept()).toEqual([': d', 'bank: c', 'hop: a', 'hop: b'])
  })

  test('of an event that another sender releases has no sender', async () => {
    await deliver('bank', [toLine(registered()), toLine(paidByNumber('A/1', '1.00', { voen: '1700012342' }))])
    const { released } = await deliver('customs', [
      toLine({ ...registered(), id: 'other' }),
      `{"id":"assessed","type":"declaration.assessed","occurredAt":"2026-03-01T09:00:00+04:00","voen":"1400057421","declaration":"A/1","charges":{"vat":"1.00"}}`,
    ])
    expect(released).toMatchObject([{ outcome: { became: 'rejected' } }])
    expect(await kept()).toEqual([expect.stringMatching(/^: \{/)])
  })
})

describe('the bound of a sender', () => {
  test('keeps the last rejections up to it; further ones get the same answer and are only counted', async () => {
    await fill('hop', 2)
    const { outcomes } = await deliver('hop', ['a', 'b', 'c', toLine(registered())])
    expect(outcomes.map(({ became }) => became)).toEqual(['rejected', 'rejected', 'rejected', 'applied'])
    expect(outcomes[2]).toEqual(outcomes[0])
    expect((await kept()).filter(line => line !== 'hop: filled')).toHaveLength(2)
    expect(await listNotKept(store.exporter)).toEqual([{ sender: 'hop', count: 1, from: TODAY, to: TODAY }])
    expect(await rejected()).toBe(MAX_REJECTIONS + 1)
  })

  test('does not count again what is kept, and sums what is not', async () => {
    await deliver('hop', ['a'])
    await fill('hop', 1)
    await deliver('hop', ['a', 'a', 'b'], YESTERDAY)
    await deliver('hop', ['a', 'c', 'd'])
    expect(await listNotKept(store.exporter)).toEqual([{ sender: 'hop', count: 3, from: '2026-11-21', to: TODAY }])
  })

  test('counts every one of deliveries that run at once', async () => {
    await fill('hop', 0)
    await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        deliver(
          'hop',
          Array.from({ length: 50 }, (_, number) => `${nth} ${number}`),
        ),
      ),
    )
    expect(await listNotKept(store.exporter)).toMatchObject([{ count: 400 }])
    expect(await rejected()).toBe(MAX_REJECTIONS + 400)
  })

  test('leaves the command line and other senders their own', async () => {
    await fill('hop', 0)
    await deliver('bank', ['a'])
    await store.deliver('b')
    expect((await kept()).filter(line => line !== 'hop: filled')).toEqual([': b', 'bank: a'])
    expect(await listNotKept(store.exporter)).toEqual([])
  })

  test('holds for the command line too', async () => {
    await fill('', 0)
    await store.deliver('b')
    expect(await listNotKept(store.exporter)).toMatchObject([{ sender: '', count: 1 }])
  })

  test('does not concern events that are rejected when they are released', async () => {
    await fill('', 0)
    await deliver('bank', [toLine(paidToCode('142330', '1.00'))])
    await deliver('bank', [toLine(registered({ id: 'r' }))])
    const again = `{"id":"twice","type":"declaration.assessed","occurredAt":"2026-03-01T09:00:00+04:00","voen":"1700012342","declaration":"A/1","charges":{"vat":"1.00"}}`
    await deliver('bank', [again, again.replace('twice', 'thrice')])
    await deliver('bank', [toLine(registered({ id: 's', voen: '1700012342' }))])
    expect((await kept()).filter(line => line !== ': filled')).toEqual([expect.stringContaining('thrice')])
  })
})

describe('clearing', () => {
  beforeEach(async () => {
    await deliver('hop', ['old'], YESTERDAY)
    await deliver('hop', ['new'])
    await deliver('bank', ['theirs'], YESTERDAY)
    await store.deliver('ours')
    await ask(
      store.writer,
      `insert into rejection_not_kept (sender, day, count) values ('hop', '2026-11-21', 5), ('hop', '2026-11-22', 7)`,
    )
  })

  test.each<[what: string, sender: string | null, before: PlainDate | null, left: string[], cleared: number[]]>([
    ['everything', null, null, [], [4, 12]],
    ['one sender', 'hop', null, [': ours', 'bank: theirs'], [2, 12]],
    ['the command line', '', null, ['bank: theirs', 'hop: new', 'hop: old'], [1, 0]],
    ['what is older than a day', null, TODAY, [': ours', 'hop: new'], [2, 5]],
    ['what is older than a day of one sender', 'bank', TODAY, [': ours', 'hop: new', 'hop: old'], [1, 0]],
  ])('deletes %s, and the gauge falls by it', async (_, sender, before, left, [rejections, notKept]) => {
    expect(await rejected()).toBe(16)
    expect(await clear(sender, before)).toMatchObject({ sender, rejections, notKept, reason: 'Sent again' })
    expect(await kept()).toEqual(left)
    expect(await rejected()).toBe(16 - rejections! - notKept!)
    expect(await ask(store.writer, 'select reason from rejection_clearing')).toEqual([{ reason: 'Sent again' }])
  })

  test('makes room: the same content is kept again', async () => {
    await clear('hop')
    await deliver('hop', ['old'])
    expect(await kept()).toContain('hop: old')
  })

  test('of nothing leaves no record', async () => {
    expect(await clear('nobody')).toBeNull()
    expect(await ask(store.writer, 'select id from rejection_clearing')).toEqual([])
  })

  test('leaves the rejections of released events', async () => {
    const again = (id: string) =>
      `{"id":"${id}","type":"declaration.assessed","occurredAt":"2026-03-01T09:00:00+04:00","voen":"1700012342","declaration":"A/1","charges":{"vat":"1.00"}}`
    await deliver('hop', [again('once'), again('twice')])
    await deliver('hop', [toLine(registered({ voen: '1700012342' }))])
    await clear(null)
    expect(await kept()).toEqual([expect.stringContaining('twice')])
    expect(await rejected()).toBe(1)
  })

  test('lets nothing else be deleted: neither before it nor what comes after it', async () => {
    const remove = () => ask(store.writer, `delete from rejection where content = 'ours' or content = 'later'`)
    await expect(remove()).rejects.toThrow('rejection is append-only')
    await clear('hop')
    await expect(remove()).rejects.toThrow('rejection is append-only')
    await clear(null)
    await deliver('', ['later'], new Date(NOW.getTime() + 1))
    await expect(remove()).rejects.toThrow('rejection is append-only')
    expect(await kept()).toEqual([': later'])
  })

  test.runIf(kind() === 'postgres')('whose commit is lost is done once and answered with its record', async () => {
    loseNextCommit('after')
    expect(await clear('hop')).toMatchObject({ rejections: 2, notKept: 12 })
    expect(await ask(store.writer, 'select id from rejection_clearing')).toHaveLength(1)
  })
})
