import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessed, on, paidToCode, registered, TRADER } from '../support/oracle/events.ts'
import { WEB_CONFIG } from '../support/people/people.ts'
import { attribute, type Html, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const ESTIMATE = `${ACCOUNT}/debts/estimate`

const needs = (html: Html) => html.tags('dd').map(text)
const pays = (html: Html) =>
  html
    .tags('a')
    .map(link => attribute(link, 'href')!)
    .filter(href => href.startsWith(WEB_CONFIG.hop.url))
    .map(href => new URL(href).searchParams.get('amount'))

/** Of the 1,000.00 on the advance, 90.00 are drawn on 20 April; 500.00 were drawn long before. */
let site: Site
beforeAll(async () => {
  site = await Site.open([
    registered(),
    paidToCode('142330', '1000.00', on('2025-01-01')),
    assessed('A/1', { vat: '500.00' }, on('2026-01-20')),
    assessed('A/2', { vat: '90.00' }, on('2026-01-21')),
  ])
})
afterAll(() => site[Symbol.asyncDispose]())

describe('the estimate for a declaration to be filed', () => {
  test('works out duty, VAT on the value with the duty, and the total, each unrounded beside rounded', async () => {
    const { status, html } = await site.get(`${ESTIMATE}?value=1.000,33&rate=15,5&vat=18&fee=30`)
    expect(status).toBe(200)
    expect(html.table('interest')).toEqual([
      ['Gömrük rüsumu', '1.000,33 AZN məbləğinin 15,5 %-i', '155,05115', '155,05'],
      // Of 1,155.38, with the rounded duty.
      ['ƏDV', '1.155,38 AZN məbləğinin 18 %-i', '207,9684', '207,97'],
      ['Gömrük yığımı', 'yazdığınız kimi', '', '30,00'],
      ['Cəmi', '393,02 AZN'],
    ])
    expect(needs(html)).toEqual(['393,02 AZN', '410,00 AZN', '0,00 AZN'])
    expect([html.text.includes('Avans kifayətdir'), pays(html)]).toEqual([true, []])
  })

  test('says how much is missing on the advance, which pays older debts first', async () => {
    await using indebted = await Site.open([registered(), assessed('A/1', { vat: '50.00' })])
    const { html } = await indebted.get(`${ESTIMATE}?value=100&rate=0&vat=18`)
    expect(needs(html)).toEqual(['18,00 AZN', '50,00 AZN', '0,00 AZN', '68,00 AZN'])
    expect(pays(html)).toEqual(['68.00'])
  })

  test('rounds half a qəpik up', async () => {
    const { html } = await site.get(`${ESTIMATE}?value=0,10&rate=5&vat=0`)
    expect(html.table('interest')[0]!.slice(2)).toEqual(['0,005', '0,01'])
  })

  test('takes 18 % for VAT by default, and shows only the form until it is asked', async () => {
    const { status, html } = await site.get(ESTIMATE)
    expect([status, html.tags('table')]).toEqual([200, []])
    expect(attribute(html.byId('estimate-vat')!, 'value')).toBe('18')
    expect((await site.get(`${ESTIMATE}?value=100&rate=0`)).html.text).toContain('18,00 AZN')
  })

  test.each([
    ['value=&rate=5', 'value'],
    ['value=0&rate=5', 'value'],
    ['value=-1&rate=5', 'value'],
    ['value=12345678901234&rate=5', 'value'],
    ['value=9999999999999&rate=999', 'value'],
    ['value=100&rate=', 'rate'],
    ['value=100&rate=1000', 'rate'],
    ['value=100&rate=1e5', 'rate'],
    ['value=100&rate=5&vat=x', 'vat'],
    ['value=100&rate=5&fee=<b>', 'fee'],
  ])('is 422 with “%s”, with the typed text and the reason beside the field', async (query, field) => {
    for (const headers of [{}, asHtmx]) {
      const { status, html } = await site.get(`${ESTIMATE}?${query}`, headers)
      expect([status, html.tags('table')]).toEqual([422, []])
      expect(html.byId(`estimate-${field}-problem`)).toBeDefined()
      const typed = new URLSearchParams(query).get(field)
      expect(attribute(html.byId(`estimate-${field}`)!, 'value')).toBe(typed)
    }
  })
})

const UNTIL = 'Avans son 90 günün sürəti ilə 04.06.2027 gününədək çatar.'

describe('the forecast for the advance', () => {
  test('tells until when it lasts at the pace of the last 90 days, and on what it is based', async () => {
    // The last 90 days begin on 21 January: 90.00 in 90 days, and 410.00 are left.
    const { html } = await site.get(ESTIMATE)
    expect(html.text).toContain(UNTIL)
    expect(html.text).toContain('avansda 410,00 AZN var, son 90 gündə avansdan 90,00 AZN silinib')
  })

  test.each([`${ACCOUNT}/ledgers/advance`, `${ACCOUNT}/debts`])(
    'is a line with the way to its basis on %s',
    async path => {
      const { html } = await site.get(path)
      expect(html.text).toContain(UNTIL)
      expect(html.link('Necə hesablanır')).toBe(`${ESTIMATE}#forecast-heading`)
    },
  )

  test.each([`${ACCOUNT}/ledgers/vat`, `${ACCOUNT}/debts?on=2026-03-01`])('is not on %s', async path => {
    const { html } = await site.get(path)
    expect(html.text).not.toContain('gününədək çatar')
  })

  test('says nothing when nothing was drawn, or nothing is left', async () => {
    await using idle = await Site.open([registered(), paidToCode('142330', '5.00')])
    await using spent = await Site.open([
      registered(),
      paidToCode('142330', '5.00'),
      assessed('A/1', { vat: '5.00' }, on('2026-04-01')),
    ])
    for (const account of [idle, spent]) {
      const { html } = await account.get(ESTIMATE)
      expect(html.text).toContain('proqnoz yoxdur')
      for (const path of [ESTIMATE, `${ACCOUNT}/ledgers/advance`, `${ACCOUNT}/debts`]) {
        expect((await account.get(path)).html.text).not.toContain('gününədək çatar')
      }
    }
  })
})
