import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActStep } from '../../src/domain/act/act.ts'
import { compareLine } from '../../src/domain/act/lines.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { walkAuditLog } from '../../src/services/access/audit.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { type DrawUpRequest, drawUpAct } from '../../src/services/papers/draw-up-act.ts'
import { ACTS_PAGE_SIZE, findChangedLedgers, listActs, readAct } from '../../src/services/papers/list-acts.ts'
import { takeActStep } from '../../src/services/papers/take-act-step.ts'
import { walkObjections } from '../../src/services/papers/walk-objections.ts'
import { readTurnover } from '../../src/services/statement/read-turnover.ts'
import { assessed, OTHER_TRADER, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

const PERIOD = { from: '2026-03-01' as PlainDate, to: '2026-03-31' as PlainDate }
const BY = { subject: ACCOUNTANT.subject, name: ACCOUNTANT.name }
const OBJECTED = { ledger: 'vat', line: 'settled', reason: 'Qəbz 12', own: 1300n, note: '' } as const

let store: TestStore
beforeEach(async () => {
  store = await openTestStore()
  await store.deliver(
    registered(),
    registered({ voen: OTHER_TRADER }),
    assessed('A/1', { vat: '30.00', fine: '5.00' }),
    paidByNumber('A/1', '12.00'),
    paidToCode('142330', '100.00'),
  )
})
afterEach(() => store.close())

const draw = (other: Partial<DrawUpRequest> = {}) =>
  drawUpAct(store, {
    ...{ voen: TRADER, period: PERIOD, by: BY, actor: anActor(ACCOUNTANT) },
    ...{ day: '2026-11-22' as PlainDate, now: NOW, ...other },
  })
const take = (step: ActStep | ((objections: number) => ActStep), act = 1, voen = TRADER) =>
  takeActStep(store.papers, {
    ...{ voen, act, by: BY, actor: anActor(ACCOUNTANT), now: NOW },
    step: ({ objections }) => (typeof step === 'function' ? step(objections.length) : step),
  })
const object = (reason: string) => take(before => ({ kind: 'objected', objection: before + 1, ...OBJECTED, reason }))
const progress = async (number = 1) => (await readAct(store.papers, { voen: TRADER, number }))!.progress
const objections = async () => (await Array.fromAsync(walkObjections(store.exporter, null))).flat()

test('an act has the figures of the turnover, and keeps them when something is booked into its period', async () => {
  const act = (await draw())!
  const turnovers = (await readTurnover(store.reader, TRADER, PERIOD))!
  for (const [index, { ledger, opening, closing, movements }] of turnovers.entries()) {
    const { figures } = act.ledgers[index]!
    expect(act.ledgers[index]!.ledger).toBe(ledger)
    expect(figures).toMatchObject(movements)
    expect([figures.openingDebt, figures.closingDebt]).toEqual([opening.debt, closing.debt].map(BigInt))
    expect([figures.openingOverpayment, figures.closingOverpayment]).toEqual(
      [opening.overpayment, closing.overpayment].map(BigInt),
    )
  }
  expect(await findChangedLedgers(store.reader, act)).toEqual([])
  await store.deliver(assessed('B/2', { excise: '7.00' }))
  const { act: kept } = (await readAct(store.papers, { voen: TRADER, number: act.number }))!
  expect(kept).toEqual(act)
  expect(await findChangedLedgers(store.reader, kept)).toEqual(['excise', 'advance'])
})

test('the same period of the same books has one act until it is closed; acts are counted by account', async () => {
  const drawn = await Promise.all([draw(), draw(), draw()])
  expect(drawn.map(act => act!.number)).toEqual([1, 1, 1])
  const october = { from: '2026-10-01' as PlainDate, to: '2026-10-31' as PlainDate }
  expect((await draw({ period: october }))!.number).toBe(2)
  expect((await draw({ voen: OTHER_TRADER }))!.number).toBe(1)
  await take({ kind: 'agreed' })
  await take({ kind: 'closed' })
  expect((await draw({ now: new Date(NOW.getTime() + 1) }))!.number).toBe(3)
  expect((await draw())!.number).toBe(3)
  expect(await draw({ voen: '9999999991' as typeof TRADER })).toBeNull()
})

test('steps of different people at the same time are taken one after another', async () => {
  await draw()
  await Promise.all(['a', 'b', 'c', 'd'].map(object))
  const { objections } = await progress()
  expect(objections.map(({ objection }) => objection)).toEqual([1, 2, 3, 4])
  expect(objections.map(({ reason }) => reason).sort()).toEqual(['a', 'b', 'c', 'd'])
})

test('what the trader states stands beside the figures of customs, to the qəpik', async () => {
  const act = (await draw())!
  const figures = { settled: 1300n, closingDebt: 9_007_199_254_740_993n }
  await take({ kind: 'stated', ledger: 'vat', figures })
  const own = (await progress()).own.get('vat')!
  expect(own).toEqual(figures)
  const customs = act.ledgers.find(({ ledger }) => ledger === 'vat')!.figures
  expect(compareLine('settled', customs, own).difference).toBe(1300n - customs.settled)
})

describe('an objection', () => {
  test('is seen by the administration, answered once, and then lets the act be agreed to and closed', async () => {
    await draw()
    await object('a')
    await object('b')
    await expect(take({ kind: 'agreed' })).rejects.toMatchObject({ code: 'objection-open' })
    expect(await objections()).toMatchObject([
      { voen: TRADER, act: 1, objection: 1, state: 'open', own: 1300n },
      { voen: TRADER, act: 1, objection: 2, state: 'open' },
    ])
    await takeActStep(store.papers, {
      ...{ voen: TRADER, act: 1, by: { subject: null, name: 'inspector' }, actor: anActor(), now: NOW },
      step: () => ({ kind: 'accepted', objection: 1, answer: 'Düzəldiləcək' }),
    })
    await take({ kind: 'withdrawn', objection: 2 })
    await expect(take({ kind: 'withdrawn', objection: 1 })).rejects.toMatchObject({ code: 'objection-ended' })
    expect((await objections()).map(({ state }) => state)).toEqual(['accepted', 'withdrawn'])
    await take({ kind: 'agreed' })
    await take({ kind: 'closed' })
    await expect(object('c')).rejects.toMatchObject({ code: 'act-closed' })
    expect((await progress()).closed?.by).toEqual(BY)
    const lines = (
      await Array.fromAsync(walkAuditLog(store.access, { from: null, to: null, voen: TRADER, subject: null }))
    ).flat()
    expect(lines.map(({ action }) => action.replace('act-', ''))).toEqual([
      'drawn-up',
      'objected',
      'objected',
      'accepted',
      'withdrawn',
      'agreed',
      'closed',
    ])
    expect((await verifyStore(store)).findings).toEqual([])
  })

  test('that is sent twice is one; there is none to an act of another account', async () => {
    await draw()
    await object('a')
    await object('a')
    expect((await progress()).objections).toHaveLength(1)
    expect(await take({ kind: 'agreed' }, 1, OTHER_TRADER)).toBe(false)
    expect(await readAct(store.papers, { voen: OTHER_TRADER, number: 1 })).toBeNull()
  })
})

test('acts are listed in pages with their states, the last one first', async () => {
  for (let day = 1; day <= ACTS_PAGE_SIZE + 1; day++) {
    const from = `2026-10-${String(day).padStart(2, '0')}` as PlainDate
    await draw({ period: { from, to: from } })
  }
  await take({ kind: 'agreed' }, ACTS_PAGE_SIZE + 1)
  const first = await listActs(store.papers, TRADER, null)
  const rest = await listActs(store.papers, TRADER, first.next)
  expect(first.acts.map(({ progress }) => progress.state).slice(0, 2)).toEqual(['agreed', 'drawn-up'])
  expect([...first.acts, ...rest.acts].map(({ act }) => act.number)).toEqual(
    Array.from({ length: ACTS_PAGE_SIZE + 1 }, (_, index) => ACTS_PAGE_SIZE + 1 - index),
  )
  expect(rest.next).toBeNull()
})
