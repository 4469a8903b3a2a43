import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTypedAmount } from '../../src/domain/typed/amount.ts'
import { deliverEvents } from '../../src/services/intake/deliver-events.ts'
import {
  amended,
  assessed,
  charged,
  type EventObject,
  OTHER_TRADER,
  paidToCode,
  registered,
  TRADER,
  toLine,
} from '../support/oracle/events.ts'
import { WEB_CONFIG } from '../support/people/people.ts'
import { exportOf } from '../support/stores/service.ts'
import { attribute, type Html, hasClass, text } from './html.ts'
import { asHtmx, Site } from './site.ts'

const ACCOUNT = `/accounts/${TRADER}`
const PREVIEW = `${ACCOUNT}/preview`
const HOP = WEB_CONFIG.hop.url

const EVENTS: readonly EventObject[] = [
  registered(),
  registered({ voen: OTHER_TRADER }),
  assessed('A/1', { 'customs-duty': '100.00', vat: '50.00' }),
  charged('AKT-7', { fine: '30.00' }),
  assessed('A/2', { vat: '1200.00', 'eservice-fee': '9.00' }),
]

let site: Site
beforeAll(async () => {
  site = await Site.open(EVENTS)
})
afterAll(() => site[Symbol.asyncDispose]())

/** The rows of the tables, in order. */
const tables = (html: Html) =>
  html
    .all(element => element.tagName === 'table' && hasClass(element, 'debts'))
    .map(table =>
      html
        .tags('tr')
        .filter(row => isWithin(row, table))
        .slice(1)
        .map(row => row.childNodes.flatMap(cell => ('tagName' in cell ? [text(cell)] : []))),
    )

function isWithin(element: { parentNode: unknown }, parent: unknown): boolean {
  return element.parentNode === parent || (element.parentNode as { parentNode: unknown }).parentNode === parent
}

const hopLinks = (html: Html, below?: string) =>
  html.tags('a', below).flatMap(link => {
    const href = attribute(link, 'href')!
    return href.startsWith(HOP) ? [Object.fromEntries(new URL(href).searchParams)] : []
  })

