import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { az } from '../../src/i18n/az.ts'
import { en } from '../../src/i18n/en.ts'
import { ru } from '../../src/i18n/ru.ts'
import { heldGauge } from '../../src/services/intake/held.ts'
import { OTHER_TRADER, paidToFund, TRADER } from '../support/oracle/events.ts'
import { exportOf } from '../support/stores/service.ts'
import { Trial } from './trial.ts'

const UNKNOWN_PAYER = '/sandbox/hop/unknown-payer'
const STRANGER = '1234567891'
const { answers, held, problems, refusals } = az.sandbox

let trial: Trial
beforeEach(async () => {
  trial = await Trial.open()
  await trial.officer('register', { voen: TRADER, name: 'Nümunə Ticarət MMC' })
})
afterEach(() => trial[Symbol.asyncDispose]())

/** Submits the portal's form for a payment without VÖEN. */
async function payWithoutVoen(words: Record<string, string>) {
  const { fields } = await trial.someone.open(UNKNOWN_PAYER)
  return trial.someone.send(UNKNOWN_PAYER, { id: fields.id as string, ...words })
}

const waiting = async () => (await heldGauge(trial.store.exporter, trial.now)).waitsFor

describe('a payment without VÖEN', () => {
  test('is held for its assignment: the page says so, names it, and leads to the officer’s form', async () => {
    expect((await trial.hop()).links(az.sandbox.unknownPayer.title)).toEqual([UNKNOWN_PAYER])
    const page = await payWithoutVoen({ code: '142330', amount: '75,50', reference: 'PT-8' })
    expect(page.status).toBe(200)
    expect(page.text).toContain(held.assignment)
    const payment = page.facts['Ödənişin identifikatoru']!
    expect(payment).toMatch(/^sandbox-hop-/)
    expect(page.facts).toMatchObject({ 'Sənədin nömrəsi': 'PT-8', 'Məbləğ, AZN': '75,50' })
    expect(await waiting()).toEqual({ taxpayer: 0, declaration: 0, assignment: 1 })
    expect(await trial.rows()).toEqual([])
    const form = await trial.someone.open(page.link(az.sandbox.actions.assign.title))
    expect(form.fields).toMatchObject({ payment, voen: '' })
  })

  test.each([
    [{ code: '142330', amount: '0' }, problems['amount-zero']],
    [{ code: '142330', amount: 'on' }, problems['amount-malformed']],
    [{ code: '', amount: '5' }, problems['target-missing']],
    [{ code: 'vat', amount: '5' }, problems['target-missing']],
    [{ code: '142330', amount: '5', reference: 'x'.repeat(101) }, problems['reference-malformed']],
  ])('with %j gets 422, keeps the typed text and sends nothing', async (words, says) => {
    const page = await payWithoutVoen(words)
    expect(page.status).toBe(422)
    expect(page.title).toMatch(/^Xəta:/)
    expect(page.text).toContain(says)
    expect(page.fields.amount).toBe(words.amount)
    expect((await waiting()).assignment).toBe(0)
  })

  test('that is sent twice is held once', async () => {
    const { fields } = await trial.someone.open(UNKNOWN_PAYER)
    const form = { id: fields.id as string, code: '802001', amount: '5' }
    await trial.someone.send(UNKNOWN_PAYER, form)
    trial.now = new Date(trial.now.getTime() + 60_000)
    expect((await trial.someone.send(UNKNOWN_PAYER, form)).text).toContain(answers.duplicate)
    expect((await trial.someone.send(UNKNOWN_PAYER, { ...form, amount: '6' })).text).toContain(refusals['id-taken'])
    expect((await waiting()).assignment).toBe(1)
  })
})

describe('the assignment of a held payment', () => {
  const held142330 = async () =>
    (await payWithoutVoen({ code: '142330', amount: '75,50', reference: 'PT-8' })).facts['Ödənişin identifikatoru']!

  test.each([
    ['142330', 'advance', 'advance-payment-general'],
    ['802001', 'eservice-fee', 'eservice-advance-hop'],
    ['vat', 'vat', 'advance-payment-single'],
  ])('to %s books it on the taxpayer’s account', async (target, ledger, type) => {
    const page = await trial.officer('assign', { payment: await held142330(), voen: TRADER, target })
    expect(page.text).toContain(answers.applied)
    expect(page.link('Hesaba keç')).toBe(`/accounts/${TRADER}`)
    expect(await trial.rows()).toEqual([`${ledger} ${type} hop 75.50 | 0.00 75.50`])
    expect(await exportOf(trial.store)).toContain(',PT-8,')
    expect((await waiting()).assignment).toBe(0)
  })

  test('is refused, in each language, of a payment that is not held', async () => {
    const payment = await held142330()
    const form = { payment, voen: TRADER, target: '142330' }
    await trial.officer('assign', form)
    for (const t of [az, en, ru]) {
      await trial.someone.open(`/sandbox/officer/assign?lang=${t.lang}`)
      const again = await trial.officer('assign', form)
      expect(again.status).toBe(422)
      expect(again.text).toContain(t.sandbox.refusals['payment-not-held'])
      expect(again.links(t.sandbox.refusals['payment-not-held']!)).toEqual(['#action-payment'])
      expect(again.fields).toMatchObject({ payment, voen: TRADER })
    }
    expect(await trial.rows()).toHaveLength(1)
  })

  test('of money from the VAT deposit account is refused at the target, unless that is VAT', async () => {
    const payment = 'from-deposit'
    await trial.store.deliver(paidToFund('vat', '5.00', { id: payment, voen: STRANGER, channel: 'vat-deposit' }))
    const page = await trial.officer('assign', { payment, voen: TRADER, target: '142330' })
    expect(page.status).toBe(422)
    expect(page.links(refusals['target-not-allowed']!)).toEqual(['#action-target'])
    await trial.officer('assign', { payment, voen: TRADER, target: 'vat' })
    expect(await trial.rows()).toEqual(['vat advance-payment-single vat-deposit 5.00 | 0.00 5.00'])
  })

  test('to a taxpayer who is not registered waits, and says for what', async () => {
    const page = await trial.officer('assign', { payment: await held142330(), voen: STRANGER, target: '142330' })
    expect(page.text).toContain(held.taxpayer)
    await trial.officer('register', { voen: STRANGER, name: 'Başqa Ticarət MMC' })
    expect(await trial.rows()).toEqual(['advance advance-payment-general hop 75.50 | 0.00 75.50'])
  })

  test('shows the problems of its form', async () => {
    const page = await trial.officer('assign', { payment: '', voen: '1', target: 'tobacco' })
    expect(page.status).toBe(422)
    for (const code of ['payment-malformed', 'voen-malformed', 'target-missing'] as const) {
      expect(page.text).toContain(problems[code])
    }
  })
})

