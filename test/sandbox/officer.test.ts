import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ACTIONS } from '../../src/sandbox/actions.ts'
import { readAct } from '../../src/services/papers/list-acts.ts'
import { TRADER } from '../support/oracle/events.ts'
import { drawUpDisputed } from '../support/stores/acts.ts'
import { Trial } from './trial.ts'

const DECLARATION = '00010/200426/000001'
const OF_DECLARATION = { voen: TRADER, declaration: DECLARATION }

let trial: Trial
beforeEach(async () => {
  trial = await Trial.open()
})
afterEach(() => trial[Symbol.asyncDispose]())

describe('objections to acts', () => {
  const OBJECTIONS = '/sandbox/officer/objections'
  const id = `${TRADER}-1-1`
  const progress = async () => (await readAct(trial.store.papers, { voen: TRADER, number: 1 }))!.progress

  beforeEach(async () => {
    await trial.officer('register', { voen: TRADER, name: 'Nümunə Ticarət MMC' })
    await drawUpDisputed(trial.store, TRADER, trial.now)
  })

  test('are listed with what the company says, and an answer goes to the company', async () => {
    expect((await trial.someone.open('/sandbox/officer')).links(/^Aktlara/)).toEqual([OBJECTIONS])
    const page = await trial.someone.open(OBJECTIONS)
    expect(page.text).toContain('Nümunə Ticarət MMC, 1400057421: Üzləşmə aktı №')
    expect(page.text).toContain('Səbəb: Bəyannamə ləğv edilib')
    expect(page.facts).toMatchObject({ 'Şirkətin məlumatı': '1,00' })
    const incomplete = await trial.someone.send(OBJECTIONS, { objection: id, decision: '', answer: 'Ləğv edilib' })
    expect([incomplete.status, incomplete.text.includes('Qərarı seçin.')]).toEqual([422, true])
    expect(incomplete.fields).toMatchObject({ answer: 'Ləğv edilib' })
    const form = { objection: id, decision: 'accepted', answer: 'Ləğv edilib' }
    const answered = await trial.someone.send(OBJECTIONS, form)
    expect([answered.status, answered.text.includes('Cavab şirkətə göndərildi.')]).toEqual([200, true])
    expect(answered.text).toContain('Cavab gözləyən etiraz yoxdur.')
    expect((await progress()).objections).toMatchObject([{ state: 'accepted', ended: { answer: 'Ləğv edilib' } }])
    const late = await trial.someone.send(OBJECTIONS, { ...form, decision: 'rejected' })
    expect([late.status, late.text.includes('artıq cavab gözləmir')]).toEqual([422, true])
  })

  test('that were answered are not, nor is the page of a place that there is not', async () => {
    await trial.someone.send(OBJECTIONS, { objection: id, decision: 'rejected', answer: 'Yox' })
    const page = await trial.someone.open(`${OBJECTIONS}?after=x`)
    expect([page.status, page.text.includes('Cavab gözləyən etiraz yoxdur.')]).toEqual([200, true])
  })
})

describe('the officer’s desk', () => {
  test('says that it is a trial, and offers eight actions', async () => {
    const page = await trial.someone.open('/sandbox/officer')
    expect(page.text).toContain('Bu, sınaqdır.')
    expect(page.links(/^(Ödəyicini|Bəyannamə|Sənəd|Ödənişi|Artıq)/)).toEqual(
      ACTIONS.map(action => `/sandbox/officer/${action}`),
    )
    expect(ACTIONS).toHaveLength(8)
    expect((await trial.someone.open('/sandbox/officer/pardon')).status).toBe(404)
  })

  test('registers, assesses, amends up and down, cancels, and charges', async () => {
    await trial.officer('register', { voen: TRADER, name: 'Nümunə Ticarət MMC' })
    const charges = { 'customs-duty': '100', vat: '50,00', declarant: '2000000002' }
    const answer = await trial.officer('assess', { ...OF_DECLARATION, ...charges })
    expect(answer.text).toContain('Qəbul edildi və hesaba yazıldı.')
    expect(answer.facts).toMatchObject({ 'Bəyannamənin nömrəsi': DECLARATION, ƏDV: '50,00' })
    await trial.officer('amend', { ...OF_DECLARATION, vat: '60' })
    await trial.officer('amend', { ...OF_DECLARATION, 'customs-duty': '80' })
    await trial.officer('charge', { voen: TRADER, reference: 'AKT-17', fine: '5' })
    await trial.officer('cancel', OF_DECLARATION)
    expect(await trial.rows()).toEqual([
      'customs-duty assessment 100.00 | 100.00 0.00',
      'customs-duty reduction 20.00 | 80.00 0.00',
      'customs-duty reduction 80.00 | 0.00 0.00',
      'vat assessment 50.00 | 50.00 0.00',
      'vat assessment 10.00 | 60.00 0.00',
      'vat reduction 60.00 | 0.00 0.00',
      'fine assessment 5.00 | 5.00 0.00',
    ])
  })

  test.each([
    ['register', { voen: '1', name: '' }, ['VÖEN 10 rəqəmdir', 'Adı yazın']],
    ['assess', { voen: TRADER, declaration: 'ə', declarant: '7' }, ['Bəyannamə nömrəsi', 'VÖEN 10', 'Ən azı bir']],
    ['amend', { ...OF_DECLARATION, vat: 'on' }, ['Məbləği manat və qəpiklə, mənfi işarəsi olmadan']],
    ['charge', { voen: TRADER, reference: 'x'.repeat(101), fine: '5' }, ['Sənədin nömrəsini yazın']],
  ])(
    'shows the problems of the form %s and keeps the typed text',
    async (action, form: Record<string, string>, says) => {
      const page = await trial.officer(action, form)
      expect(page.status).toBe(422)
      expect(page.title).toMatch(/^Xəta:/)
      for (const words of says) expect(page.text).toContain(words)
      expect(page.fields).toMatchObject(form)
      expect(await trial.rows()).toEqual([])
    },
  )

  test('says why an action is rejected, and keeps the typed text', async () => {
    await trial.officer('register', { voen: TRADER, name: 'Nümunə Ticarət MMC' })
    await trial.officer('assess', { ...OF_DECLARATION, vat: '50' })
    const again = await trial.officer('assess', { ...OF_DECLARATION, vat: '70' })
    expect(again.status).toBe(422)
    expect(again.text).toContain('Bu nömrə ilə bəyannamə artıq hesablanıb.')
    expect(again.fields).toMatchObject({ ...OF_DECLARATION, vat: '70' })
    await trial.officer('cancel', OF_DECLARATION)
    expect((await trial.officer('amend', { ...OF_DECLARATION, vat: '1' })).text).toContain('Bu bəyannamə ləğv edilib')
  })

  test('says that an event is held, and books a form that is sent twice once', async () => {
    const waiting = await trial.officer('assess', { ...OF_DECLARATION, vat: '50' })
    expect(waiting.text).toContain('Qəbul edildi və gözləyir')
    const { fields } = await trial.someone.open('/sandbox/officer/register')
    const form = { voen: TRADER, name: 'Nümunə Ticarət MMC', id: fields.id as string }
    const send = () => trial.someone.send('/sandbox/officer/register', form)
    expect((await send()).text).toContain('hesaba yazıldı')
    trial.now = new Date(trial.now.getTime() + 60_000)
    expect((await send()).text).toContain('ikinci dəfə yazılmadı')
    expect(await trial.rows()).toEqual(['vat assessment 50.00 | 50.00 0.00'])
  })
})
