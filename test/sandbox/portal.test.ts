import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TRADER } from '../support/oracle/events.ts'
import { attribute, Html } from '../web/html.ts'
import { Trial } from './trial.ts'

const DECLARATION = '00010/200426/000001'

let trial: Trial
beforeEach(async () => {
  trial = await Trial.open()
  await trial.officer('register', { voen: TRADER, name: 'Nümunə Ticarət MMC' })
})
afterEach(() => trial[Symbol.asyncDispose]())

const assess = (charges: Record<string, string> = { 'customs-duty': '100,00', vat: '50' }) =>
  trial.officer('assess', { voen: TRADER, declaration: DECLARATION, ...charges })

describe('the trial portal', () => {
  test('says on its first page that it is a trial, that no money moves, and lists the payees', async () => {
    const page = await trial.hop()
    expect(page.status).toBe(200)
    expect(page.text).toContain('Bu, sınaqdır.')
    expect(page.text).toContain('heç bir pul köçürülmür')
    expect(page.text).toContain('Dövlət Gömrük Komitəsi')
    expect(page.text).toContain('“Azterminalkompleks” Birliyi')
    expect(page.buttons).toHaveLength(3)
  })

  test('redirects /sandbox to the portal', async () => {
    await trial.someone.open('/sandbox')
    expect(trial.someone.address).toBe('/sandbox/hop')
  })

  test('shows for a VÖEN the masked name, the advance code and the seven funds with their debts', async () => {
    await assess()
    const { text } = await trial.hop({ payee: 'customs', voen: TRADER })
    expect(text).toContain('N••• T••• M•••')
    expect(text).not.toContain('Nümunə Ticarət')
    expect(text).toContain('142330 – Avans-Gömrük ödənişləri üzrə')
    expect(text).toContain('Gömrük rüsumu (bu günə borc 100,00 AZN)')
    expect(text).toContain('Aksiz vergisi (bu günə borc 0,00 AZN)')
    expect(text).not.toContain('802001')
  })

  test('shows only two codes for “Azterminalkompleks”', async () => {
    const { text } = await trial.hop({ payee: 'terminal', voen: TRADER })
    expect(text).toContain('802001 – Avans-Elektron xidmət haqqı')
    expect(text).toContain('114111 – Avans-Elektron xidmət haqqının ƏDV-si')
    expect(text).not.toContain('142330')
  })

  test.each([
    [{ voen: '123' }, 422, 'VÖEN 10 rəqəmdir'],
    [{ voen: '9999999991' }, 404, 'Bu VÖEN üzrə ödəyici tapılmadı. VÖEN-i yoxlayın.'],
    [{ declaration: '00010?' }, 422, 'Bəyannamə nömrəsi yalnız'],
    [{ declaration: '77777/1' }, 404, 'Bu nömrə ilə bəyannamə tapılmadı. Nömrəni yoxlayın.'],
  ])('finds nothing for %j, keeps the typed text and says why', async (query: Record<string, string>, status, says) => {
    const page = await trial.hop({ payee: 'customs', ...query })
    expect(page.status).toBe(status)
    expect(page.text).toContain(says)
    expect(await fieldValues(query)).toContain(Object.values(query)[0])
  })

  test.each([
    [{ voen: TRADER, code: '142330', amount: '1234.50' }, '142330', '1234.50'],
    [{ voen: TRADER, fund: 'vat', amount: '7.5' }, 'vat', '7.5'],
    [{ voen: TRADER, code: '802001', amount: '20' }, '802001', '20'],
  ])('fills in the form from the query %j', async (query: Record<string, string>, target, amount) => {
    const html = await htmlOf(query)
    const chosen = html.tags('input').filter(input => attribute(input, 'checked') !== undefined)
    expect(chosen.map(input => attribute(input, 'value'))).toEqual([target])
    expect(attribute(html.byId('pay-amount')!, 'value')).toBe(amount)
  })
})