describe('a refund and a transfer', () => {
  const refund = (words: Record<string, string> = {}) =>
    trial.officer('refund', { voen: TRADER, ledger: 'vat', amount: '30', paidOn: '19.04.2026', ...words })
  const transfer = (words: Record<string, string> = {}) =>
    trial.officer('transfer', { voen: TRADER, from: 'vat', to: 'advance', amount: '30', ...words })
  beforeEach(async () => {
    await trial.pay({ payee: 'customs', voen: TRADER }, { target: 'vat', amount: '100' })
  })

  test('are booked, with the number of their document', async () => {
    const page = await refund({ reference: 'GQ-5' })
    expect(page.text).toContain(answers.applied)
    expect(page.facts).toMatchObject({ Vərəqə: 'ƏDV', 'Sənədin nömrəsi': 'GQ-5', 'Ödəmə tarixi': '19.04.2026' })
    expect((await transfer({ amount: '45,25' })).text).toContain(answers.applied)
    expect(await trial.rows()).toEqual([
      'vat advance-payment-single hop 100.00 | 0.00 100.00',
      'vat refund 30.00 | 0.00 70.00',
      'vat transfer-out 45.25 | 0.00 24.75',
      'advance transfer-in 45.25 | 0.00 45.25',
    ])
    expect(await exportOf(trial.store)).toContain(',GQ-5,refund,,2026-04-19,30.00,')
  })

  test('begin with the day of today, and with no ledger chosen', async () => {
    expect((await trial.someone.open('/sandbox/officer/refund')).fields.paidOn).toBe('20.04.2026')
    expect((await trial.someone.open('/sandbox/officer/transfer')).fields.from).toHaveLength(9)
  })

  test.each([
    ['refund', refund],
    ['transfer', transfer],
  ])('of more than there is are refused at the amount: a %s', async (_, send) => {
    for (const t of [az, en, ru]) {
      await trial.someone.open(`/sandbox/officer?lang=${t.lang}`)
      const page = await send({ amount: '100,01' })
      expect(page.status).toBe(422)
      expect(page.links(t.sandbox.refusals['not-enough-overpayment']!)).toEqual(['#action-amount'])
      expect(page.fields).toMatchObject({ voen: TRADER, amount: '100,01' })
    }
    expect(await trial.rows()).toHaveLength(1)
  })

  test('of another ledger than the one with the money are refused', async () => {
    expect((await refund({ ledger: 'advance' })).text).toContain(refusals['not-enough-overpayment'])
    expect((await transfer({ from: 'fine' })).text).toContain(refusals['not-enough-overpayment'])
    expect((await refund({ voen: OTHER_TRADER })).text, 'an unknown account').toContain(held.taxpayer)
    expect(await trial.rows()).toHaveLength(1)
  })

  test.each([
    [
      'refund',
      refund,
      { ledger: '', amount: '0', paidOn: '31.02.2026' },
      ['ledger-missing', 'amount-zero', 'date-unreal'],
    ],
    [
      'refund',
      refund,
      { ledger: 'tobacco', amount: 'x', paidOn: '' },
      ['ledger-missing', 'amount-malformed', 'date-malformed'],
    ],
    ['transfer', transfer, { from: 'eservice-fee' }, ['ledger-missing']],
    ['transfer', transfer, { to: 'vat' }, ['same-ledger']],
  ] as const)('show the problems of the form: a %s %#', async (_, send, words, codes) => {
    const page = await send({ ...words })
    expect(page.status).toBe(422)
    for (const code of codes) expect(page.text).toContain(problems[code])
    expect(await trial.rows()).toHaveLength(1)
  })
})

test('a due date is optional, and is kept with the charge', async () => {
  const declaration = '00010/200426/000001'
  await trial.officer('assess', { voen: TRADER, declaration, dueOn: '15.05.2026', vat: '50' })
  await trial.officer('charge', { voen: TRADER, reference: 'AKT-17', fine: '5' })
  const wrong = await trial.officer('charge', { voen: TRADER, reference: 'AKT-18', dueOn: 'sabah', fine: '5' })
  expect(wrong.text).toContain(problems['date-malformed'])
  const log = await trial.contents()
  expect(log.map(({ dueOn }) => dueOn)).toEqual([undefined, '2026-05-15', undefined])
})
