import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeFinding } from '../../src/cli/describe-finding.ts'
import type { ActProgress, ActStep } from '../../src/domain/act/act.ts'
import { compareLine } from '../../src/domain/act/lines.ts'
import type { PlainDate } from '../../src/domain/dates.ts'
import { walkAuditLog } from '../../src/services/access/audit.ts'
import { verifyPermissions } from '../../src/services/maintenance/verify-permissions.ts'
import { verifyStore } from '../../src/services/maintenance/verify-store.ts'
import { type DrawUpRequest, drawUpAct } from '../../src/services/papers/draw-up-act.ts'
import { ACTS_PAGE_SIZE, findChangedLedgers, listActs, readAct } from '../../src/services/papers/list-acts.ts'
import { listOpenObjections, OBJECTIONS_PAGE_SIZE } from '../../src/services/papers/list-open-objections.ts'
import { takeActStep } from '../../src/services/papers/take-act-step.ts'
import { walkObjections } from '../../src/services/papers/walk-objections.ts'
import { readTurnover } from '../../src/services/statement/read-turnover.ts'
import { assessed, OTHER_TRADER, paidByNumber, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { ACCOUNTANT, anActor } from '../support/people/access-people.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'
import { dropTriggers, run } from '../support/stores/store-places.ts'

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
    expect((await listOpenObjections(store.reader, null)).objections).toEqual([])
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

test('objections that wait are listed in pages, the earliest first, each with its act', async () => {
  const count = OBJECTIONS_PAGE_SIZE + 1
  for (const voen of [TRADER, OTHER_TRADER]) await draw({ voen })
  for (let number = 1; number <= count; number++) {
    const [voen, reason] = [number % 2 ? TRADER : OTHER_TRADER, String(number)]
    const step = ({ objections }: ActProgress): ActStep => {
      return { kind: 'objected', objection: objections.length + 1, ...OBJECTED, reason }
    }
    const now = new Date(NOW.getTime() + number)
    await takeActStep(store.papers, { voen, act: 1, by: BY, actor: anActor(ACCOUNTANT), now, step })
  }
  const first = await listOpenObjections(store.reader, null)
  const rest = await listOpenObjections(store.reader, first.next)
  expect([...first.objections, ...rest.objections].map(({ reason }) => Number(reason))).toEqual(
    Array.from({ length: count }, (_, index) => index + 1),
  )
  expect(rest.next).toBeNull()
  expect(first.objections[1]).toMatchObject({ voen: OTHER_TRADER, act: 1, objection: 1, drawn: { period: PERIOD } })
})

describe('an act that is cancelled', () => {
  const cancel = (reason = 'Səhv dövr', act = 1) => take({ kind: 'cancelled', reason }, act)

  test('says who cancelled it and why, and takes nothing more; its period gets a new act', async () => {
    await draw()
    await cancel()
    await cancel('again')
    expect(await progress()).toMatchObject({ state: 'cancelled', steps: 1, cancelled: { by: BY, reason: 'Səhv dövr' } })
    for (const step of [
      { kind: 'agreed' },
      { kind: 'closed' },
      { kind: 'stated', ledger: 'vat', figures: {} },
    ] as const)
      await expect(
        take({ ...step, ...(step.kind === 'stated' && { figures: { settled: 1n } }) }),
      ).rejects.toMatchObject({
        code: 'act-cancelled',
      })
    expect((await draw({ now: new Date(NOW.getTime() + 1) }))!.number).toBe(2)
    expect((await draw())!.number).toBe(2)
    expect((await verifyStore(store)).findings).toEqual([])
  })

  test('has no open objections, and answers stay as they were', async () => {
    await draw()
    await object('a')
    await object('b')
    await take({ kind: 'rejected', objection: 1, answer: 'Yox' })
    await cancel()
    const states = ['rejected', 'withdrawn']
    expect((await progress()).objections.map(({ state }) => state)).toEqual(states)
    expect((await objections()).map(({ state }) => state)).toEqual(states)
    expect((await listOpenObjections(store.reader, null)).objections).toEqual([])
    await expect(take({ kind: 'accepted', objection: 2, answer: 'x' })).rejects.toMatchObject({ code: 'act-cancelled' })
  })

  test('cannot be one that is signed', async () => {
    await draw()
    await take({ kind: 'agreed' })
    await take({ kind: 'closed' })
    await expect(cancel()).rejects.toMatchObject({ code: 'act-closed' })
  })
})

describe('verify finds', () => {
  const finding = async () => {
    const { difference } = await verifyPermissions(store)
    return difference && describeFinding({ of: 'permissions', difference })
  }

  beforeEach(async () => {
    await draw()
    await take({ kind: 'stated', ledger: 'vat', figures: { settled: 1300n } })
    await object('a')
    await take({ kind: 'rejected', objection: 1, answer: 'Yox' })
    await take({ kind: 'agreed' })
    await take({ kind: 'closed' })
  })

  test.each([
    ['an open objection that is missing', 'delete from open_objection', 'is only in the audit log'],
    ['one that was answered before', 'update open_objection set objection = 1, step = 2', 'is only in the store'],
    ['one of no act', 'update open_objection set act = 9', 'is only in the audit log'],
  ])('in the list of the administration %s', async (_, statement, sentence) => {
    await draw({ period: { ...PERIOD, to: '2026-03-30' as PlainDate } })
    await take({ kind: 'objected', objection: 1, ...OBJECTED, reason: 'r' }, 2)
    await take({ kind: 'withdrawn', objection: 1 }, 2)
    await take({ kind: 'objected', objection: 2, ...OBJECTED, reason: 'r' }, 2)
    expect(await finding()).toBeNull()
    expect((await run(store.raw, statement)).changes).toBe(1)
    expect(await finding()).toMatch(new RegExp(`^open_objection .* ${sentence}`))
  })

  test('nothing in acts that nobody has changed', async () => {
    expect(await finding()).toBeNull()
  })

  const ACT = 'reconciliation_act (voen 1400057421, act 1)'
  const step = (number: number, act = 1) => `reconciliation_step (voen 1400057421, act ${act}, step ${number})`
  const COPIED = 'voen, id, kind, objection, at, subject, name, content'

  test.each([
    [
      'figures of customs',
      `update reconciliation_act set content = replace(content, '"assessed":"3000"', '"assessed":"1"')`,
      `${ACT}: record`,
    ],
    ['its period', "update reconciliation_act set to_date = '2026-04-30'", `${ACT}: record`],
    ['who drew it up', "update reconciliation_act set name = 'X'", `${ACT}: record`],
    ['a removed act', 'delete from reconciliation_act', `${ACT} is only in the audit log`],
    [
      'an act that nobody drew up',
      `insert into reconciliation_act (voen, act, request, from_date, to_date, drawn_up_at, subject, name, content)
       select voen, 2, 'x', from_date, to_date, drawn_up_at, subject, name, content from reconciliation_act`,
      'reconciliation_act (voen 1400057421, act 2) is only in the store',
    ],
    [
      'a figure of the company',
      `update reconciliation_step set content = replace(content, '1300', '1') where step = 1`,
      `${step(1)}: record`,
    ],
    [
      'the reason of an objection',
      `update reconciliation_step set content = replace(content, '"a"', '"b"') where step = 2`,
      `${step(2)}: record`,
    ],
    [
      'an objection hidden from the administration',
      "update reconciliation_step set kind = 'hidden' where step = 2",
      `${step(2)}: record`,
    ],
    [
      'a rejection turned into an acceptance',
      `update reconciliation_step set kind = 'accepted', content = replace(content, 'rejected', 'accepted') where step = 3`,
      `${step(3)}: record`,
    ],
    ['another person who agreed', "update reconciliation_step set name = 'X' where step = 4", `${step(4)}: record`],
    [
      'the time of the signature',
      "update reconciliation_step set at = '2026-11-23T00:00:00.000Z' where step = 5",
      `${step(5)}: record`,
    ],
    ['a removed signature', 'delete from reconciliation_step where step = 5', `${step(5)} is only in the audit log`],
    [
      'a forged signature',
      `insert into reconciliation_step (act, step, ${COPIED})
       select 2, 1, ${COPIED} from reconciliation_step where step = 5`,
      `${step(1, 2)} is only in the store`,
    ],
  ])('%s', async (_, statement, sentence) => {
    await dropTriggers(store.raw)
    expect((await run(store.raw, statement)).changes).toBe(1)
    expect(await finding()).toContain(sentence)
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
