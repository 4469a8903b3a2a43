import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { INTAKE_ANSWERS, INTAKE_OBJECTIONS } from '../../src/intake/addresses.ts'
import { verifyPermissions } from '../../src/services/maintenance/verify-permissions.ts'
import { readAct } from '../../src/services/papers/list-acts.ts'
import { takeActStep } from '../../src/services/papers/take-act-step.ts'
import { createApp } from '../../src/web/app.tsx'
import { assessed, registered, TRADER } from '../support/oracle/events.ts'
import { anActor } from '../support/people/access-people.ts'
import { dependenciesOf } from '../support/people/people.ts'
import { JSON_TYPE, SignedSender, type Wire } from '../support/people/signed-sender.ts'
import { drawUpDisputed } from '../support/stores/acts.ts'
import { NOW, openTestStore, type TestStore } from '../support/stores/store.ts'

let store: TestStore
let wire: Wire
let desk: SignedSender
/** May send everything but read and answer objections. */
let bank: SignedSender
beforeAll(async () => {
  store = await openTestStore()
  await store.deliver(registered(), assessed('A/1', { vat: '30.00' }))
  await drawUpDisputed(store, TRADER, NOW)
  const app = createApp({ ...dependenciesOf(store), clock: () => NOW, log: () => {} })
  wire = (path, sent) => app.request(path, sent)
  bank = await SignedSender.register(store.access, () => NOW, { name: 'bank' })
  const may = { types: [], channels: [], bills: false, objections: true }
  desk = await SignedSender.register(store.access, () => NOW, { name: 'desk', title: 'Baş İdarə', ...may })
})
afterAll(() => store.close())

const list = async (query = '', sender = desk) =>
  wire(INTAKE_OBJECTIONS + query, sender.question(INTAKE_OBJECTIONS + query))
const send = async (answer: unknown, sender = desk, type = JSON_TYPE) =>
  wire(INTAKE_ANSWERS, sender.delivery(JSON.stringify(answer), { type }))
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const progress = async () => (await readAct(store.papers, { voen: TRADER, number: 1 }))!.progress

const ID = `${TRADER}-1-1`
const REJECTED = { objection: ID, decision: 'rejected', answer: 'Ləğv edilməyib' }

test('a sender for objections reads those that wait, with the figures and the words of the company', async () => {
  const response = await list()
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(await response.json()).toEqual({
    objections: [
      {
        ...{ objection: ID, voen: TRADER, company: 'Nümunə Ticarət MMC', act: 1, from: '2026-01-01', to: '2026-06-10' },
        ...{ ledger: 'vat', line: 'assessed', customs: '30.00', own: '1.00' },
        ...{ reason: 'Bəyannamə ləğv edilib', note: 'Məktub № 7' },
        ...{ raisedAt: NOW.toISOString(), raisedBy: expect.any(String) },
      },
    ],
    next: null,
  })
  const after = `?after=${NOW.toISOString()}_${ID}`
  expect(await (await list(after)).json()).toEqual({ objections: [], next: null })
})

describe('refused is', () => {
  test('who may not read and answer them', async () => {
    expect(await codeOf(await list('', bank))).toEqual([403, 'no-objections'])
    expect(await codeOf(await send(REJECTED, bank))).toEqual([403, 'no-objections'])
    const other = desk.delivery(JSON.stringify(REJECTED), { type: JSON_TYPE })
    expect(await codeOf(await wire(INTAKE_ANSWERS, { ...other, body: Buffer.from('{}') }))).toEqual([
      401,
      'signature-wrong',
    ])
    expect((await wire(INTAKE_ANSWERS, desk.question(INTAKE_ANSWERS))).status).toBe(405)
  })

  test.each([
    ['a place of no list', () => list('?after=x'), 400, 'malformed-cursor'],
    ['no decision', () => send({ ...REJECTED, decision: 'perhaps' }), 400, 'malformed-answer'],
    ['an answer that nobody can see', () => send({ ...REJECTED, answer: ' \u200b ' }), 400, 'malformed-answer'],
    ['an answer that is too long', () => send({ ...REJECTED, answer: 'x'.repeat(501) }), 400, 'malformed-answer'],
    ['what is no JSON object', () => send('x'), 400, 'malformed-answer'],
    ['another type', () => send(REJECTED, desk, 'application/x-ndjson'), 415, 'unknown-type'],
    [
      'an objection that there is not',
      () => send({ ...REJECTED, objection: `${TRADER}-1-2` }),
      404,
      'unknown-objection',
    ],
    ['an act that there is not', () => send({ ...REJECTED, objection: `${TRADER}-9-1` }), 404, 'unknown-objection'],
    ['what names no objection', () => send({ ...REJECTED, objection: 'x' }), 404, 'unknown-objection'],
  ])('%s', async (_, ask, status, code) => {
    expect(await codeOf(await ask())).toEqual([status, code])
    expect((await progress()).objections[0]!.state).toBe('open')
  })
})

test('an answer goes to the company with the name of the officer, once; sent again it changes nothing', async () => {
  const asked = { ...REJECTED, answer: ' Ləğv\n edilməyib ', officer: 'Aysel Quliyeva' }
  for (const _ of [1, 2]) {
    const response = await send(asked)
    expect([response.status, await response.json()]).toEqual([200, { objection: ID, became: 'rejected' }])
  }
  const { objections, steps } = await progress()
  expect(steps).toBe(3)
  expect(objections).toMatchObject([
    { state: 'rejected', ended: { by: { subject: null, name: 'Aysel Quliyeva' }, answer: 'Ləğv edilməyib' } },
  ])
  expect(await codeOf(await send({ ...REJECTED, decision: 'accepted' }))).toEqual([409, 'objection-ended'])
  expect(await (await list()).json()).toEqual({ objections: [], next: null })
  const [line] = await store.access.read(tx =>
    tx.selectFrom('audit_log').select(['name', 'subject', 'detail']).where('action', '=', 'act-rejected').execute(),
  )
  expect(line).toMatchObject({ name: 'desk', subject: null })
  expect((await verifyPermissions(store)).difference).toBeNull()
})

test('an objection to an act that was cancelled meanwhile takes no answer', async () => {
  const act = await drawUpDisputed(store, TRADER, new Date(NOW.getTime() + 1))
  const request = { voen: TRADER as Voen, act: act.number, by: { subject: 's', name: 'N' }, actor: anActor(), now: NOW }
  await takeActStep(store.papers, {
    ...request,
    step: ({ objections }) => ({
      ...{ kind: 'objected', objection: objections.length + 1, ledger: 'vat', line: 'settled' },
      ...{ reason: 'r', own: null, note: '' },
    }),
  })
  await takeActStep(store.papers, { ...request, step: () => ({ kind: 'cancelled', reason: 'r' }) })
  const { objections } = (await readAct(store.papers, { voen: TRADER, number: act.number }))!.progress
  const last = `${TRADER}-${act.number}-${objections.length}`
  expect(await codeOf(await send({ ...REJECTED, objection: last }))).toEqual([409, 'objection-ended'])
})

const tamper = (statement: string) => store.access.write(trx => sql.raw(statement).execute(trx))

test('verify names a sender that was given objections in the store, though the first one has no such column', async () => {
  await tamper("update sender set objections = 0 where name = 'desk'")
  expect((await verifyPermissions(store)).difference).toMatchObject({ table: 'sender', column: 'objections' })
  await tamper("update sender set objections = 1 where name = 'desk'")
  await tamper("update sender set objections = 1 where name = 'bank'")
  expect((await verifyPermissions(store)).difference).toMatchObject({ row: 'name bank', column: 'objections' })
})