describe('a payment in the trial portal', () => {
  test('to 142330 raises the advance, which settles the debts', async () => {
    await assess()
    const answer = await trial.pay({ payee: 'customs', voen: TRADER }, { target: '142330', amount: '1234,50' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Qəbul edildi və hesaba yazıldı.')
    expect(answer.facts).toMatchObject({ Məbləğ: '1.234,50 AZN' })
    expect(answer.link('Hesaba keç')).toBe(`/accounts/${TRADER}`)
    expect(await trial.rows()).toEqual([
      'customs-duty assessment 100.00 | 100.00 0.00',
      'customs-duty advance-drawdown 100.00 | 0.00 0.00',
      'vat assessment 50.00 | 50.00 0.00',
      'vat advance-drawdown 50.00 | 0.00 0.00',
      'advance advance-payment-general hop 1234.50 | 0.00 1234.50',
      'advance advance-drawdown 100.00 | 0.00 1134.50',
      'advance advance-drawdown 50.00 | 0.00 1084.50',
    ])
  })

  test('for one fund raises its overpayment', async () => {
    await trial.pay({ payee: 'customs', voen: TRADER }, { target: 'excise', amount: '7.5' })
    expect(await trial.rows()).toEqual(['excise advance-payment-single hop 7.50 | 0.00 7.50'])
  })

  test('to “Azterminalkompleks” has the operation types of HÖP', async () => {
    await trial.pay({ payee: 'terminal', voen: TRADER }, { target: '802001', amount: '20' })
    await trial.pay({ payee: 'terminal', voen: TRADER }, { target: '114111', amount: '3,60' })
    expect(await trial.rows()).toEqual([
      'eservice-fee eservice-advance-hop hop 20.00 | 0.00 20.00',
      'eservice-vat eservice-vat-advance-hop hop 3.60 | 0.00 3.60',
    ])
  })

  test('by declaration number settles it at once, with the amount filled in', async () => {
    await assess()
    const page = await trial.hop({ declaration: DECLARATION.toLowerCase() })
    expect(page.fields.amount).toBe('150,00')
    expect(page.facts).toMatchObject({ 'Nömrə üzrə ödənilə bilər': '150,00 AZN', Ödəyici: 'N••• T••• M•••' })
    const answer = await trial.pay({ declaration: DECLARATION })
    expect(answer.text).toContain('Qəbul edildi və hesaba yazıldı.')
    expect(await trial.rows()).toEqual([
      'customs-duty assessment 100.00 | 100.00 0.00',
      'customs-duty hop-payment hop 100.00 | 0.00 0.00',
      'vat assessment 50.00 | 50.00 0.00',
      'vat hop-payment hop 50.00 | 0.00 0.00',
    ])
    expect((await trial.hop({ declaration: DECLARATION })).text).toContain('ödəniləcək borc yoxdur')
  })

  test('by number refuses the debt of an amendment with the reason, and the advance settles it', async () => {
    await assess()
    await trial.pay({ declaration: DECLARATION })
    await trial.officer('amend', { voen: TRADER, declaration: DECLARATION, vat: '80' })
    const page = await trial.hop({ declaration: DECLARATION })
    expect(page.text).toContain('borc bəyannamədə düzəlişdən sonra yaranıb və ancaq avans vasitəsilə')
    expect(page.buttons).not.toContain('Ödə')
    const forced = { declaration: DECLARATION, amount: '30,00' }
    const refused = await trial.someone.send('/sandbox/hop', forced)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('ancaq avans vasitəsilə')
    const before = await trial.rows()
    expect(before).toContain('vat assessment 30.00 | 30.00 0.00')
    await trial.pay(queryOf(page.link('VÖEN avansla ödə')), { target: '142330' })
    expect((await trial.rows()).at(-1)).toBe('advance advance-drawdown 30.00 | 0.00 0.00')
  })

  test('by number leaves out the debt of an amendment, and says so', async () => {
    await assess()
    await trial.officer('amend', { voen: TRADER, declaration: DECLARATION, vat: '80' })
    const page = await trial.hop({ declaration: DECLARATION })
    expect(page.fields.amount).toBe('150,00')
    expect(page.facts).toMatchObject({ 'Düzəlişdən yaranmış borc': '30,00 AZN' })
    expect(page.text).toContain('bu ödənişə daxil deyil')
  })

  test('is not offered for a cancelled declaration', async () => {
    await assess()
    await trial.officer('cancel', { voen: TRADER, declaration: DECLARATION })
    expect((await trial.hop({ declaration: DECLARATION })).text).toContain('Bu bəyannamə ləğv edilib')
  })

  test.each([
    [{ target: '142330', amount: '12.345' }, 'Məbləği manat və qəpiklə, mənfi işarəsi olmadan'],
    [{ target: '142330', amount: '-5' }, 'Məbləği manat və qəpiklə, mənfi işarəsi olmadan'],
    [{ target: '142330', amount: '0,00' }, 'Məbləğ sıfırdan böyük olmalıdır.'],
    [{ target: '', amount: '5' }, 'Nə üzrə ödənildiyini seçin.'],
    [{ target: '802001', amount: '5' }, 'Nə üzrə ödənildiyini seçin.'],
  ])('with %j gets 422, keeps the typed text and books nothing', async (words, says) => {
    const page = await trial.pay({ payee: 'customs', voen: TRADER }, words)
    expect(page.status).toBe(422)
    expect(page.title).toMatch(/^Xəta:/)
    expect(page.text).toContain(says)
    expect(page.fields.amount).toBe(words.amount)
    expect(await trial.rows()).toEqual([])
  })

  test.each(['1234.50', '1234,50', '1.234,50', '1 234,50 AZN'])('accepts the amount %s', async amount => {
    await trial.pay({ payee: 'customs', voen: TRADER }, { target: '142330', amount })
    expect(await trial.rows()).toEqual(['advance advance-payment-general hop 1234.50 | 0.00 1234.50'])
  })

  test('that is sent twice is booked once, also later', async () => {
    await assess()
    for (const found of [{ declaration: DECLARATION }, { payee: 'customs', voen: TRADER }]) {
      const { fields } = await trial.hop(found)
      const form = { ...found, target: '142330', amount: '150', id: fields.id as string }
      expect((await trial.someone.send('/sandbox/hop', form)).text).toContain('hesaba yazıldı')
      trial.now = new Date(trial.now.getTime() + 60_000)
      const rows = await trial.rows()
      const [second, third] = await Promise.all([1, 2].map(() => trial.someone.send('/sandbox/hop', form)))
      for (const page of [second!, third!]) expect(page.text).toContain('ikinci dəfə yazılmadı')
      const other = await trial.someone.send('/sandbox/hop', { ...form, amount: '151' })
      expect(other.status).toBe(422)
      expect(other.text).toContain('başqa məzmunla artıq göndərilib')
      expect(await trial.rows()).toEqual(rows)
    }
  })

  test('for an unregistered taxpayer is held, and booked after the registration', async () => {
    const stranger = '1234567891'
    const form = { payee: 'customs', voen: stranger, target: '142330', amount: '10', id: '' }
    expect((await trial.someone.send('/sandbox/hop', form)).text).toContain('Qəbul edildi və gözləyir')
    expect(await trial.rows()).toEqual([])
    await trial.officer('register', { voen: stranger, name: 'Başqa Ticarət MMC' })
    expect(await trial.rows()).toEqual(['advance advance-payment-general hop 10.00 | 0.00 10.00'])
  })
})

async function htmlOf(query: Record<string, string>): Promise<Html> {
  return new Html(await (await fetch(`${trial.url}/sandbox/hop?${new URLSearchParams(query)}`)).text())
}

async function fieldValues(query: Record<string, string>): Promise<(string | undefined)[]> {
  return (await htmlOf({ payee: 'customs', ...query })).tags('input').map(input => attribute(input, 'value'))
}

function queryOf(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, trial.url).searchParams)
}
