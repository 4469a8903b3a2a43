import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Voen } from '../../src/domain/voen.ts'
import { amended, assessed, cancelled, paidByNumber, paidToFund, registered, TRADER } from '../support/oracle/events.ts'
import { attribute, type Html, text, within } from './html.ts'
import { asHtmx, Site } from './site.ts'

const BROKER = '1700012342' as Voen
const page = (number: string) => `/accounts/${TRADER}/declarations/${number}`

/** The rows of a fund. */
function historyOf(html: Html, fund: string): string[][] {
  return html
    .tags('tbody', `history-${fund}`)
    .flatMap(body => within(body, 'tr').map(row => within(row, 'td').map(text)))
}

describe('a declaration page', () => {
  let site: Site
  beforeAll(async () => {
    const many = Array.from({ length: 120 }, (_, index) => amended('LONG', { vat: `${index + 2}.00` }))
    site = await Site.open([
      registered(),
      assessed('00010/030326/000001', { 'customs-duty': '300', vat: '540' }, { declarant: BROKER }),
      amended('00010/030326/000001', { vat: '531.00' }),
      assessed('A//B/', { vat: '1.00' }),
      assessed('GONE', { vat: '5.00' }),
      cancelled('GONE'),
      assessed('LONG', { vat: '1.00' }),
      ...many,
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('shows the charges by fund, with their total', async () => {
    const { html, status } = await site.get(page('00010/030326/000001'))
    expect(status).toBe(200)
    expect(html.table('charges')).toEqual([
      ['Gömrük rüsumu açıq', '300,00', '0,00', '0,00', '300,00'],
      ['ƏDV açıq, düzəliş edilib', '540,00', '9,00', '0,00', '531,00'],
      ['Cəmi', '840,00', '9,00', '0,00', '831,00'],
    ])
    expect(html.text).toContain('Açıq, düzəliş edilib')
    expect(html.text).toContain(`Gömrük brokeri VÖEN ${BROKER}`.replace('Gömrük brokeri ', ''))
  })

  test('shows fund by fund how each total changed, with the open debt of the declaration alone', async () => {
    const { html } = await site.get(page('00010/030326/000001'))
    expect(historyOf(html, 'customs-duty')).toEqual([['02.03.2026', 'Hesablama', '', '300,00', '300,00']])
    expect(historyOf(html, 'vat')).toEqual([
      ['02.03.2026', 'Hesablama', '', '540,00', '540,00'],
      ['02.03.2026', 'Düzəliş nəticəsində hesablanmış məbləğin azalması', 'yekun 540,00 → 531,00', '9,00', '531,00'],
    ])
    expect(within(html.byId('history-vat')!, 'a').map(link => attribute(link, 'href'))).toEqual([
      `/accounts/${TRADER}/ledgers/vat?declaration=00010/030326/000001`,
      `/accounts/${TRADER}/operations/2`,
      `/accounts/${TRADER}/operations/3`,
    ])
  })

  test('shows a cancelled declaration as cancelled and without debt', async () => {
    const { html } = await site.get(page('GONE'))
    expect(html.text).toContain('Ləğv edilib')
    expect(html.table('charges')[0]).toEqual(['ƏDV ləğv edilib', '5,00', '5,00', '0,00', '0,00'])
    expect(historyOf(html, 'vat').at(-1)!.slice(1, 3)).toEqual([
      'Ləğv nəticəsində hesablanmış məbləğin azalması',
      'yekun 5,00 → 0,00',
    ])
  })

  test.each(['A//B/', 'a//b/', 'A%2F%2FB%2F'])('accepts a number with slashes in the path: %s', async path => {
    const { html, status } = await site.get(page(path))
    expect(status).toBe(200)
    expect(html.title).toMatch(/^A\/\/B\/ nömrəli bəyannamə/)
  })

  test('pages through more rows than one page holds', async () => {
    const first = await site.get(page('LONG'))
    expect(historyOf(first.html, 'vat')).toHaveLength(100)
    expect(historyOf(first.html, 'vat').at(-1)!.at(-1)).toBe('100,00')
    const next = await site.get(first.html.link('Növbəti əməliyyatlar →')!, asHtmx)
    expect(historyOf(next.html, 'vat')).toHaveLength(21)
    // The open debt goes on where the page before ended.
    expect(historyOf(next.html, 'vat')[0]!.slice(2)).toEqual(['yekun 100,00 → 101,00', '1,00', '101,00'])
    expect(historyOf(next.html, 'vat').at(-1)!.at(-1)).toBe('121,00')
    expect(next.html.title).not.toBe(first.html.title)
    expect(next.html.link('Əvvəlinə qayıt')).toBe(page('LONG'))
    expect(next.html.tags('hx-partial').map(text)[0]).toBe('21 əməliyyat göstərilir.')
  })

  test.each(['NONE', 'x%20y', 'LONG?after=x'])('%s is 404', async path => {
    expect((await site.get(page(path))).status).toBe(404)
  })
})

describe('money on a declaration page', () => {
  let site: Site
  beforeAll(async () => {
    site = await Site.open([
      registered(),
      assessed('OTHER', { vat: '1000.00' }),
      assessed('A', { 'customs-duty': '10.00', vat: '20.00', 'eservice-fee': '3.00' }),
      paidToFund('customs-duty', '4.00', { channel: 'bank' }),
      paidByNumber('A', '11.00'),
      amended('A', { vat: '15.00', excise: '2.00' }),
      amended('A', { 'customs-duty': '1.00' }),
    ])
  })
  afterAll(() => site[Symbol.asyncDispose]())

  test('says where the money of each row came from, and what became of a paid part', async () => {
    const { html } = await site.get(page('A'))
    expect(historyOf(html, 'customs-duty')).toEqual([
      ['02.03.2026', 'Hesablama', '', '10,00', '10,00'],
      [
        '02.03.2026',
        'Borcun artıq ödəmə hesabına bağlanması',
        'Avans ödəniş (1 fond) (bank hesabından), 02.03.2026',
        '4,00',
        '6,00',
      ],
      ['02.03.2026', 'HÖP vasitəsilə ödəniş', 'Hökumət Ödəniş Portalı, 02.03.2026', '6,00', '0,00'],
      [
        '02.03.2026',
        'Düzəliş nəticəsində hesablanmış məbləğin azalması',
        'yekun 10,00 → 1,009,00 AZN artıq ödənilmişdi və artıq ödəməyə çevrilib',
        '9,00',
        '0,00',
      ],
    ])
    expect(historyOf(html, 'vat').map(row => row.at(-1))).toEqual(['20,00', '15,00', '10,00'])
    expect(html.link('Avans ödəniş (1 fond) (bank hesabından), 02.03.2026')).toBe(`/accounts/${TRADER}/operations/5`)
  })

  test('says of open debt how each part of it can be paid', async () => {
    const { html } = await site.get(page('A'))
    const notices = html.all(element => attribute(element, 'class') === 'notice').map(text)
    expect(notices).toEqual([
      expect.stringMatching(/^10,00.AZN ödənilməyib.*HÖP-də ödəmək olar.*HÖP ilə ödə bəyannamə A, 10,00.AZN$/),
      expect.stringMatching(/^2,00.AZN borc düzəlişdən yaranıb.*VÖEN 1400057421, kod 142330, 2,00.AZN$/),
      expect.stringMatching(/^3,00.AZN elektron xidmət borcudur/),
    ])
    expect(html.text).toContain('Qismən ödənilib, düzəliş edilib')
  })
})
