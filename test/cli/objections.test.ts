import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/engine/database.ts'
import { registered, TRADER } from '../support/oracle/events.ts'
import { drawUpDisputed } from '../support/stores/acts.ts'
import { NOW } from '../support/stores/store.ts'
import { expectRefusal, Vereqe } from '../support/stores/vereqe.ts'

let vereqe: Vereqe
beforeAll(async () => {
  vereqe = await Vereqe.open()
  await vereqe.import([registered()])
  const store = await openDatabase(vereqe.storeUrl)
  await drawUpDisputed(store, TRADER, NOW)
  await store.close()
})
afterAll(() => vereqe[Symbol.asyncDispose]())

const listed = async (...words: string[]) =>
  (await vereqe.output('objections', ...words))
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

test.each<[what: string, words: string[], says: RegExp]>([
  ['both answers', [TRADER, '1', '1', '--accept', '--reject', '--reason', 'x'], /either --accept or --reject/],
  ['no answer', [TRADER, '1', '1', '--reason', 'x'], /either --accept or --reject/],
  ['no reason', [TRADER, '1', '1', '--accept'], /--reason must say/],
  ['an act that is not there', [TRADER, '9', '1', '--accept', '--reason', 'x'], /has no such act/],
  ['an objection that is not there', [TRADER, '1', '9', '--accept', '--reason', 'x'], /no such objection/],
  ['no number', [TRADER, 'x', '1', '--accept', '--reason', 'x'], /ACT must be a number/],
])('answer-objection refuses %s', async (_, words, says) => {
  expectRefusal(await vereqe.run(['answer-objection', ...words]), says)
})

test('objections lists what waits for an answer; an answer goes to the company, once', async () => {
  expect(await listed()).toMatchObject([
    { voen: TRADER, act: 1, objection: 1, ledger: 'vat', line: 'assessed', companyFigure: '1.00', state: 'open' },
  ])
  expect(await listed('--voen', '9999999991')).toEqual([])
  await vereqe.run(['answer-objection', TRADER, '1', '1', '--reject', '--reason', 'It was not cancelled'])
  expect(await listed()).toEqual([])
  expect(await listed('--all')).toMatchObject([{ state: 'rejected', answer: 'It was not cancelled' }])
  const again = await vereqe.run(['answer-objection', TRADER, '1', '1', '--accept', '--reason', 'x'])
  expectRefusal(again, /answered or withdrawn before/)
  expect(await vereqe.output('audit', '--voen', TRADER)).toContain('act-rejected')
})
