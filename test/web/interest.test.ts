import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { amended, assessed, charged, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const INTEREST = `${ACCOUNT}/debts/interest`
const lateInterest = {
  rates: [
    { from: '2001-01-01', percent: '0.1' },
    { from: '2026-04-11', percent: '0.05' },
  ],
  maxDays: 365,
}

/** On 20 April: 1,000.01 of VAT was due on 1 March, 400.00 came on 11 March, 100.00 was taken off on 21 March. */
let site: Site
beforeAll(async () => {
  site = await Site.open(
    [
      registered(),
      assessed('A/1', { vat: '1000.01' }, on('2026-03-01')),
      paidToCode('142330', '400.00', { ...on('2026-03-11'), paidOn: '2026-03-11' }),
      amended('A/1', { vat: '900.01' }, on('2026-03-21')),
      charged('AKT-9', { 'late-interest': '12.00' }, on('2026-04-01')),
    ],
    { config: { lateInterest } },
  )
})
afterAll(() => site[Symbol.asyncDispose]())

const facts = (html: Html) => html.tags('dt').map((dt, index) => `${text(dt)}: ${text(html.tags('dd')[index]!)}`)

describe('the sheet of late interest', () => {
  test('has a line for each stretch, unrounded beside rounded, with what ended it', async () => {
    const { status, html } = await site.get(INTEREST)
    expect([status, html.title]).toEqual([200, 'Dəbbə pulunun hesablanması, 20.04.2026, Nümunə Ticarət MMC – Vərəqə'])
    expect(html.table('interest')).toEqual([
      ['A/1, ƏDV son ödəniş tarixi 01.03.2026, dəbbə pulu 28,50 AZN'],
      ['02.03.2026 – 11.03.2026 10 gün', 'Avansdan silinmə (№ 3)', '0,1 %', '1.000,01', '10,0001', '10,00'],
      ['12.03.2026 – 21.03.2026 10 gün', 'Azalma (№ 5)', '0,1 %', '600,01', '6,0001', '6,00'],
      ['22.03.2026 – 10.04.2026 20 gün', 'faiz dərəcəsi dəyişir', '0,1 %', '500,01', '10,0002', '10,00'],
      ['11.04.2026 – 20.04.2026 10 gün', 'seçilmiş gün', '0,05 %', '500,01', '2,50005', '2,50'],
    ])
    expect(html.link('Avansdan silinmə (№ 3)')).toBe(`${ACCOUNT}/operations/3`)
    expect(html.text).toContain('gömrük tərəfindən tutulmayıb')
  })

  test('is compared with what customs charged', async () => {
    const { html } = await site.get(INTEREST)
    expect(facts(html)).toEqual([
      'Hesablanmış təxmini məbləğ, 20.04.2026 günü daxil olmaqla: 28,50 AZN',
      'Gömrüyün hesabladığı dəbbə pulu: 12,00 AZN 20.04.2026 gününədək, azalmalar çıxılmaqla; ondan ödənilib 0,00 AZN',
      'Təxmini məbləğ bu qədər çoxdur: 16,50 AZN',
    ])
    const before = await site.get(`${INTEREST}?to=2026-03-31`)
    expect(facts(before.html)[1]).toContain('0,00 AZN 31.03.2026')
  })

  test('tells what it will be on a day to come if nothing is paid', async () => {
    const { html } = await site.get(`${INTEREST}?to=30.4.2026`, asHtmx)
    expect(facts(html)[0]).toBe(
      'Hesablanmış təxmini məbləğ, 30.04.2026 günü daxil olmaqla: 31,00 AZN o günədək başqa ödəniş olmasa',
    )
    const end = await site.get(`${INTEREST}?to=9999-12-31`)
    expect(end.html.table('interest').at(-1)![1]).toBe('sayılan günlərin sonu')
  })

  test('of one debt is reached from the debt', async () => {
    const { html } = await site.get(`${ACCOUNT}/debts`)
    const href = html
      .tags('a')
      .map(link => attribute(link, 'href')!)
      .find(href => href.includes('interest?charge='))!
    const sheet = await site.get(href)
    expect(sheet.html.table('interest')).toHaveLength(5)
    expect(facts(sheet.html)).toEqual(['Hesablanmış təxmini məbləğ, 20.04.2026 günü daxil olmaqla: 28,50 AZN'])
    expect(attribute(sheet.html.tags('input').find(input => attribute(input, 'type') === 'hidden')!, 'value')).toBe(
      '1.1',
    )
  })

  test.each([
    ['to=2026-02-30', 'Təqvimdə belə tarix yoxdur'],
    ['to=<b>', 'Tarixi'],
  ])('is 422 with “%s”, with the reason beside the field', async (query, reason) => {
    const { status, html } = await site.get(`${INTEREST}?${query}`)
    expect([status, html.table('interest')]).toEqual([422, []])
    expect(text(html.byId('interest-to-problem')!)).toContain(reason)
  })

  test.each(['charge=x', 'charge=7.1', 'charge=1.9', 'after=x', 'after=-1'])('is not there at “%s”', async query => {
    expect((await site.get(`${INTEREST}?${query}`)).status).toBe(404)
  })

  test('says so where no rates are configured', async () => {
    await using without = await Site.open([registered(), assessed('A/1', { vat: '50.00' })])
    const { status, html } = await without.get(INTEREST)
    expect([status, html.table('interest'), html.byId('interest-form')]).toEqual([200, [], undefined])
    expect(html.text).toContain('faiz dərəcəsi bu sistemdə göstərilməyib')
  })
})