describe('the payment preview', () => {
  test('lists the debts that a payment closes, in order, and those that stay open', async () => {
    const { status, html } = await site.get(`${PREVIEW}?amount=200,00`)
    expect(status).toBe(200)
    expect(tables(html)).toEqual([
      [
        ['A/1 bəyannamə', 'Gömrük rüsumu', 'tam', '100,00', '0,00'],
        ['A/1 bəyannamə', 'ƏDV', 'tam', '50,00', '0,00'],
        ['AKT-7 akt və ya protokol', 'İnzibati cərimə', 'tam', '30,00', '0,00'],
        ['A/2 bəyannamə', 'ƏDV', 'qismən', '20,00', '1.180,00'],
      ],
      [['A/2 bəyannamə', 'ƏDV', '1.180,00']],
    ])
    expect(html.link('A/2')).toBe(`${ACCOUNT}/declarations/A/2`)
    expect(text(html.byId('status')!)).toBe('Avansa 200,00 AZN ödənilsə, bu vəsait 4 borcun ödənilməsinə gedər.')
    expect(html.text).toContain('Daha çox ödəniş edilənədək bu borclar ödənilməmiş qalar')
    expect(html.text).toContain('20.04.2026 10:00 vəziyyətinə görə. Heç nə yazılmayıb.')
  })

  test('leaves the rest of a larger payment on the advance', async () => {
    const { html } = await site.get(`${PREVIEW}?amount=2000`)
    expect(tables(html)).toHaveLength(1)
    expect(html.tags('dd').map(text)).toEqual(['620,00 AZN', '0,00 AZN'])
  })

  test('leaves all of it on the advance if there are no debts', async () => {
    const { html } = await site.get(`/accounts/${OTHER_TRADER}/preview?amount=5`)
    expect(tables(html)).toEqual([])
    expect(text(html.byId('status')!)).toBe('Avansa 5,00 AZN ödənilsə, ödəniləcək gömrük borcu yoxdur.')
    expect(html.tags('dd').map(text)).toEqual(['5,00 AZN', '0,00 AZN'])
  })

  test('writes nothing, and the real payment does what the preview says', async () => {
    const before = await exportOf(site.store)
    await site.get(`${PREVIEW}?amount=180.00`)
    expect(await exportOf(site.store)).toBe(before)
    await using paid = await Site.open(EVENTS)
    await deliverEvents(paid.store.writer, [toLine(paidToCode('142330', '180.00'))], paid.now)
    const drawn = (await exportOf(paid.store)).split('\n').filter(row => row.includes('advance-drawdown'))
    const own = drawn.filter(row => !row.includes(',advance,')).map(row => row.split(',').slice(2, 5))
    const previewed = tables((await site.get(`${PREVIEW}?amount=180.00`)).html)[0]!
    expect(own).toEqual([
      ['customs-duty', 'A/1', ''],
      ['vat', 'A/1', ''],
      ['fine', '', 'AKT-7'],
    ])
    expect(previewed.map(([document]) => document!.split(' ')[0])).toEqual(['A/1', 'A/1', 'AKT-7'])
  })

  test('shows only the form without an amount', async () => {
    for (const path of [PREVIEW, `${PREVIEW}?amount=`, `${PREVIEW}?amount=%20`]) {
      const { status, html } = await site.get(path)
      expect([status, tables(html).length, text(html.byId('status')!)]).toEqual([200, 0, ''])
    }
  })

  test.each(['x', '-5', '0', '0.001', '01.000', '1,234', '1.23.4', '5,5,5', '12345678901234', '<b>'])(
    '“%s” is 422, with the typed text and the reason beside the field',
    async typed => {
      const { status, html } = await site.get(`${PREVIEW}?amount=${encodeURIComponent(typed)}`)
      expect(status).toBe(422)
      expect(html.title).toMatch(/^Xəta: /)
      const field = html.byId('preview-amount')!
      expect([attribute(field, 'value'), attribute(field, 'aria-invalid')]).toEqual([typed, 'true'])
      expect(text(html.byId('preview-amount-problem')!)).not.toBe('')
      expect(tables(html)).toEqual([])
    },
  )

  test('cuts an oversized text at a whole character', async () => {
    const { status, html } = await site.get(`${PREVIEW}?amount=${encodeURIComponent(`${'9'.repeat(99)}😀😀`)}`)
    expect([status, attribute(html.byId('preview-amount')!, 'value')]).toEqual([422, `${'9'.repeat(99)}😀`])
  })

  test('reports an amount that the account cannot hold', async () => {
    await using full = await Site.open([
      registered(),
      ...Array.from({ length: 9 }, () => paidToCode('142330', '9999999999999.99')),
    ])
    const { status, html } = await full.get(`${PREVIEW}?amount=9999999999999,99`)
    expect([status, text(html.byId('preview-amount-problem')!)]).toEqual([422, expect.stringContaining('Daha kiçik')])
  })

  test('updates result, form and status with htmx, and pushes the canonical amount', async () => {
    const { html, headers } = await site.get(`${PREVIEW}?amount=1.234,5`, asHtmx)
    expect(headers.get('hx-push-url')).toBe(`${PREVIEW}?amount=1234.50`)
    expect(html.tags('hx-partial').map(part => attribute(part, 'hx-target'))).toEqual([
      '#preview',
      '#status',
      '#languages',
      '#banner',
    ])
    expect(attribute(html.byId('preview-amount')!, 'value')).toBe('1.234,50')
  })

  test('an unknown account is 404', async () => {
    expect((await site.get('/accounts/9999999991/preview?amount=1')).status).toBe(404)
  })
})

