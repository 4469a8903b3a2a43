import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { dismissHeldEvent, heldGauge, retryHeldEvents, walkDismissedEvents } from '../../src/services/intake/held.ts'
import { copyStore } from '../../src/services/maintenance/copy-store.ts'
import { verify } from '../../src/services/maintenance/verify.ts'
import { walkHeldEvents } from '../../src/store/intake/held-events.ts'
import {
  assessed,
  type EventObject,
  OTHER_TRADER,
  paidByNumber,
  paidToCode,
  registered,
  TRADER,
} from '../support/oracle/events.ts'
import { all } from '../support/stores/service.ts'
import { ask, differenceBetween, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, makeFile, run } from '../support/stores/store-places.ts'

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

/** Delivers an event that must be held. @returns its log position */
async function held(event: EventObject): Promise<number> {
  const { outcomes } = await store.deliver(event)
  const [outcome] = outcomes
  if (outcome?.became !== 'held') throw new Error(`It was ${outcome?.became}`)
  return outcome.arrival
}

const dismiss = (arrival: number, reason = 'There is no such declaration') =>
  dismissHeldEvent(store.writer, arrival, reason, NOW)
const waiting = async (of: TestStore = store) => (await all(walkHeldEvents(of.exporter))).map(({ arrival }) => arrival)
const dismissed = async (voen: Voen | null = null) =>
  (await all(walkDismissedEvents(store.exporter, voen))).map(({ arrival, reason }) => [arrival, reason])

describe('a dismissed event', () => {
  test('is no longer held, and is listed with the reason', async () => {
    const [first, second] = [await held(paidByNumber('A/1', '5.00')), await held(paidByNumber('B/2', '7.00'))]
    expect(await dismiss(first, 'Paid back')).toBe(true)
    expect(await waiting()).toEqual([second])
    expect(await dismissed()).toEqual([[first, 'Paid back']])
    expect(await verify(store)).toBeNull()
  })

  test('is not released when its declaration arrives, and the same content sent again is a duplicate', async () => {
    const payment = paidByNumber('A/1', '5.00')
    await dismiss(await held(payment))
    const delivery = await store.deliver(registered(), assessed('A/1', { vat: '30.00' }), payment)
    expect(delivery.outcomes.map(({ became }) => became)).toEqual(['applied', 'applied', 'duplicate'])
    expect(delivery.released).toEqual([])
    const { outcomes } = await store.deliver({ ...payment, amount: '6.00' })
    expect(outcomes[0]?.became, 'its id is spent').toBe('rejected')
    const [total] = await ask(store.exporter, "select debt from ledger_total where ledger = 'vat'")
    expect(Number(total?.debt)).toBe(3000)
    expect(await verify(store)).toBeNull()
  })

  test('cannot be dismissed again; neither can an applied event or an unknown position', async () => {
    const arrival = await held(paidByNumber('A/1', '5.00'))
    await dismiss(arrival, 'First')
    expect(await dismiss(arrival, 'Second')).toBe(false)
    await store.deliver(registered())
    expect(await dismiss(arrival + 1)).toBe(false)
    expect(await dismiss(999)).toBe(false)
    expect(await dismissed()).toEqual([[arrival, 'First']])
  })

  test('is never also released, even when its declaration arrives at the same time', async () => {
    await store.deliver(registered())
    for (let round = 0; round < 8; round += 1) {
      const arrival = await held(paidByNumber(`R/${round}`, '5.00'))
      const [done, { released }] = await Promise.all([
        dismiss(arrival),
        store.deliver(assessed(`R/${round}`, { vat: '30.00' })),
      ])
      expect(released).toHaveLength(done ? 0 : 1)
    }
    expect(await waiting()).toEqual([])
    expect(await verify(store)).toBeNull()
  })

  test('is found by the taxpayer it names', async () => {
    const mine = await held(paidToCode('142330', '1.00'))
    const other = await held(paidToCode('142330', '1.00', { voen: OTHER_TRADER }))
    for (const arrival of [mine, other]) await dismiss(arrival, 'r')
    expect(await dismissed(TRADER)).toEqual([[mine, 'r']])
    expect(await dismissed('9999999991' as Voen)).toEqual([])
  })

  test('cannot be restored: its dismissal does not change', async () => {
    await dismiss(await held(paidByNumber('A/1', '5.00')))
    await expect(store.writer.transaction(trx => trx.deleteFrom('dismissal').execute())).rejects.toThrow(
      /append-only|permission denied/,
    )
  })
})

