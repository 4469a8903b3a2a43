import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { audit } from '../../src/services/access/audit.ts'
import { ClockJumpError, clockGuard, findClockJump } from '../../src/services/intake/clock.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import { copyStore } from '../../src/services/maintenance/copy-store.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, registered, toLine } from '../support/oracle/events.ts'
import { dependenciesOf, SOMEWHERE } from '../support/people/people.ts'
import { SignedSender } from '../support/people/signed-sender.ts'
import { ask, NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const DAY_MS = 86_400_000
const daysLater = (days: number) => new Date(NOW.getTime() + days * DAY_MS)
const instantOf = (at: Date) => ({ occurredAt: at.toISOString() })

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const accept = (at: Date) =>
  audit(store.access, { at, action: 'clock-accepted', actor: SOMEWHERE, voen: null, detail: {} })

test('an empty log accepts any clock', async () => {
  expect(await findClockJump(store, daysLater(3650))).toBeNull()
})

describe('after a receipt, a clock', () => {
  beforeEach(() => store.deliver(registered()))

  test.each([0, 1, 30.9, -0.9])('%s days ahead follows it', async days => {
    expect(await findClockJump(store, daysLater(days))).toBeNull()
  })

  test.each([31.1, 3650, -1.1, -3650])('%s days ahead has jumped, until an operator accepts it', async days => {
    const now = daysLater(days)
    expect(await findClockJump(store, now)).toEqual({ now, lastReceipt: NOW })
    await accept(daysLater(days + 400))
    expect(await findClockJump(store, now), 'another clock was accepted').not.toBeNull()
    await accept(now)
    expect(await findClockJump(store, now)).toBeNull()
  })

  test('that goes on while a server runs is not judged by an old receipt', async () => {
    const judge = clockGuard(store)
    for (const days of [20, 40, 60, 80]) await expect(judge(daysLater(days))).resolves.toBeUndefined()
    await expect(judge(daysLater(120))).rejects.toThrow(ClockJumpError)
    await expect(judge(daysLater(81)), 'it is right again').resolves.toBeUndefined()
  })
})

describe('a server whose clock is ten years ahead', () => {
  const wrong = daysLater(3650)
  const later = assessed('A/9', { vat: '10.00' }, instantOf(wrong))

  test('answers deliveries with 503 and both times, books nothing, and goes on when its clock is right', async () => {
    await store.deliver(registered())
    let now = wrong
    const app = createApp({ ...dependenciesOf(store), clock: () => now, log: () => {} })
    const sender = await SignedSender.register(store.access, () => now)
    const deliver = (event: object) => sender.deliver((path, sent) => app.request(path, sent), JSON.stringify(event))
    const refused = await deliver(later)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    const problem = (await refused.json()) as { code: string; detail: string }
    expect(problem.code).toBe('clock')
    expect(problem.detail).toContain(wrong.toISOString())
    expect(problem.detail).toContain(NOW.toISOString())
    expect(await ask(store.exporter, 'select number from booking where number > 1')).toEqual([])

    now = daysLater(1)
    const today = assessed('A/1', { vat: '10.00' }, instantOf(now))
    expect(await (await deliver(today)).json()).toMatchObject({ became: 'applied' })
    const [entry] = await ask<{ operation_date: string }>(store.exporter, 'select operation_date from ledger_entry')
    expect(String(entry!.operation_date).slice(0, 4)).toBe('2026')
  })

  test('is believed when an operator has accepted it', async () => {
    await store.deliver(registered())
    await accept(wrong)
    const app = createApp({ ...dependenciesOf(store), clock: () => wrong, log: () => {} })
    const sender = await SignedSender.register(store.access, () => wrong)
    const response = await sender.deliver((path, sent) => app.request(path, sent), JSON.stringify(later))
    expect(await response.json()).toMatchObject({ became: 'applied' })
  })

  test('still copies a store: replays keep their times and are not judged', async () => {
    await store.deliver(registered())
    await deliverEvents(store.writer, [toLine(later)], wrong)
    const empty = await openTestStore()
    expect(await copyStore(store, empty)).toEqual({ finished: true, difference: null })
    await empty.close()
  })
})