describe('a typed amount', () => {
  test.each([
    ['1234.50', 123_450],
    ['1234,50', 123_450],
    ['1.234,50', 123_450],
    ['1 234,5 AZN', 123_450],
    ['1\u00a0234,50\u00a0azn', 123_450],
    ['1.234.567', 123_456_700],
    ['1.234.567,89', 123_456_789],
    ['1,234.50', 123_450],
    ['1 234.50', 123_450],
    ['1,234,567', 123_456_700],
    ['1,234,567.89', 123_456_789],
    ['0,01', 1],
    ['7', 700],
    ['7.5', 750],
    ['9999999999999,99', 999_999_999_999_999],
  ])('of “%s” is %d qəpik', (typed, amount) => {
    expect(readTypedAmount(typed)).toBe(amount)
  })

  test.each([
    '',
    ',',
    '.',
    '1,',
    '1.',
    '.5',
    '1,234',
    '1.234',
    '12.345',
    '12,345',
    '1.234,567',
    '1,234.567',
    '1.234,567.89',
    '1,234.567,89',
    '1,23,456.00',
    '1.2345',
    '12.34,5',
    '1.234.5',
    '+1',
    '1e3',
    '١٢',
    '1,2,3',
    '0x10',
  ])('cannot be “%s”', typed => {
    expect(readTypedAmount(typed)).toBe('amount-malformed')
  })

  test('has a problem of its own if it is zero or too large', () => {
    expect(readTypedAmount('0,00')).toBe('amount-zero')
    expect(readTypedAmount('99999999999999')).toBe('amount-too-large')
  })
})

describe('the payment link', () => {
  test('is on the debt card: 142330 for all customs debts, and one link per fund, exact to the qəpik', async () => {
    const { html } = await site.get(ACCOUNT)
    expect(hopLinks(html, 'debt')).toEqual([
      { voen: TRADER, code: '142330', amount: '1380.00' },
      { voen: TRADER, fund: 'customs-duty', amount: '100.00' },
      { voen: TRADER, fund: 'vat', amount: '1250.00' },
      { voen: TRADER, fund: 'fine', amount: '30.00' },
      { voen: TRADER, code: '802001', amount: '9.00' },
    ])
    expect(text(html.byId('debt')!)).toContain(`VÖEN ${TRADER}, kod 142330, 1.380,00 AZN`)
    expect(html.link('Ödənişin nəticəsini göstər')).toBe(`${PREVIEW}?amount=1380.00`)
    const links = html.tags('a').filter(link => attribute(link, 'href')!.startsWith(HOP))
    expect(new Set(links.map(link => attribute(link, 'rel')))).toEqual(new Set(['noopener']))
  })

  test('is missing without debt', async () => {
    const { html } = await site.get(`/accounts/${OTHER_TRADER}`)
    expect([hopLinks(html), html.link('Ödənişin nəticəsini göstər')]).toEqual([[], undefined])
  })

  test('is beside the preview result', async () => {
    const { html } = await site.get(`${PREVIEW}?amount=200`)
    expect(hopLinks(html)).toEqual([{ voen: TRADER, code: '142330', amount: '200.00' }])
  })

  test('pays the customs debts of a declaration by its number', async () => {
    const { html } = await site.get(`${ACCOUNT}/declarations/A/2`)
    expect(hopLinks(html)).toEqual([{ declaration: 'A/2', amount: '1200.00' }])
  })

  test('does not pay the debt of an amendment by number: it can be paid by VÖEN only', async () => {
    await using amendedSite = await Site.open([
      ...EVENTS,
      amended('A/1', { vat: '80.00' }),
      assessed('B/1', { vat: '10.00' }),
      amended('B/1', { vat: '0.00', fine: '4.00' }),
    ])
    const both = await amendedSite.get(`${ACCOUNT}/declarations/A/1`)
    expect(hopLinks(both.html)).toEqual([
      { declaration: 'A/1', amount: '150.00' },
      { voen: TRADER, code: '142330', amount: '30.00' },
    ])
    expect(both.html.text).toContain('30,00 AZN borc düzəlişdən yaranıb')
    const only = await amendedSite.get(`${ACCOUNT}/declarations/B/1`)
    expect(hopLinks(only.html)).toEqual([{ voen: TRADER, code: '142330', amount: '4.00' }])
    expect(only.html.text).toContain('4,00 AZN borc düzəlişdən yaranıb')
  })

  test('has no query for a portal that takes none, and shows the data to enter', async () => {
    const hop = { url: 'https://gpp.example/', prefilled: false }
    await using real = await Site.open(EVENTS, { config: { hop } })
    const { html } = await real.get(ACCOUNT)
    expect(html.link('HÖP ilə ödə')).toBe(hop.url)
    expect(text(html.byId('debt')!)).toContain(`VÖEN ${TRADER}, İnzibati cərimə, 30,00 AZN`)
  })
})