describe('verify', () => {
  test('reports a dismissal of a booked event', async () => {
    await store.deliver(registered(), paidToCode('142330', '1.00'))
    const raw = store.raw
    await run(raw, `insert into dismissal values ('${TRADER}', 2, 'r', '${NOW.toISOString()}')`)
    expect(await verify(store)).toMatchObject({ table: 'ledger_entry', kept: 'there', recomputed: null })
  })

  test('reports a dismissal of an event that is not in the log', async () => {
    await store.deliver(registered())
    await run(store.raw, `insert into dismissal values ('${TRADER}', 9, 'r', '${NOW.toISOString()}')`)
    expect(await verify(store)).toMatchObject({ table: 'dismissal', kept: 'there', recomputed: null })
  })

  test('reports a dismissal with another account than its event', async () => {
    await dismiss(await held(paidByNumber('A/1', '5.00')))
    await dropTriggers(store.raw)
    await run(store.raw, `update dismissal set voen = '${TRADER}'`)
    expect(await verify(store)).toMatchObject({ table: 'dismissal', kept: 'there', recomputed: null })
  })

  test('reports an event that is missing from the held events without a dismissal', async () => {
    await dismiss(await held(paidByNumber('A/1', '5.00')))
    await dropTriggers(store.raw)
    await run(store.raw, 'delete from dismissal')
    expect(await verify(store)).toMatchObject({ table: 'held_event', kept: null, recomputed: 'there' })
  })
})

describe('a copy', () => {
  let other: TestStore
  beforeEach(async () => {
    other = await openTestStore(await makeFile())
  })
  afterEach(() => other.close())

  test('has the dismissals of its source, and processes later events as the source does', async () => {
    await dismiss(await held(paidByNumber('A/1', '5.00')))
    const waits = await held(paidByNumber('B/2', '7.00'))
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    expect(await waiting(other)).toEqual([waits])
    for (const each of [store, other]) {
      const { released } = await each.deliver(
        registered({ id: 'r' }),
        assessed('A/1', { vat: '1.00' }, { id: 'a' }),
        assessed('B/2', { vat: '1.00' }, { id: 'b' }),
      )
      expect(released.map(({ arrival }) => arrival)).toEqual([waits])
    }
    expect(await differenceBetween(store, other)).toBeNull()
    expect(await verify(other)).toBeNull()
  })

  test('that is repeated also copies later dismissals', async () => {
    const arrival = await held(paidByNumber('A/1', '5.00'))
    await copyStore(store, other)
    expect(await waiting(other)).toEqual([arrival])
    await dismiss(arrival)
    await store.deliver(registered(), assessed('A/1', { vat: '1.00' }))
    expect(await copyStore(store, other)).toEqual({ finished: true, difference: null })
    expect(await waiting(other)).toEqual([])
    expect(await verify(other)).toBeNull()
  })

  test('is reported as different when the reason of a dismissal differs', async () => {
    const arrival = await held(paidByNumber('A/1', '5.00'))
    await copyStore(store, other)
    await dismiss(arrival, 'Here')
    await dismissHeldEvent(other.writer, arrival, 'There', NOW)
    expect((await copyStore(store, other)).difference).toMatchObject({ table: 'dismissal', column: 'reason' })
  })
})

describe('a retry of held events', () => {
  test('leaves them held in a consistent store', async () => {
    await held(paidByNumber('A/1', '5.00'))
    await held(paidToCode('142330', '1.00', { voen: OTHER_TRADER }))
    expect(await retryHeldEvents(store.writer, NOW)).toEqual({ applied: 0, rejected: 0, held: 2 })
    expect(await verify(store)).toBeNull()
  })

  test('applies those that can be applied, earliest first, with the events they release', async () => {
    const first = await held(assessed('A/1', { vat: '30.00' }))
    await held(paidByNumber('A/1', '5.00'))
    await held(paidByNumber('B/2', '7.00'))
    await held(assessed('C/3', { vat: '1.00' }))
    // A registration that told nobody: by hand, past the product.
    await run(
      store.raw,
      `insert into account (voen, name, documents, entries, bookings, last_operation_date, chain)
       values ('${TRADER}', 'By hand', 0, 0, 0, null, '')`,
    )
    expect(await retryHeldEvents(store.writer, NOW)).toEqual({ applied: 3, rejected: 0, held: 1 })
    expect(await waiting()).not.toContain(first)
    const documents = await ask(store.exporter, 'select declaration from declaration order by document')
    expect(documents.map(({ declaration }) => declaration)).toEqual(['A/1', 'C/3'])
    const [total] = await ask(store.exporter, "select debt from ledger_total where ledger = 'vat'")
    expect(Number(total?.debt)).toBe(2600)
  })
})

describe('the gauge', () => {
  const NOTHING = { taxpayer: 0, declaration: 0, assignment: 0 }

  test('counts held events and rejections, and gives the age of the earliest held event', async () => {
    expect(await heldGauge(store.exporter, NOW)).toEqual({
      count: 0,
      waitsFor: NOTHING,
      oldestSeconds: null,
      rejected: 0,
    })
    const first = await held(paidByNumber('A/1', '5.00'))
    await held(paidByNumber('B/2', '7.00'))
    await store.deliver('not JSON')
    const later = new Date(NOW.getTime() + 90_500)
    expect(await heldGauge(store.exporter, later)).toEqual({
      count: 2,
      waitsFor: { ...NOTHING, declaration: 2 },
      oldestSeconds: 90,
      rejected: 1,
    })
    await dismiss(first)
    expect(await heldGauge(store.exporter, NOW)).toMatchObject({ count: 1, oldestSeconds: 0 })
  })
})
